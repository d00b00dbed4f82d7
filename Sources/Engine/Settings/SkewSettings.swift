/// How the ladder leans against the position it has built up.
public struct SkewSettings: Hashable, Sendable {
  public var isEnabled = false
  /// How far the rungs of the heavy side lie further out at full skew, in hundredths of a spacing.
  public var offsetHundredths: Int64 = 0
  /// From this part of the maximum position on only rungs that reduce it stay.
  public var maximumRatio = BasisPoints(hundredths: 1_000_000)
  /// The skew is followed in steps of this size, so that not every fill moves the ladder.
  public var step = BasisPoints(hundredths: 100_000)

  public init() {}
}
