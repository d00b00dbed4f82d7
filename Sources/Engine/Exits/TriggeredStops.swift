import Market
import Venue

/// Triggered stops, at the venue or in the engine: they are sent until nothing of their lot is
/// open.
extension Engine {
  /// A stop was triggered, at the venue or in the engine.
  mutating func noteTriggered(_ lot: Int32) {
    let againAt = time.advanced(byNanoseconds: settings.exits.stop.escalateAfterNanoseconds)
    guard books.lots[lot].trigger(at: time, againAt: againAt) else { return }
    timers.wake(.exits, at: againAt)
    changes.lots.append(lot)
    if stopLoses(lot) { coolDownAfterStop(of: lot) }
    note(
      LogEntry(
        .stopFired, at: time, side: books.lots[lot].side.opposite,
        price: books.lots[lot].stop.trigger,
        quantity: books.lots[lot].open, lot: books.lots[lot].id))
  }

  /// Whether a stop closes its lot for less than its entry: the stop of a runner may have trailed
  /// the market to a gain.
  private func stopLoses(_ lot: Int32) -> Bool {
    guard books.lots[lot].role == .runner(isTrailing: true), let stop = books.lots[lot].stop.trigger
    else { return true }
    return books.lots[lot].strictEntry.isBetter(than: stop, for: books.lots[lot].side)
  }

  /// Cancels the other resting exits of a lot once its stop is triggered.
  mutating func clearForStop(_ lot: Int32, into effects: inout Effects) {
    let reason = Reason(.stopFired, value: books.lots[lot].stop.trigger?.ticks ?? 0)
    cancelLegs(of: lot, because: reason, into: &effects) { $0.purpose != .stopLoss && $0.mayRest }
  }

  /// Sends a stop that did not fill in time again, with a wider limit.
  mutating func escalate(
    _ lot: Int32, _ steps: Int64, worst: Price, _ slippage: BasisPoints, _ tries: UInt8,
    into effects: inout Effects
  ) {
    let tryAt = time.advanced(
      byNanoseconds: max(Retry.nanoseconds, settings.exits.stop.escalateAfterNanoseconds))
    books.lots[lot].on(.sent(again: tryAt))
    timers.wake(.exits, at: tryAt)
    guard closeLimit(lot, steps, worst: worst, at: closingBest(lot)) != nil,
      sendTriggered(lot, steps, worst: worst, into: &effects)
    else { return }
    books.lots[lot].on(.escalated(tries: tries))
    recoveries.count(.stopEscalated)
    switches.control.raise(.stopUnfilled)
    note(
      LogEntry(
        .stopEscalated, at: time, side: books.lots[lot].side.opposite, price: worst,
        quantity: books.lots[lot].open, lot: books.lots[lot].id,
        reason: Reason(.stopEscalates, value: slippage.hundredths)))
  }

  /// Returns whether an order was sent, or waits only for one of our own orders to end.
  @discardableResult
  mutating func sendTriggered(
    _ lot: Int32, _ steps: Int64, worst: Price, into effects: inout Effects
  ) -> Bool {
    let side = books.lots[lot].side.opposite
    guard
      let form = exitForm(
        side, steps, out: orders.live.exits[side].stops, isPlain: books.lots[lot].stopTerms.isPlain),
      let worst = sendableLimit(
        form, worst: collared(worst, for: side), at: closingBest(lot), for: side)
    else { return false }
    // It does not wait for our own entries behind the market: they are cancelled, and it takes what
    // lies before them.
    let limit = shortOfOwn(worst, for: side)
    if limit != worst { clearOwn(side, worst, alsoExits: false, into: &effects) }
    let stop = place(
      .stopLoss, side, at: limit, form.quantity,
      because: Reason(.stopFired, value: books.lots[lot].stop.trigger?.ticks ?? 0), lot: lot,
      timeInForce: .immediateOrCancel, isReduceOnly: form.isReduceOnly, into: &effects)
    if stop.order == nil { books.lots[lot].on(.blocked(at: worst)) }
    return true
  }
}
