import Engine

extension ParameterTable.Section {
  /// How the market's swings are measured, and what they do to the ladder.
  static let volatility: [Parameter] = measuring + widening

  private static let measuring: [Parameter] = [
    .number(
      "grid.volatility.atr_bars", NumberForm("bars"), of: \.grid.volatility.atrBars,
      "How many bars of the mid the average true range is over."),
    .seconds(
      "grid.volatility.bar_seconds", of: \.grid.volatility.barNanoseconds,
      "How long such a bar is; a whole multiple of sample_ms."),
    .number(
      "grid.volatility.sample_ms", .milliseconds, of: \.grid.volatility.sampleNanoseconds,
      "How far apart the mids are whose returns make the moving variance."),
    .seconds(
      "grid.volatility.half_life_seconds", of: \.grid.volatility.halfLifeNanoseconds,
      "After how long a return counts half in the moving variance."),
    .seconds(
      "grid.volatility.gap_seconds", of: \.grid.volatility.gapNanoseconds,
      "A longer silence of the book is a gap: what price did in it is not measured."),
  ]

  private static let widening: [Parameter] = [
    .flag(
      "grid.volatility.enabled", \.engine.grid.volatility.isEnabled,
      "Whether the spacing follows the market: grid.spacing + atr_weight * ATR + deviation_weight"
        + " * deviation * price, up to max_spacing, and never under the floors."),
    .number(
      "grid.volatility.atr_weight", NumberForm("times", decimals: 2),
      of: \.grid.volatility.atrWeightHundredths, "How much of the average true range is added."),
    .number(
      "grid.volatility.deviation_weight", NumberForm("times", decimals: 2),
      of: \.grid.volatility.deviationWeightHundredths,
      "How many deviations of the returns are added."),
    .measured(
      "grid.volatility.max_spacing",
      widest, words: [Word("none", nil)], \.engine.grid.volatility.maximumSpacing,
      "The widest spacing that the market's swings may make."),
    .number(
      "grid.volatility.least_change_pct", .percent, of: \.grid.volatility.leastChange,
      "A new spacing takes effect only when it differs by so much from the one in force."),
  ]

  private static let widest: [Measure<Distance?>] = [
    Measure("ticks", .ticks, of: \.grid.volatility.maximumSpacing?.ticks, make: { .ticks($0) }),
    Measure(
      "bps", .basisPoints, of: \.grid.volatility.maximumSpacing?.basisPoints,
      make: { .basisPoints($0) }),
  ]
}
