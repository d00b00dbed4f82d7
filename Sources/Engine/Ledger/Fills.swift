import Market
import Venue

extension Engine {
  /// Books a fill once and gives it to what it belongs to.
  mutating func learn(
    _ fill: Fill, from source: FillSource, into effects: inout Effects
  ) {
    // Most fills that are fetched were booked before: their orders are not looked for again. One of
    // an order that was there before us may be older than the books, too.
    let isOurs =
      books.ledger.knows(fill.id)
      || fill.order.generation > orders.inherited
        && (orders.live.index(of: fill.order) != nil || orders.ended.contains(fill.order))
    guard agreement.rounds.isAnchored || isOurs else {
      agreement.rounds.early.append((fill, source))
      return
    }
    lookForGap(before: fill, from: source, into: &effects)
    switch books.ledger.apply(fill, from: source, isOurs: isOurs) {
    case .booked: break
    case .beforeAnchor: return learnOlder(fill)
    case .again(let isNewSource):
      // To be fetched again is what fills are there for; only a stream that repeats itself is odd.
      if source == .stream, !isNewSource { noteDuplicate(fill) }
      return
    case .contradicted: return learnContradiction(fill, into: &effects)
    }
    orders.budget.earn(Money(fill.price, times: fill.quantity))
    noteFillPace(into: &effects)
    noteLate(fill, from: source, into: &effects)
    book(fill, takeBack(fill), into: &effects)
  }

  /// Gives a fill that the ledger booked to what it belongs to; the lots see the part of it that
  /// no adjustment has given them before.
  private mutating func book(_ fill: Fill, _ assumed: Quantity, into effects: inout Effects) {
    counters.fills += 1
    switch fill.liquidity {
    case .maker: counters.makerFills += 1
    case .taker: counters.takerFills += 1
    }
    value(fill.less(assumed))
    let before = books.ledger.position.steps - fill.side.sign * fill.quantity.steps
    if abs(books.ledger.position.steps) < abs(before) { marginChanged() }
    if exits.watch.isSpared { wakeSparedLots() }
    guard let index = orders.live.index(of: fill.order) else {
      return learnUnmatched(fill, less: assumed, into: &effects)
    }
    if fill.cause != .trade { learnForeign(fill, into: &effects) }
    if orders.live[index].isUnknown { learnAccepted(index) }
    // What an order was found with has the fills before that in it.
    if fill.time > orders.live[index].countsAfter { countFill(fill, index) }
    let order = orders.live[index]
    let rest = fill.less(assumed)
    switch order.purpose {
    // The first comparison makes the lots, from the position: before it there are none.
    case _ where !agreement.rounds.hasStarted: record(fill, lot: -1, into: &effects)
    case .ladder, .manual, .attempt, .completion:
      if !rest.quantity.isZero { learnEntry(rest, index, into: &effects) }
      let lot = orders.live[index].lot
      record(fill, lot: lot, into: &effects)
      if fill.side == .sell { trimToQuote(into: &effects) }
    case .takeProfit, .stopLoss, .close:
      record(fill, lot: order.lot, into: &effects)
      uncover(order, assumed)
      if !rest.quantity.isZero { learnExit(rest, order, into: &effects) }
    case .sideStop: learnSideStop(fill, less: assumed, into: &effects)
    case .flatten:
      switches.flattening.saysWaiting = false
      record(fill, lot: -1, into: &effects)
      closeLots(rest, because: .flatten, into: &effects)
      agenda.isUnderCommand = true
      if order.remaining.isZero { switches.flattening.sliceEnded(filled: true, at: .distantPast) }
    }
    if orders.live[index].remaining.isZero { end(index) }
    agenda.gatesMayOpen = true
  }

  /// Records a fill as the venue told it, once, with the lot it goes to where there is one; an exit
  /// names its lot, though that is closed. It changes nothing but the effects; `mutating` has the lots
  /// looked at where they are.
  mutating func record(_ fill: Fill, lot: Int32, into effects: inout Effects) {
    let rung = lot >= 0 ? books.lots[lot].slot : nil
    let id = lot >= 0 ? books.lots[lot].id : nil
    let isOfOneLot = fill.order.purpose?.isOfOneLot ?? false
    let named = isOfOneLot ? PositionID(fill.order.subject) : nil
    record(
      FillRecord(fill: fill, purpose: fill.order.purpose, rung: rung, lot: id ?? named),
      into: &effects)
  }

  /// Takes a fill from what remains of its order. One that may have come before an amend whose answer
  /// overtook it is no part of what the amend left: then all that counts on, and the venue is asked.
  /// Of an order whose end was told there remains what its fills lack of that, whenever they came.
  private mutating func countFill(_ fill: Fill, _ index: Int32) {
    guard orders.live[index].purpose.isEntry, !orders.live[index].isOver,
      fill.time < orders.live[index].amends.lastAt
    else {
      return orders.live.fill(index, fill.quantity)
    }
    orders.live.fillBefore(index, fill.quantity)
    inquire(index)
  }

  /// An entry filled, wholly or in part: its lot is opened or grows, and wants cover.
  mutating func learnEntry(_ fill: Fill, _ index: Int32, into effects: inout Effects) {
    let order = orders.live[index]
    var lot = order.lot
    if lot < 0 {
      let exit = exitPrice(opened: fill.side, entry: fill.price)
      lot = books.lots.add(fill.side, slot: order.slot, exitPrice: exit, at: fill.time)
      let id = books.lots[lot].id
      if isVenueStop(id) { books.lots[lot].stopHolder.becomeVenue() }
      orders.live.fills(index, into: lot)
      books.lots[lot].opener = index
      counters.lotsOpened += 1
    }
    let isNew = books.lots[lot].open.isZero
    enlarge(lot, with: fill)
    // Each part of it wants its exit accepted; one too small for an order waits for none, nor does a
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
    agenda.lots.append(lot)
    learnAttemptFill(fill, index, lot: lot)
    note(
      LogEntry(
        .entryFilled, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
        order: fill.order, lot: books.lots[lot].id))
  }

  /// An exit filled whose lot was closed by an adjustment: it covers that much less.
  private mutating func uncover(_ order: Order, _ quantity: Quantity) {
    guard order.lot >= 0, !quantity.isZero else { return }
    agenda.lots.append(order.lot)
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
      order.lot, quantity, at: fill.price, fee: fees.next(quantity), because: cause, into: &effects)
    guard quantity < fill.quantity else { return }
    // More than the lot had: it happened, so it goes on to the next lots.
    noteBothLegs(fill)
    closeLots(fill, fill.quantity - quantity, fees, because: .otherLeg, into: &effects)
  }

  /// Ends a wholly closed lot; its slot may want a rung again.
  mutating func forget(_ index: Int32) {
    let lot = books.lots[index]
    if exits.runners[lot.side] == lot.id { exits.runners[lot.side] = nil }
    agenda.slots.append(SlotKey.of(lot.side, lot.slot))
    #if PLANTED_BUGS
      if PlantedBug.active == .rungStaysEmpty { agenda.slots.removeLast() }
    #endif
    // An entry that is still open begins another lot with its next fill.
    if lot.opener >= 0 { orders.live.leavesLot(lot.opener) }
    if books.lots[index].protection.holdsEntries { agenda.gatesMayOpen = true }
    books.lots.remove(index)
    counters.lotsClosed += 1
  }

  /// Closes lots with a fill that is not the exit of one: those the fill reduces, oldest first. What
  /// is left over becomes a lot of its own. Its fee is split over all of them by size.
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
      #if PLANTED_BUGS
        let isOnFirst = PlantedBug.active == .feeOnFirst
        let fee = fees.next(isOnFirst ? quantity + left : quantity)
        if isOnFirst { fees = AmountSplit(.zero, over: fill.quantity) }
      #else
        let fee = fees.next(quantity)
      #endif
      shrink(index, quantity, at: fill.price, fee: fee, because: cause, into: &effects)
    }
    guard !left.isZero else { return }
    let took = fill.liquidity == .taker
    let exit = exitPrice(opened: fill.side, entry: fill.price, took: took)
    let lot = books.lots.add(fill.side, slot: fill.price, exitPrice: exit, at: fill.time)
    books.lots[lot].account.entryTook = took
    if isVenueStop(books.lots[lot].id) { books.lots[lot].stopHolder.becomeVenue() }
    counters.lotsOpened += 1
    books.lots.enlarge(lot, left, at: fill.price, fee: fees.next(left))
    if cause == .otherLeg {
      books.lots[lot].role = .overfill
      books.lots.releaseSlot(of: lot)
    } else {
      books.lots[lot].stop.move(to: stopPrice(opened: fill.side, entry: books.lots[lot].entry))
    }
    agenda.lots.append(lot)
  }
}
