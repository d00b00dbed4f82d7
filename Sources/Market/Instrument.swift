/// What is traded, with its venue's rules for prices, sizes and fees.
public struct Instrument: Hashable, Sendable, Codable {
  /// The venue's own name for the market, such as `BTCUSDT`.
  public let symbol: String
  /// The venue it was recorded at or is traded on, such as `binance-usdm`.
  public let venue: String
  /// The finest price increment, in the quote currency; positive.
  public let tick: DecimalNumber
  /// The finest size increment, in the base asset; positive.
  public let step: DecimalNumber
  /// The minimum notional of an order; 0 if the venue has none.
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

  /// The value of one unit of ``Money``: tick × step. The product of two 64-bit numbers always
  /// fits.
  public var moneyUnit: (mantissa: Int128, decimals: Int) {
    (Int128(tick.mantissa) * Int128(step.mantissa), tick.decimals + step.decimals)
  }

  /// A price as the venue would print it, with all decimals of the tick.
  public func text(_ price: Price) -> String { tick.times(price.ticks).description }
  /// A size as the venue would print it, with all decimals of the step.
  public func text(_ quantity: Quantity) -> String { step.times(quantity.steps).description }
  /// A position with its sign.
  public func text(_ position: Position) -> String { step.times(position.steps).description }
}
