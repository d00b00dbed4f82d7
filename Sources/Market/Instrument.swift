/// What is traded, and the rules its venue has for prices, sizes and fees.
public struct Instrument: Hashable, Sendable {
  /// The venue's own name for it, such as `BTCUSDT`.
  public let symbol: String
  /// The venue it was recorded at or is traded on, such as `binance-usdm`.
  public let venue: String
  /// The finest price increment, in the quote currency; positive.
  public let tick: DecimalNumber
  /// The finest size increment, in the base asset; positive.
  public let step: DecimalNumber
  /// The least value an order may have; zero where the venue has no minimum.
  public let minimumNotional: Money
  public let makerFee: FeeRate
  public let takerFee: FeeRate

  public init(
    symbol: String, venue: String, tick: DecimalNumber, step: DecimalNumber,
    minimumNotional: Money = .zero, makerFee: FeeRate = .zero, takerFee: FeeRate = .zero
  ) {
    precondition(tick.mantissa > 0 && step.mantissa > 0, "tick and step are positive")
    self.symbol = symbol
    self.venue = venue
    self.tick = tick
    self.step = step
    self.minimumNotional = minimumNotional
    self.makerFee = makerFee
    self.takerFee = takerFee
  }

  /// The value of one unit of ``Money``: tick × step.
  public var moneyUnit: (mantissa: Int64, decimals: Int) {
    (tick.mantissa * step.mantissa, tick.decimals + step.decimals)
  }

  /// A price as the venue would print it, with all decimals of the tick.
  public func text(_ price: Price) -> String { tick.times(price.ticks).description }
  /// A size as the venue would print it, with all decimals of the step.
  public func text(_ quantity: Quantity) -> String { step.times(quantity.steps).description }
  /// A position with its sign.
  public func text(_ position: Position) -> String { step.times(position.steps).description }
  /// An amount of money, exactly.
  public func text(_ money: Money) -> String {
    let unit = moneyUnit
    return DecimalText(mantissa: money.units * unit.mantissa, decimals: unit.decimals).description
  }

  /// An amount of money rounded for reading to `places` decimals, halves away from zero.
  public func text(_ money: Money, places: Int) -> String {
    let unit = moneyUnit
    var value = money.units * unit.mantissa
    var decimals = unit.decimals
    var divisor: Int64 = 1
    while decimals > places {
      divisor *= 10
      decimals -= 1
    }
    let half = divisor / 2
    value = (value + (value < 0 ? -half : half)) / divisor
    return DecimalText(mantissa: value, decimals: decimals).description
  }

  /// The units of ``Money`` in a decimal amount, rounded up to a whole unit; nothing where it
  /// doesn't fit.
  public func money(_ amount: DecimalNumber) -> Money? {
    let unit = moneyUnit
    var left = amount.mantissa
    var right = unit.mantissa
    var difference = unit.decimals - amount.decimals
    while difference > 0 {
      let (product, overflow) = left.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      left = product
      difference -= 1
    }
    while difference < 0 {
      let (product, overflow) = right.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      right = product
      difference += 1
    }
    let (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
    return Money(units: quotient + (remainder > 0 ? 1 : 0))
  }
}
