/// An amount of the quote currency, counted in tick × step, so that every fill is exact.
///
/// - Unit: ``Instrument/tick`` × ``Instrument/step``; on a Hyperliquid perpetual that is 10⁻⁶ USDC
///   whatever the market.
/// - Range: 64 bits. A price times a size that doesn't fit is clamped to the maximum, so that it is
///   above any limit it is compared with. Code that books amounts refuses such a price first.
/// - Amounts finer than this unit, fees above all, are ``ExactMoney``.
@frozen public struct Money: Hashable, Comparable, Sendable, Codable {
  public var units: Int64

  public static let zero = Money(units: 0)

  @inlinable public init(units: Int64) { self.units = units }

  /// The value of `quantity` at `price`, exactly; the maximum if it doesn't fit.
  @inlinable public init(_ price: Price, times quantity: Quantity) {
    let (product, overflow) = price.ticks.multipliedReportingOverflow(by: quantity.steps)
    units = overflow ? .max : product
  }

  /// The value of a position at `price`, exactly: negative when short. Clamped if it doesn't fit.
  @inlinable public init(_ price: Price, times position: Position) {
    let (product, overflow) = price.ticks.multipliedReportingOverflow(by: position.steps)
    units = !overflow ? product : position.steps < 0 ? -.max : .max
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
/// - Range: ±10 % of the notional (1,000 bps), so that both fees of a lot leave something to sell.
@frozen public struct FeeRate: Hashable, Sendable, Codable {
  public let hundredMillionths: Int64

  public static let zero = FeeRate(hundredMillionths: 0)

  /// The largest fee or rebate.
  public static let maximum: Int64 = 10_000_000

  @inlinable public init(hundredMillionths: Int64) {
    precondition(
      hundredMillionths.magnitude <= FeeRate.maximum.magnitude, "a fee is at most a tenth")
    self.hundredMillionths = hundredMillionths
  }

  /// The fee on a notional, exact, because ``ExactMoney`` has eight more decimals than ``Money``.
  @inlinable public func fee(on notional: Money) -> ExactMoney {
    ExactMoney(units: Int128(notional.units) * Int128(hundredMillionths))
  }
}
