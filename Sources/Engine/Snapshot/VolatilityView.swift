import Market

/// How much the market swings, and what that does to the spacing.
public struct VolatilityView: Equatable, Sendable {
  /// Some setting needs it, so it is measured.
  public var isMeasured = false
  /// The average true range, in ticks; nothing before the first bar is whole.
  public var averageTrueRangeTicks: Int64?
  /// The deviation of the mid's returns; nothing before there are enough.
  public var deviation: BasisPoints?
  /// Both weighted together, as a share of price: what is added to the spacing where that is on.
  public var swing = BasisPoints.zero
  /// The swings would have the spacing wider than it may be.
  public var isCapped = false

  public init() {}
}
