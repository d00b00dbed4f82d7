import Engine

extension ParameterTable.Section {
  /// How the market's swings are measured, and what they do to the ladder.
  static let volatility: [Parameter] = measuring + widening

  private static let measuring: [Parameter] = [
    .number(
      "grid.volatility.atr_bars", NumberRule("bars", 1...240), \.engine.grid.volatility.atrBars,
      "How many bars of the mid the average true range is over."),
    .seconds(
      "grid.volatility.bar_seconds", 1...3_600, \.engine.grid.volatility.barNanoseconds,
      "How long such a bar is; a whole multiple of sample_ms."),
    .number(
      "grid.volatility.sample_ms", NumberRule("ms", decimals: 6, 100_000_000...60_000_000_000),
      \.engine.grid.volatility.sampleNanoseconds,
      "How far apart the mids are whose returns make the moving variance."),
    .seconds(
      "grid.volatility.half_life_seconds", 1...86_400,
      \.engine.grid.volatility.halfLifeNanoseconds,
      "After how long a return counts half in the moving variance."),
    .seconds(
      "grid.volatility.gap_seconds", 1...3_600, \.engine.grid.volatility.gapNanoseconds,
      "A longer silence of the book is a gap: what price did in it is not measured."),
  ]

  private static let widening: [Parameter] = [
    .flag(
      "grid.volatility.enabled", \.engine.grid.volatility.isEnabled,
      "Whether the spacing follows the market: grid.spacing + atr_weight * ATR + deviation_weight"
        + " * deviation * price, up to max_spacing, and never under the floors."),
    .number(
      "grid.volatility.atr_weight", NumberRule("times", decimals: 2, 0...10_000),
      \.engine.grid.volatility.atrWeightHundredths,
      "How much of the average true range is added."),
    .number(
      "grid.volatility.deviation_weight", NumberRule("times", decimals: 2, 0...10_000),
      \.engine.grid.volatility.deviationWeightHundredths,
      "How many deviations of the returns are added."),
    .measured(
      "grid.volatility.max_spacing",
      [
        .optionalTicks(1...1_000_000), .optionalBasisPoints(1...1_000_000),
      ], words: [Word("none", nil)], \.engine.grid.volatility.maximumSpacing,
      "The widest spacing that the market's swings may make."),
    .number(
      "grid.volatility.least_change_pct", NumberRule("%", decimals: 4, 0...1_000_000),
      \.engine.grid.volatility.leastChange,
      "A new spacing takes effect only when it differs by so much from the one in force."),
  ]
}

extension Measure where Value == Distance? {
  static func optionalTicks(_ range: ClosedRange<Int64>) -> Measure {
    Measure(
      "ticks", .ticks(range), make: { .ticks($0) },
      number: { distance in
        if case .ticks(let ticks) = distance { ticks } else { nil }
      })
  }

  static func optionalBasisPoints(_ range: ClosedRange<Int64>) -> Measure {
    Measure(
      "bps", .basisPoints(range), make: { .basisPoints(BasisPoints(hundredths: $0)) },
      number: { distance in
        if case .basisPoints(let share) = distance { share.hundredths } else { nil }
      })
  }
}
