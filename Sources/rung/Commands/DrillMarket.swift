import Configuration
import Engine
import Market
import SimulatedVenue
import Simulation

extension Configuration {
  /// The market in which a drill tries this configuration. It starts at the operator's price, has
  /// the fees and the minimum that the configuration gives the venue, and its depth fits the rungs'
  /// size.
  ///
  /// - Throws: ``ParameterError`` if price or size make no market.
  func drillMarket() throws(ParameterError) -> MarketFacts {
    let price = drillPrice
    let made = generated.market
    let isFine = price.wholeCount(of: made.tick).map { $0 >= 1_000 } ?? true
    let tick = isFine ? made.tick : Configuration.tick(at: price)
    let step = isFine ? made.step : step(at: price)
    let plain = Instrument(symbol: "DRILL", venue: "simulated", tick: tick, step: step)
    let minimum = venueRules.minimumNotional ?? made.minimumNotional
    guard let minimum = plain.money(minimum) else {
      throw ParameterError(key: "venue.min_notional", "\(minimum) is too large")
    }
    return try MarketFacts(
      Instrument(
        symbol: plain.symbol, venue: plain.venue, tick: tick, step: step, minimumNotional: minimum,
        makerFee: venueRules.makerFee ?? made.makerFee,
        takerFee: venueRules.takerFee ?? made.takerFee),
      price: price, size: engine.grid.size)
  }

  /// The price at which the market begins: `market.generated.price`. If that has its default and
  /// lies outside the grid's bounds or stop lines, it is a price inside them.
  private var drillPrice: DecimalNumber {
    let price = generated.market.price
    guard price == GeneratedMarketSettings().price, let start = Billionths(price) else {
      return price
    }
    let stop = engine.exits.stop
    let lines = stop.place == .line ? [stop.lineBelow, stop.lineAbove] : [nil, nil]
    let lower = [engine.grid.lower, lines[0]].compactMap { $0.flatMap(Billionths.init) }.max()
    let upper = [engine.grid.upper, lines[1]].compactMap { $0.flatMap(Billionths.init) }.min()
    guard start < lower ?? start || start > upper ?? start else { return price }
    switch (lower, upper) {
    case (nil, nil): return price
    case (let lower?, nil): return Billionths(lower.count / 100 * 102).number
    case (nil, let upper?): return Billionths(upper.count / 100 * 98).number
    case (let lower?, let upper?): return Billionths(lower.count / 2 + upper.count / 2).number
    }
  }

  /// The largest power of ten, from one down, of which the price has at least a hundred thousand.
  private static func tick(at price: DecimalNumber) -> DecimalNumber {
    let units = (0...DecimalNumber.maximumDecimals).map { DecimalNumber(mantissa: 1, decimals: $0) }
    return units.first { (price.wholeCount(of: $0) ?? 0) >= 100_000 } ?? units[units.count - 1]
  }

  /// The largest power of ten, from a thousand down, that is worth less than a tenth at a price and
  /// that divides the rungs' size if that is given in the base asset.
  private func step(at price: DecimalNumber) -> DecimalNumber {
    let units =
      [1_000, 100, 10].map { DecimalNumber(mantissa: $0, decimals: 0) }
      + (0...6).map { DecimalNumber(mantissa: 1, decimals: $0) }
    return units.first { unit in
      if case .base(let size) = engine.grid.size, size.count(of: unit) == nil { return false }
      let worth = Instrument(symbol: "", venue: "", tick: price, step: unit).moneyUnit
      // Ten of it are worth less than one.
      let one = (0..<worth.decimals).reduce(Int128(1)) { power, _ in power * 10 }
      return worth.mantissa * 10 < one
    } ?? units[units.count - 1]
  }
}

/// A price in billionths, to compare and divide.
private struct Billionths: Comparable {
  let count: Int64

  init(_ count: Int64) { self.count = count }

  /// Nil if the price doesn't fit.
  init?(_ price: DecimalNumber) {
    guard let count = price.wholeCount(of: DecimalNumber(mantissa: 1, decimals: 9)) else {
      return nil
    }
    self.count = count
  }

  var number: DecimalNumber { DecimalNumber(mantissa: count, decimals: 9) }

  static func < (left: Billionths, right: Billionths) -> Bool { left.count < right.count }
}
