import Market

/// A share in hundredths of a basis point: 100 is 1 bp, 1,000,000 is the whole.
@frozen public struct BasisPoints: Hashable, Comparable, Sendable, Codable {
  public let hundredths: Int64
  public static let zero = BasisPoints(hundredths: 0)

  @inlinable public init(hundredths: Int64) { self.hundredths = hundredths }
  @inlinable public static func < (left: BasisPoints, right: BasisPoints) -> Bool {
    left.hundredths < right.hundredths
  }

  /// The fewest whole ticks that are at least this share of a price: used for distances and floors.
  @inlinable public func ticksAtLeast(of price: Price) -> Int64 {
    let (whole, rest) = parts(of: price)
    return whole + (rest > 0 ? 1 : 0)
  }

  /// The most whole ticks that are at most this share of a price: used for caps. Zero if the share
  /// is less than one tick.
  @inlinable public func ticksAtMost(of price: Price) -> Int64 {
    let (whole, rest) = parts(of: price)
    return whole - (rest < 0 ? 1 : 0)
  }

  /// This share of a price in whole ticks, truncated, and the rest in millionths of a tick.
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

  /// Nil if it is a share.
  public var ticks: Int64? { if case .ticks(let ticks) = self { ticks } else { nil } }
  /// Nil if it is in ticks.
  public var basisPoints: BasisPoints? {
    if case .basisPoints(let share) = self { share } else { nil }
  }
}
