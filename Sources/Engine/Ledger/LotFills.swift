import Market
import Venue

/// What a fill does to lots: it opens, enlarges or closes them.
extension Engine {
  /// Records a fill as the venue reported it, once, with the lot it goes to, if any. An exit names
  /// its lot even if that is closed. Only the effects change; `mutating` lets the lots be read in
  /// place.
  mutating func record(_ fill: Fill, lot: Int32, into effects: inout Effects) {
    let rung = lot >= 0 ? books.lots[lot].slot : nil
    let id = lot >= 0 ? books.lots[lot].id : nil
    let isOfOneLot = fill.order.purpose?.isOfOneLot ?? false
    let named = isOfOneLot ? PositionID(fill.order.subject) : nil
    record(
      FillRecord(fill: fill, purpose: fill.order.purpose, rung: rung, lot: id ?? named),
      into: &effects)
  }

  /// An entry filled, wholly or in part: its lot is opened or grows, and needs cover.
  mutating func learnEntry(_ fill: Fill, _ index: Int32, into effects: inout Effects) {
    let order = orders.live[index]
    var lot = order.lot
    if lot < 0 {
      let exit = exitPrice(opened: fill.side, entry: fill.price)
      lot = books.lots.add(fill.side, slot: order.slot, exitPrice: exit, at: fill.time)
      let id = books.lots[lot].id
      if isVenueStop(id) { books.lots[lot].venueHoldsStop() }
      orders.live.fills(index, into: lot)
      books.lots[lot].opens(with: index)
      counters.lotsOpened += 1
      awaitExits(of: lot)
    }
    let isNew = books.lots[lot].open.isZero
    enlarge(lot, with: fill)
    // Each part needs an accepted exit. A part too small for an order waits for none, nor does a
    // runner.
    let target = books.lots[lot].takeProfit.price
    if !books.lots[lot].role.isRunner, !isTooSmall(uncovered(lot), at: target) {
      books.lots.awaitExit(of: lot)
    }
    if isNew {
      chooseRunner(lot)
      absorbDust(into: lot)
    }
    if settings.exits.closing.isBoosted, !books.lots[lot].role.isRunner {
      startClosing(lot, because: .boost)
    }
    changes.lots.append(lot)
    learnAttemptFill(fill, index, lot: lot)
    note(
      LogEntry(
        .entryFilled, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
        order: fill.order, lot: books.lots[lot].id))
  }

  /// An exit filled after an adjustment had closed that much of its lot: the order covers less by
  /// that.
  mutating func uncover(_ order: Order, _ quantity: Quantity) {
    guard order.lot >= 0, !quantity.isZero else { return }
    changes.lots.append(order.lot)
  }

  mutating func learnExit(_ fill: Fill, _ order: Order, into effects: inout Effects) {
    guard order.lot >= 0 else {
      noteBothLegs(fill)
      return closeLots(fill, because: .otherLeg, into: &effects)
    }
    if order.purpose == .stopLoss { noteTriggered(order.lot) }
    let lot = books.lots[order.lot]
    let quantity = min(fill.quantity, lot.open)
    var fees = AmountSplit(fill.fee, over: fill.quantity)
    let cause: ExitCause =
      order.purpose == .takeProfit ? .takeProfit : order.purpose == .stopLoss ? .stop : .close
    shrink(
      order.lot, quantity, at: fill.price, fee: fees.next(quantity), by: fill.order,
      because: cause, into: &effects)
    guard quantity < fill.quantity else { return }
    // More than the lot had: it happened, so the rest goes to the next lots.
    noteBothLegs(fill)
    closeLots(fill, fill.quantity - quantity, fees, because: .otherLeg, into: &effects)
  }

  /// Ends a wholly closed lot; its slot may need a rung again.
  private mutating func forget(_ index: Int32) {
    let lot = books.lots[index]
    if exits.runners[lot.side] == lot.id { exits.endRunner(lot.side) }
    changes.name(lot.side, lot.slot)
    // An entry that is still live opens another lot with its next fill.
    if lot.opener >= 0 { orders.live.leavesLot(lot.opener) }
    if books.lots[index].protection.holdsEntries { changes.nameGatedRungs() }
    books.lots.remove(index)
    if books.lots.hasManyTallies {
      let ladder = grid.ladder
      books.lots.forgetTallies { ladder.index($0, $1) != nil }
    }
    counters.lotsClosed += 1
  }

  /// Closes lots with a fill that is not the exit of one lot: those that the fill reduces, oldest
  /// first. What is left over becomes a lot of its own. The fee is split over all of them by size.
  mutating func closeLots(
    _ fill: Fill, because cause: ExitCause, into effects: inout Effects
  ) {
    let fees = AmountSplit(fill.fee, over: fill.quantity)
    closeLots(fill, fill.quantity, fees, because: cause, into: &effects)
  }

  private mutating func closeLots(
    _ fill: Fill, _ quantity: Quantity, _ fees: AmountSplit, because cause: ExitCause,
    into effects: inout Effects
  ) {
    guard !quantity.isZero else { return }
    var left = quantity
    var fees = fees
    for index in books.lots.inOrder where books.lots[index].side == fill.side.opposite {
      guard !left.isZero else { break }
      let quantity = min(left, books.lots[index].open)
      left -= quantity
      let fee = fees.next(quantity)
      shrink(
        index, quantity, at: fill.price, fee: fee, by: fill.order, because: cause, into: &effects)
    }
    guard !left.isZero else { return }
    let took = fill.liquidity == .taker
    let exit = exitPrice(opened: fill.side, entry: fill.price, took: took)
    let lot = books.lots.add(fill.side, slot: fill.price, exitPrice: exit, at: fill.time)
    if isVenueStop(books.lots[lot].id) { books.lots[lot].venueHoldsStop() }
    counters.lotsOpened += 1
    books.lots.enlarge(lot, left, at: fill.price, fee: fees.next(left), took: took)
    if cause == .otherLeg {
      books.lots.becomeOverfill(lot)
    } else {
      books.lots[lot].moveStop(to: stopPrice(opened: fill.side, entry: books.lots[lot].entry))
    }
    awaitExits(of: lot)
    changes.lots.append(lot)
  }

  /// Takes a quantity out of a lot, records its profit, and ends the lot if nothing is left.
  ///
  /// - Parameter order: the one whose fill closed it; nil if no fill did.
  mutating func shrink(
    _ index: Int32, _ quantity: Quantity, at price: Price, fee: ExactMoney,
    by order: ClientOrderID?, because cause: ExitCause,
    into effects: inout Effects
  ) {
    let before = books.lots[index]
    let made = books.lots.shrink(index, quantity, at: price, fee: fee)
    let isWhole = books.lots[index].open.isZero
    var record = LotRecord(
      lot: before.id, side: before.side, rung: before.slot, cause: cause, quantity: quantity,
      entry: before.entry, exit: price, openedAt: before.openedAt, closedAt: time, made: made,
      entryFees: before.account.entryFees - books.lots[index].account.entryFees, exitFee: fee,
      isWhole: isWhole)
    record.funding = before.account.openFunding - books.lots[index].account.openFunding
    self.record(record, into: &effects)
    books.keep(record)
    note(
      LogEntry(
        .exitFilled, at: time, side: before.side.opposite, price: price, quantity: quantity,
        order: order, lot: before.id, money: record.net))
    if cause == .takeProfit { books.lots[index].age.takeProfitFilled(at: time) }
    guard isWhole else { return changes.lots.append(index) }
    note(
      LogEntry(
        .lotClosed, at: time, side: before.side, lot: before.id,
        money: books.lots[index].account.net))
    releaseLegs(of: index, into: &effects)
    forget(index)
  }
}
