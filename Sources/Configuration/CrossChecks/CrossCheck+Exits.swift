import Engine
import Market
import SimulatedVenue
import Venue

/// Checks whether lots get the exits that are set.
extension CrossCheck {
  static let exitChecks: [CrossCheck] = [lineIsThere, lineIsOutside, stopsReachMinimum]

  private static let lineIsThere = CrossCheck(
    "exits.stop.place", "exits.stop.line_below", "exits.stop.line_above", "grid.direction"
  ) { configuration in
    let stop = configuration.engine.exits.stop
    guard stop.place == .line else { return nil }
    let direction = configuration.engine.grid.direction
    let missing =
      direction != .short && stop.lineBelow == nil
      ? "exits.stop.line_below"
      : direction != .long && stop.lineAbove == nil ? "exits.stop.line_above" : nil
    return missing.map {
      "exits.stop.place \"line\" needs \($0), because grid.direction is \"\(direction)\""
    }
  }

  private static let lineIsOutside = CrossCheck(
    "exits.stop.line_below", "exits.stop.line_above", "exits.stop.place"
  ) { configuration in
    let stop = configuration.engine.exits.stop
    guard stop.place == .line, let below = stop.lineBelow, let above = stop.lineAbove,
      !DecimalNumber.isLess(below, above)
    else { return nil }
    return "exits.stop.line_below \(below) must be below exits.stop.line_above \(above)"
  }

  /// Applies if the venue's minimum is known here. A recording has its own minimum, which is
  /// compared with the settings when it is loaded.
  private static let stopsReachMinimum = CrossCheck(
    "grid.size", "venue.min_notional", "exits.stop.place", "grid.levels", "grid.spacing",
    "grid.floors.bps", "grid.size_curve", "grid.size_growth_pct", "grid.direction",
    "grid.progression", "market.generated"
  ) { configuration in
    if let market = configuration.generatedMarket {
      return market.stopFault(configuration.engine).map { "\($0.path) \($0.message)" }
    }
    // Ticks and steps do not matter here: only shares decide.
    let unit = DecimalNumber(mantissa: 1, decimals: 4)
    let plain = Instrument(symbol: "", venue: "", tick: unit, step: unit)
    guard let minimum = configuration.venueRules.minimumNotional.flatMap({ plain.money($0) }) else {
      return nil
    }
    let instrument = Instrument(
      symbol: "", venue: "", tick: unit, step: unit, minimumNotional: minimum)
    return StopMinimum.fault(configuration.engine, instrument).map { "\($0.path) \($0.message)" }
  }
}

extension GeneratedMarketSettings {
  /// The fault of the settings' stops at this market's first price; nil if there is none. It is
  /// also nil if the settings can't be used for another reason, which is reported when the market
  /// is made.
  fileprivate func stopFault(_ settings: EngineSettings) -> ParameterError? {
    guard let ticks = price.count(of: tick), let price = Price(checking: ticks) else { return nil }
    do throws(ParameterError) {
      let engine = try Engine(
        instrument: instrument, settings: settings, capabilities: VenueCapabilities(),
        bookSource: .depth)
      return engine.stopFault(at: price)
    } catch {
      return error.path == "grid.size.notional" ? error : nil
    }
  }
}
