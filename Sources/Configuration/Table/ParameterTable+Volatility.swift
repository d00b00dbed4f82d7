import Engine

extension ParameterTable.Section {
  /// How the market's volatility is measured, and how it changes the ladder.
  static let volatility: [Parameter] = measuring + widening

  private static let measuring: [Parameter] = [
    .number(
      "grid.volatility.atr_bars", NumberForm("bars"), of: \.grid.volatility.atrBars,
      "Number of bars over which the average true range (ATR) of the mid is taken."),
    .seconds(
      "grid.volatility.bar_seconds", of: \.grid.volatility.barNanoseconds,
      "Length of one such bar. It must be a whole multiple of grid.volatility.sample_ms."),
    .number(
      "grid.volatility.sample_ms", .milliseconds, of: \.grid.volatility.sampleNanoseconds,
      "Time between two samples of the mid. The moving variance is made of the returns between"
        + " samples."),
    .seconds(
      "grid.volatility.half_life_seconds", of: \.grid.volatility.halfLifeNanoseconds,
      "Half-life of the moving variance: a return this old counts half."),
    .seconds(
      "grid.volatility.gap_seconds", of: \.grid.volatility.gapNanoseconds,
      "If the book is silent for longer than this, it is a gap. The price move across a gap is"
        + " not measured."),
  ]

  private static let widening: [Parameter] = [
    .flag(
      "grid.volatility.enabled", \.engine.grid.volatility.isEnabled,
      "Whether volatility widens the spacing. The spacing is then grid.spacing + atr_weight *"
        + " ATR + deviation_weight * deviation * price, where deviation is the standard"
        + " deviation of the returns. It is at most max_spacing, and never under the floors."),
    .number(
      "grid.volatility.atr_weight", NumberForm("times", decimals: 2),
      of: \.grid.volatility.atrWeightHundredths,
      "How many ATRs are added to the spacing."),
    .number(
      "grid.volatility.deviation_weight", NumberForm("times", decimals: 2),
      of: \.grid.volatility.deviationWeightHundredths,
      "How many standard deviations of the returns are added to the spacing."),
    .measured(
      "grid.volatility.max_spacing",
      widest, words: [Word("none", nil)], \.engine.grid.volatility.maximumSpacing,
      "Widest spacing that volatility may make; \"none\": no limit. The floors can still make it"
        + " wider."),
    .number(
      "grid.volatility.least_change_pct", .percent, of: \.grid.volatility.leastChange,
      "A new spacing is used only if it differs from the current one by at least this much. A"
        + " larger value keeps orders in place longer."),
  ]

  private static let widest: [Measure<Distance?>] = [
    Measure("ticks", .ticks, of: \.grid.volatility.maximumSpacing?.ticks, make: { .ticks($0) }),
    Measure(
      "bps", .basisPoints, of: \.grid.volatility.maximumSpacing?.basisPoints,
      make: { .basisPoints($0) }),
  ]
}
