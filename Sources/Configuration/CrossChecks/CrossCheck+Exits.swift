import Engine
import Market

/// Whether lots get the exits that are set.
extension CrossCheck {
  static let exitChecks: [CrossCheck] = [lineIsThere, lineIsOutside, escalationIsWider]

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
      "exits.stop.place \"line\" needs \($0) where grid.direction is \"\(direction)\""
    }
  }

  private static let escalationIsWider = CrossCheck(
    "exits.stop.escalate_slippage_bps", "exits.stop.slippage_bps", "exits.stop.place"
  ) { configuration in
    let stop = configuration.engine.exits.stop
    guard stop.place != .none, stop.escalateSlippage < stop.slippage else { return nil }
    return "exits.stop.escalate_slippage_bps is less than exits.stop.slippage_bps: a stop that is"
      + " not filled would go out again with a narrower limit"
  }

  private static let lineIsOutside = CrossCheck(
    "exits.stop.line_below", "exits.stop.line_above", "exits.stop.place"
  ) { configuration in
    let stop = configuration.engine.exits.stop
    guard stop.place == .line, let below = stop.lineBelow, let above = stop.lineAbove,
      !DecimalNumber.isLess(below, above)
    else { return nil }
    return "exits.stop.line_below \(below) is not below exits.stop.line_above \(above)"
  }
}
