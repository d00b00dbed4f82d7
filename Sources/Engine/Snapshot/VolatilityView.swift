import Market

/// How much the market moves, and what that does to the spacing.
public struct VolatilityView: Equatable, Sendable {
  /// A setting needs it, so it is measured.
  public var isMeasured = false
  /// The average true range, in ticks; nil before the first bar is complete.
  public var averageTrueRangeTicks: Int64?
  /// The deviation of the mid's returns; nil before there are enough.
  public var deviation: BasisPoints?
  /// Both combined with weights, as a share of price. It is added to the spacing if that is
  /// switched on.
  public var swing = BasisPoints.zero
  /// Volatility asks for a wider spacing than is allowed.
  public var isCapped = false

  public init() {}
}
