import Market

extension FeeRate {
  /// Creates a fee from basis points, as venues state theirs: exact to four digits after the point.
  /// Nil if it has more digits or is beyond ±1,000.
  public init?(basisPoints: DecimalNumber) {
    guard let count = basisPoints.count(of: DecimalNumber(mantissa: 1, decimals: 4)),
      count.magnitude <= FeeRate.maximum.magnitude
    else { return nil }
    self.init(hundredMillionths: count)
  }

  /// What ``init(basisPoints:)`` allows, for messages.
  public static let allowed = "-1000 to 1000 with at most 4 digits after the point"

  /// The fee in basis points.
  public var basisPoints: DecimalNumber { DecimalNumber(mantissa: hundredMillionths, decimals: 4) }
}
