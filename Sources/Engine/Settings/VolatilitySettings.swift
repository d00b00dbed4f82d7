import Market

/// How the market's swings are measured, and how far they widen the ladder.
public struct VolatilitySettings: Hashable, Sendable {
  /// Whether the spacing follows what is measured.
  public var isEnabled = false
  /// Bars of the average true range, 1 to 240.
  public var atrBars = 14
  /// Length of a bar, in nanoseconds; whole samples.
  public var barNanoseconds: Int64 = 60_000_000_000
  /// Distance of two mids whose return counts, in nanoseconds.
  public var sampleNanoseconds: Int64 = 1_000_000_000
  /// After this long a return counts half in the moving variance, in nanoseconds.
  public var halfLifeNanoseconds: Int64 = 300_000_000_000
  /// A silence of the book longer than this is a gap: what happened in it is not measured.
  public var gapNanoseconds: Int64 = 10_000_000_000
  /// Part of the average true range that is added to the spacing, in hundredths.
  public var atrWeightHundredths: Int64 = 50
  /// How many deviations of the moving variance are added to the spacing, in hundredths.
  public var deviationWeightHundredths: Int64 = 250
  /// The widest spacing that the swings may make; floors go before it.
  public var maximumSpacing: Distance? = .basisPoints(BasisPoints(hundredths: 10_000))
  /// A new spacing takes effect only when it differs from the one in force by this share.
  public var leastChange = BasisPoints(hundredths: 100_000)

  public init() {}
}

extension EngineSettings {
  /// Whether any setting looks at the market's swings; else they are not measured at all.
  var needsVolatility: Bool {
    grid.volatility.isEnabled || exits.stop.needsRange || entries.offsetSlopeHundredths > 0
      || orders.coalesceMaximumNanoseconds > 0
  }
}
