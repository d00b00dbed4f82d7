import Market
import Venue

// The gates that hold an open against what its stop, and the stops of its side, are worth.
extension Engine {
  /// Whether the stop of what an open may become is worth the venue's minimum: where it isn't, its
  /// lot could be stopped only together with others.
  @inline(__always) func stopMinimumReading(_ open: AskedOpen) -> GateReading {
    guard hasStops, let worth = setup.stopWorth(open, range: stopRange) else {
      return .unused(.stopMinimum, .stopBelowMinimum)
    }
    return GateReading(
      .stopMinimum, isOpen: worth.isEnough,
      Reason(.stopBelowMinimum, value: worth.units, limit: instrument.minimumNotional.units))
  }

  /// Why an order that stands for a rung may stand no longer, where the stops lie otherwise than when
  /// it was sent: what its stop would be worth.
  @inline(__always) mutating func outgrownStop(_ side: Side, _ order: Int32) -> Reason? {
    guard settings.exits.stop.needsRange else { return nil }
    let whole = orders.live[order].quantity + orders.live[order].filledBefore
    let asked = AskedOpen(side: side, price: orders.live[order].price, quantity: whole)
    let reading = stopMinimumReading(asked)
    return reading.state == .shut ? reading.reason : nil
  }

  /// Whether what is too small of a side's lots is protected, or was until no longer than the grace ago.
  ///
  /// While it is not, nothing is added to the side but what ends that: one open at a time, large enough
  /// for a stop that holds all of them. What is left of the order that made a lot is such an open.
  @inline(__always) func smallStopsReading(_ open: AskedOpen) -> GateReading {
    guard watchesStops else { return .unused(.smallStops, .stopsTooSmall) }
    guard case .nobody(let worth, let since) = exits.sideStops[open.side].cover else {
      return GateReading(.smallStops, isOpen: true, Reason(.stopsTooSmall))
    }
    let due = since.advanced(byNanoseconds: settings.exits.stop.graceNanoseconds)
    return GateReading(
      .smallStops, isOpen: time < due || orders.live.opening[open.side] == 0,
      Reason(.stopsTooSmall, value: worth.units, limit: instrument.minimumNotional.units))
  }
}

extension Setup {
  /// What the stop of what an open may become is worth; nothing where it has none.
  ///
  /// - Parameter range: the average true range in ticks, where stops go by it.
  @inline(never) func stopWorth(_ open: AskedOpen, range: Int64?) -> StopWorth? {
    guard hasStops,
      let trigger = stopRule(range: range).price(opened: open.side, entry: open.price)
    else { return nil }
    // What goes out in the place of a replaced order joins what that had filled.
    let quantity = open.quantity + (open.rung?.filledBefore ?? .zero)
    let worth = AskedOpen(side: open.side, price: trigger, quantity: quantity).notional
    return StopWorth(
      units: worth,
      isEnough: worth > Engine.maximumNotional
        || stopLimit(open.side, quantity, trigger) != nil)
  }
}
