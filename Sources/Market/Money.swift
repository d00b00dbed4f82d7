/// An amount of the quote currency, counted in tick × step, so that every fill is exact.
///
/// - Unit: ``Instrument/tick`` × ``Instrument/step``; on a Hyperliquid perpetual that is 10⁻⁶ USDC
///   whatever the market.
/// - Range: 64 bits; a product that doesn't fit stops the program rather than book a wrong amount.
///   ``Instrument`` and the tape importer refuse data that could get there.
@frozen public struct Money: Hashable, Comparable, Sendable {
  public var units: Int64

  public static let zero = Money(units: 0)

  @inlinable public init(units: Int64) { self.units = units }

  /// The value of `quantity` at `price`, exactly.
  @inlinable public init(_ price: Price, times quantity: Quantity) {
    units = price.ticks * quantity.steps
  }

  /// The value of a position at `price`, exactly: negative when short.
  @inlinable public init(_ price: Price, times position: Position) {
    units = price.ticks * position.steps
  }

  @inlinable public static func < (left: Money, right: Money) -> Bool { left.units < right.units }
  @inlinable public static func + (left: Money, right: Money) -> Money {
    Money(units: left.units + right.units)
  }
  @inlinable public static func - (left: Money, right: Money) -> Money {
    Money(units: left.units - right.units)
  }
  @inlinable public static prefix func - (money: Money) -> Money { Money(units: -money.units) }
  @inlinable public static func += (left: inout Money, right: Money) { left = left + right }
  @inlinable public static func -= (left: inout Money, right: Money) { left = left - right }
}

/// A fee as a share of the notional.
///
/// - Unit: 10⁻⁸, so that 1 is a ten-thousandth of a basis point. Negative is a rebate.
/// - Range: ±100 % of the notional.
@frozen public struct FeeRate: Hashable, Sendable {
  public let hundredMillionths: Int64

  public static let zero = FeeRate(hundredMillionths: 0)

  @inlinable public init(hundredMillionths: Int64) {
    precondition(Swift.abs(hundredMillionths) <= 100_000_000, "a fee is at most the notional")
    self.hundredMillionths = hundredMillionths
  }

  /// The fee on a notional, rounded once: to the nearest unit of ``Money``, halves away from zero.
  @inlinable public func fee(on notional: Money) -> Money {
    let product = notional.units.multipliedFullWidth(by: hundredMillionths)
    let scale: Int64 = 100_000_000
    let (quotient, remainder) = scale.dividingFullWidth(product)
    guard Swift.abs(remainder) * 2 >= scale else { return Money(units: quotient) }
    return Money(units: quotient + (product.high < 0 ? -1 : 1))
  }
}
