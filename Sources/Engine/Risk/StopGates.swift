import Market
import Venue

// The gates that check an entry against the value of its stop and of its side's stops.
extension Engine {
  /// Whether the stop of the lot that an entry may become is worth the venue's minimum. If it
  /// isn't, that lot could be stopped only together with others.
  @inline(__always) func stopMinimumReading(_ open: AskedOpen) -> GateReading {
    guard hasStops, let worth = setup.stopWorth(open, range: stopRange) else {
      return .unused(.stopMinimum, .stopBelowMinimum)
    }
    return GateReading(
      .stopMinimum, isOpen: worth.isEnough,
      Reason(.stopBelowMinimum, value: worth.units, limit: instrument.minimumNotional.units))
  }

  /// Why a rung's live order may not stay if stops are placed differently than when it was sent:
  /// the value of its stop. Nil if it may stay.
  @inline(__always) mutating func outgrownStop(_ side: Side, _ order: Int32) -> Reason? {
    guard settings.exits.stop.needsRange else { return nil }
    let whole = orders.live[order].quantity + orders.live[order].filledBefore
    let asked = AskedOpen(side: side, price: orders.live[order].price, quantity: whole)
    let reading = stopMinimumReading(asked)
    return reading.state == .shut ? reading.reason : nil
  }

  /// Whether a side's lots that are too small for stops are protected, or were until the grace ago
  /// at most.
  ///
  /// While they are not, the side gets only what ends that: one entry at a time, large enough for a
  /// stop that covers all of them. The rest of the order that made a lot is such an entry.
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
  /// The value of the stop of the lot that an entry may become; nil if it has none.
  ///
  /// - Parameter range: the average true range in ticks, if stops use it.
  @inline(never) func stopWorth(_ open: AskedOpen, range: Int64?) -> StopWorth? {
    guard hasStops,
      let trigger = stopRule(range: range).price(opened: open.side, entry: open.price)
    else { return nil }
    // An order sent in place of a replaced one joins what that one had filled.
    let quantity = open.quantity + (open.rung?.filledBefore ?? .zero)
    let worth = AskedOpen(side: open.side, price: trigger, quantity: quantity).notional
    return StopWorth(
      units: worth,
      isEnough: worth > Engine.maximumNotional
        || stopLimit(open.side, quantity, trigger) != nil)
  }
}
