/// An amount of the quote currency that is never rounded: fees, funding, and what is computed from
/// them.
///
/// A fee rate is a whole number of 10⁻⁸, so every fee is a whole number of this unit, whatever the
/// instrument's tick and step. Nothing is lost before an amount is shown.
///
/// - Unit: 10⁻⁸ of a unit of ``Money``: ``Instrument/tick`` × ``Instrument/step`` × 10⁻⁸.
/// - Range: 128 bits. A notional takes at most 91 of them, so 10¹⁰ of the largest can be added up.
@frozen public struct ExactMoney: Hashable, Comparable, Sendable, Codable {
  public var units: Int128

  public static let zero = ExactMoney(units: 0)

  /// The number of these units in a unit of ``Money``.
  public static let unitsPerMoney: Int64 = 100_000_000

  @inlinable public init(units: Int128) { self.units = units }

  /// A notional, exactly.
  @inlinable public init(_ notional: Money) {
    units = Int128(notional.units) * Int128(ExactMoney.unitsPerMoney)
  }

  /// The value of `quantity` at `price`; see ``Money/init(_:times:)-(_,Quantity)``.
  @inlinable public init(_ price: Price, times quantity: Quantity) {
    self.init(Money(price, times: quantity))
  }

  /// The value of a position at `price`: negative when short.
  @inlinable public init(_ price: Price, times position: Position) {
    self.init(Money(price, times: position))
  }

  /// The value of `quantity` at the middle between two ticks; exact, since this unit has halves.
  @inlinable public init(halfTicks: Int64, times quantity: Quantity) {
    let (product, overflow) = halfTicks.multipliedReportingOverflow(by: quantity.steps)
    units = Int128(overflow ? .max : product) * Int128(ExactMoney.unitsPerMoney / 2)
  }

  @inlinable public static func < (left: ExactMoney, right: ExactMoney) -> Bool {
    left.units < right.units
  }
  @inlinable public static func + (left: ExactMoney, right: ExactMoney) -> ExactMoney {
    ExactMoney(units: left.units + right.units)
  }
  @inlinable public static func - (left: ExactMoney, right: ExactMoney) -> ExactMoney {
    ExactMoney(units: left.units - right.units)
  }
  @inlinable public static prefix func - (money: ExactMoney) -> ExactMoney {
    ExactMoney(units: -money.units)
  }
  @inlinable public static func += (left: inout ExactMoney, right: ExactMoney) {
    left = left + right
  }
  @inlinable public static func -= (left: inout ExactMoney, right: ExactMoney) {
    left = left - right
  }

  /// Divides towards zero.
  @inlinable public static func / (left: ExactMoney, right: Int) -> ExactMoney {
    ExactMoney(units: left.units / Int128(right))
  }

  /// The nearest whole unit of ``Money``, halves away from zero, clamped to its range. It is for
  /// reasons, which people read, and is never booked.
  public var rounded: Money {
    let scale = Int128(ExactMoney.unitsPerMoney)
    return Money(units: Int64(clamping: units.divided(by: scale, .nearest)))
  }

  /// The amount times a fraction, rounded towards zero to a unit. The product is 256 bits wide; a
  /// result that doesn't fit is clamped.
  public func times(_ numerator: Int64, over denominator: Int64) -> ExactMoney {
    let product = units.magnitude.multipliedFullWidth(by: UInt128(numerator.magnitude))
    let divisor = UInt128(denominator.magnitude)
    let isNegative = ((units < 0) != (numerator < 0)) != (denominator < 0)
    let quotient = product.high < divisor ? divisor.dividingFullWidth(product).quotient : .max
    let size = Int128(clamping: quotient)
    return ExactMoney(units: isNegative ? -size : size)
  }

  /// The part of an amount that belongs to `part` of `whole`, rounded towards zero to a unit.
  ///
  /// A caller that splits an amount gives the last part the rest, so that the parts add up to it.
  public func share(_ part: Quantity, of whole: Quantity) -> ExactMoney {
    guard part != whole else { return self }
    precondition(part < whole, "a part is no more than the whole")
    return times(part.steps, over: whole.steps)
  }

  /// The average price of `quantity` for this amount, rounded to a tick; at least one tick.
  public func average(over quantity: Quantity, _ rounding: Rounding) -> Price {
    let divisor = Int128(max(1, quantity.steps)) * Int128(ExactMoney.unitsPerMoney)
    let ticks = units.divided(by: divisor, rounding)
    return Price(ticks: Int64(min(max(1, ticks), Int128(Price.maximumTicks))))
  }
}
