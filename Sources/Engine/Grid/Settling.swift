import Market
import Venue

// Rungs are settled one by one: their order stays, is resized or cancelled, or one is placed.
extension Engine {
  /// Settles every rung: buys from the market down, then sells from the market up. Cancels and
  /// amends are sent before new orders.
  mutating func settleAll(into effects: inout Effects) {
    grid.watch.forgetRungs()
    settleAll(withOrder: true, into: &effects)
    settleAll(withOrder: false, into: &effects)
  }

  private mutating func settleAll(withOrder: Bool, into effects: inout Effects) {
    for side in Side.allCases {
      for place in 0..<grid.ladder.rungs[side].count
      where (grid.ladder.rungs[side][place].order != nil) == withOrder
        && !isSettled(grid.ladder.rungs[side][place], side)
      {
        settle(side, place, into: &effects)
      }
    }
  }

  /// Whether a rung's order is exactly what it wants: the common case, checked for every rung.
  @inline(__always) mutating func isSettled(_ rung: Rung, _ side: Side) -> Bool {
    guard let order = rung.order, grid.skew.limited != side else { return false }
    return !orders.live[order].isCancelling && orders.live[order].quantity == rung.quantity
      && outgrownStop(side, order) == nil
  }

  mutating func settleSlots(into effects: inout Effects) {
    for (turn, slot) in changes.slots.enumerated() {
      // A slot that was named twice was fully updated before its first turn.
      if turn > 0, changes.slots[turn - 1] == slot { continue }
      guard let place = grid.ladder.index(slot.side, slot.price) else { continue }
      settle(slot.side, place, into: &effects)
    }
  }

  /// Brings one rung to what it should be: keeps its order, resizes it, or places one; or reports
  /// why it stays empty.
  mutating func settle(_ side: Side, _ place: Int, into effects: inout Effects) {
    guard work.mayLook(at: side, place) else {
      grid.watch.awaitGates()
      timers.wake(.workBound, at: time.advanced(byNanoseconds: WorkBound.pauseNanoseconds))
      return noteBound(side, grid.ladder.rungs[side][place].price)
    }
    let rung = grid.ladder.rungs[side][place]
    if let order = rung.order { return resize(side, place, order, into: &effects) }
    guard let remainder = rung.remainder else { return fill(side, place, into: &effects) }
    resume(side, place, remainder, into: &effects)
  }

  /// Places the order of an empty rung, or reports why it stays empty.
  private mutating func fill(_ side: Side, _ place: Int, into effects: inout Effects) {
    let rung = grid.ladder.rungs[side][place]
    if let shut = vacancy(side, rung) {
      noteGate(shut, side, rung)
      grid.ladder[side, place].stayEmpty(shut.gate, because: shut.reason)
      return
    }
    let reason = Reason(.wanted, value: Int64(rung.level))
    switch self.place(.ladder, side, at: rung.price, rung.due, because: reason, into: &effects) {
    case .sent(let order): grid.ladder[side, place].take(order, because: reason)
    case .held(let inTheWay):
      grid.ladder[side, place].stayEmpty(.ownOrder, because: inTheWay)
    }
  }

  /// An order that had filled in part was cancelled to be replaced. Its replacement is smaller by
  /// what was filled, and fills into the same lot.
  private mutating func resume(
    _ side: Side, _ place: Int, _ remainder: Rung.Remainder, into effects: inout Effects
  ) {
    let lot = books.lots.index(of: remainder.lot).flatMap { books.lots[$0].holdsSlot ? $0 : nil }
    let resumption = grid.ladder.rungs[side][place].resumption(
      of: remainder, lotHoldsSlot: lot != nil, rearm: settings.grid.rearm)
    if case .startsOver(let awaitsReplan) = resumption {
      grid.ladder[side, place].startOver(awaitsReplan: awaitsReplan)
      return fill(side, place, into: &effects)
    }
    fill(side, place, into: &effects)
    guard let lot, let order = grid.ladder.rungs[side][place].order else { return }
    orders.live.resume(order, after: remainder.filled)
    grid.ladder[side, place].resumed()
    guard books.lots[lot].opener < 0, books.lots[lot].closing.cause == nil else { return }
    fillInto(lot, order)
  }
}
