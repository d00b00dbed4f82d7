import Market

extension FeeRate {
  /// A fee in basis points, as venues state theirs: exact to four digits after the point, at most
  /// 10,000 either way; nothing otherwise.
  public init?(basisPoints: DecimalNumber) {
    guard let count = basisPoints.count(of: DecimalNumber(mantissa: 1, decimals: 4)),
      count.magnitude <= 100_000_000
    else { return nil }
    self.init(hundredMillionths: count)
  }

  /// The fee in basis points.
  public var basisPoints: DecimalNumber { DecimalNumber(mantissa: hundredMillionths, decimals: 4) }
}
