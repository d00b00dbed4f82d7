import Market

/// A share in hundredths of a basis point: 100 is 1 bp, 1,000,000 is the whole.
@frozen public struct BasisPoints: Hashable, Comparable, Sendable, Codable {
  public let hundredths: Int64
  public static let zero = BasisPoints(hundredths: 0)

  @inlinable public init(hundredths: Int64) { self.hundredths = hundredths }
  @inlinable public static func < (left: BasisPoints, right: BasisPoints) -> Bool {
    left.hundredths < right.hundredths
  }

  /// The fewest whole ticks that are this share of a price or more: what a distance or a floor is.
  @inlinable public func ticksAtLeast(of price: Price) -> Int64 {
    let (whole, rest) = parts(of: price)
    return whole + (rest > 0 ? 1 : 0)
  }

  /// The most whole ticks that are no more than this share of a price: what a cap lets through. None
  /// where the share is under one tick.
  @inlinable public func ticksAtMost(of price: Price) -> Int64 {
    let (whole, rest) = parts(of: price)
    return whole - (rest < 0 ? 1 : 0)
  }

  /// This share of a price in whole ticks, cut off, and what that leaves out in millionths of a tick.
  @inlinable func parts(of price: Price) -> (whole: Int64, rest: Int64) {
    let product = price.ticks.multipliedFullWidth(by: hundredths)
    guard product.high > -250_000, product.high < 250_000 else { return (Price.maximumTicks, 0) }
    let (whole, rest) = Int64(1_000_000).dividingFullWidth(product)
    return (whole, rest)
  }
}

/// A distance between prices.
public enum Distance: Hashable, Sendable, Codable {
  case ticks(Int64)
  case basisPoints(BasisPoints)

  /// Nothing where it is a share.
  public var ticks: Int64? { if case .ticks(let ticks) = self { ticks } else { nil } }
  /// Nothing where it is in ticks.
  public var basisPoints: BasisPoints? {
    if case .basisPoints(let share) = self { share } else { nil }
  }
}
