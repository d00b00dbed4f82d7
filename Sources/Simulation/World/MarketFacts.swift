import Engine
import Market

/// The market of a drill: what is traded, the starting price, and the size of a usual rung. Random
/// settings and random markets are drawn to this scale, so that they make sense in it.
public struct MarketFacts: Hashable, Sendable {
  public let instrument: Instrument
  /// The starting price in ticks; 100 to 1,000,000,000.
  public let startTicks: Int64
  /// The size of a usual rung in steps. Sizes of trades and levels are drawn in proportion.
  public let rungSteps: Int64

  /// The units in which a market is drawn, whatever its tick and step: hundred-thousandths of the
  /// starting price, and fortieths of a usual rung.
  public static let startPoints: Int64 = 100_000
  public static let rungShares: Int64 = 40

  public init(instrument: Instrument, startTicks: Int64, rungSteps: Int64 = MarketFacts.rungShares)
  {
    self.instrument = instrument
    self.startTicks = startTicks
    self.rungSteps = max(1, rungSteps)
  }

  /// How far the price moves up and down within minutes, in ticks: a spacing that gets filled.
  var swingTicks: Int64 { max(4, startTicks / 2_000) }

  /// The least size that is worth the venue's minimum at half the starting price.
  var leastSteps: Int64 {
    max(1, (2 * instrument.minimumNotional.units + startTicks - 1) / startTicks)
  }

  /// The price a number of ticks from the start.
  func price(_ ticks: Int64) -> DecimalNumber { scaled(instrument.tick, startTicks + ticks) }

  /// An amount of the base asset.
  func base(_ steps: Int64) -> DecimalNumber { scaled(instrument.step, steps) }

  /// The value of a number of steps at the starting price, divided by `part`, in the quote
  /// currency.
  func value(ofSteps steps: Int64, over part: Int64 = 1) -> DecimalNumber {
    let unit = instrument.moneyUnit
    let value = Int128(unit.mantissa) * Int128(startTicks) * Int128(steps)
    return DecimalNumber(
      mantissa: Int64(clamping: max(1, value / Int128(part))), decimals: unit.decimals)
  }

  /// A number of points in ticks, rounded towards zero.
  func ticks(ofPoints points: Int64) -> Int64 { points * startTicks / MarketFacts.startPoints }

  /// A number of shares of a rung in steps, rounded down.
  func steps(ofShares shares: Int64) -> Int64 { shares * rungSteps / MarketFacts.rungShares }

  private func scaled(_ unit: DecimalNumber, _ count: Int64) -> DecimalNumber {
    DecimalNumber(
      mantissa: Int64(clamping: Int128(unit.mantissa) * Int128(max(1, count))),
      decimals: unit.decimals)
  }
}

extension MarketFacts {
  /// The market of a configuration.
  ///
  /// - Throws: ``ParameterError`` if the price is outside 100 to 1,000,000,000 ticks, or if the
  ///   size of a rung is too large or can't be counted in steps at that price.
  public init(
    _ instrument: Instrument, price: DecimalNumber, size: OrderSize
  ) throws(ParameterError) {
    let range: ClosedRange<Int64> = 100...1_000_000_000
    guard let ticks = price.wholeCount(of: instrument.tick), range.contains(ticks) else {
      throw ParameterError(
        key: "market.generated.price",
        "\(price) is not allowed in a drill; it must be \(range.lowerBound) to "
          + "\(range.upperBound) ticks of \(instrument.tick)")
    }
    let steps: Int64? =
      switch size {
      case .steps(let count): count
      case .base(let amount): amount.wholeCount(of: instrument.step)
      case .notional(let amount): instrument.money(amount).map { $0.units / ticks }
      }
    guard let steps, steps <= 1_000_000_000_000 else {
      throw ParameterError(\.grid.size, "is too large for a price of \(price)")
    }
    self.init(instrument: instrument, startTicks: ticks, rungSteps: steps)
  }
}
