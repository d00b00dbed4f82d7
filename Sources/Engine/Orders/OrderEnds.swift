import Market
import Venue

/// Removes ended orders from the live orders, and from their rung, lot and attempt.
extension Engine {
  /// Removes an ended order from the live orders and from its rung.
  mutating func end(_ index: Int32) {
    let (purpose, side) = (orders.live[index].purpose, orders.live[index].side)
    let (slot, price) = (orders.live[index].slot, orders.live[index].price)
    // A ladder order that the present plan does not want belongs to no rung, and blocks none.
    let isOrphan = purpose == .ladder && orders.live[index].stamp != grid.ladder.stamp
    if purpose.isEntry, !isOrphan, let place = grid.ladder.index(side, slot),
      grid.ladder.rungs[side][place].order == index
    {
      let filled = filledToGoOn(index)
      let remainder =
        filled.isZero ? nil : Rung.Remainder(filled: filled, lot: lotFilled(by: index))
      grid.ladder[side, place].vacate(
        remainder: remainder, awaitsReplan: awaitsReplan(index), because: vacated(index))
    }
    if purpose.isEntry, attempts.areUnderWay { learnAttemptEnd(index) }
    // No exit is sent while a flatten slice is live. This may be the last slice of a flatten that
    // was taken back.
    if purpose == .flatten { changes.lots.nameAll() }
    if purpose == .sideStop { endSideStop(orders.live[index].id) }
    let lot = orders.live[index].lot
    if purpose.isEntry, lot >= 0 {
      books.lots[lot].openerEnded()
      changes.lots.append(lot)
    }
    let isDetachedExit = purpose.isExit && lot < 0
    if purpose.isExit { unlink(index) }
    orders.queries.close(orders.live[index].id)
    if !orders.live[index].stage.isAbsent { orders.ended.add(orders.live[index].id) }
    orders.live.remove(index)
    if purpose.isExit, exits.watch.isShort { wakeShortLots() }
    changes.nameGatedRungs()
    if selfTrade.isHolding || selfTrade.exitIsKeptOut { retryHeld() }
    if !switches.control.cancelAlls.isEmpty || switches.flattening.isRunning {
      switches.look()
    }
    if isDetachedExit { changes.lots.nameAll() }
    guard purpose.isEntry, !isOrphan else { return }
    changes.name(side, price)
    if slot != price { changes.name(side, slot) }
  }

  /// What the replacement of an ended order must not open again: 0 unless the order ended to be
  /// replaced.
  @inline(__always) private func filledToGoOn(_ index: Int32) -> Quantity {
    guard orders.live[index].stage.intent == .replace, !orders.live[index].remaining.isZero else {
      return .zero
    }
    return orders.live[index].filledBefore + orders.live[index].filled
  }

  /// The lot that an order filled into. If it has none any more, the newest lot of its slot.
  @inline(__always) private func lotFilled(by index: Int32) -> PositionID {
    let order = orders.live[index]
    guard order.lot < 0 else { return books.lots[order.lot].id }
    return books.lots.newest(order.side, order.slot) ?? PositionID(0)
  }

  /// Why a rung is empty right after its order ended.
  @inline(__always) private func vacated(_ index: Int32) -> Reason {
    if !filledToGoOn(index).isZero { return orders.live[index].reason }
    if settings.grid.rearm == .lotClosed, orders.live[index].lot >= 0 {
      return Reason(.lotOpen, value: books.lots[orders.live[index].lot].id.value)
    }
    return awaitsReplan(index) ? Reason(.awaitsReplan) : orders.live[index].reason
  }

  /// Whether the rung of an ended order waits for the ladder to move: the order filled and isn't
  /// replaced.
  @inline(__always) private func awaitsReplan(_ index: Int32) -> Bool {
    settings.grid.rearm == .nextReplan && !orders.live[index].filled.isZero
      && filledToGoOn(index).isZero
  }
}
