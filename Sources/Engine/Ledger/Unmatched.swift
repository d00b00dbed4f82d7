import Market
import Venue

extension Engine {
  /// A fill of an order that is not among our live ones. It happened, so it is booked, kept and
  /// shown; the order's id says what the order was for. If the order has our tag, the engine
  /// compares with the venue before another entry is sent.
  mutating func learnUnmatched(
    _ fill: Fill, less assumed: Quantity, into effects: inout Effects
  ) {
    let whole = fill
    agreement.rounds.foreign.fill(whole)
    let fill = fill.less(assumed)
    guard agreement.rounds.hasStarted else { return learnEarly(whole, into: &effects) }
    guard !fill.order.isForeign, fill.order.tag == setup.tag else {
      record(whole, lot: -1, into: &effects)
      closeLots(fill, because: .foreign, into: &effects)
      return learnForeign(whole, into: &effects)
    }
    counters.unmatchedFills += 1
    recoveries.count(.unmatchedFill)
    books.keep(unmatched: whole)
    switches.control.raise(.unmatchedFill)
    if isOther(whole.order, since: whole.time) {
      noteOther(whole.order, whole.side, whole.price, whole.quantity, into: &effects)
    } else {
      orders.pass(whole.order)
    }
    noteUnregistered(whole.order)
    note(
      LogEntry(
        .unmatchedFill, at: time, side: whole.side, price: whole.price, quantity: whole.quantity,
        order: whole.order))
    let lot = giveToLots(fill, into: &effects)
    record(whole, lot: lot, into: &effects)
    changes.nameGatedRungs()
    reconcile(.unmatchedFill, into: &effects)
  }

  /// Until the first comparison is complete, every fill is of an order from before: the comparison
  /// makes the lots from the position.
  private mutating func learnEarly(_ fill: Fill, into effects: inout Effects) {
    record(fill, lot: -1, into: &effects)
    guard !fill.order.isForeign, fill.order.tag == setup.tag else {
      return learnForeign(fill, into: &effects)
    }
    orders.inherit(fill.order)
    noteUnregistered(fill.order)
    books.keep(unmatched: fill)
  }

  /// A fill that was in the position when the books began: nothing is booked, but an order listed
  /// before the fill has that much less left.
  mutating func learnOlder(_ fill: Fill) {
    guard !fill.order.isForeign, fill.order.tag == setup.tag else { return }
    guard let index = orders.live.index(of: fill.order) else {
      if !agreement.rounds.hasStarted {
        agreement.rounds.unanchored.keep(included: fill)
        noteUnregistered(fill.order)
      }
      return
    }
    guard fill.time > orders.live[index].countsAfter else { return }
    orders.live.fill(index, fill.quantity, at: time)
    legResized(index)
    if orders.live[index].remaining.isZero { end(index) }
  }

  /// Opens or closes the lot that an unknown order's id names, with the part that no adjustment
  /// gave it before. Returns the lot that it opened, or -1.
  private mutating func giveToLots(_ fill: Fill, into effects: inout Effects) -> Int32 {
    guard !fill.quantity.isZero else { return -1 }
    guard fill.order.purpose?.isEntry ?? false else {
      closeLots(fill, because: .foreign, into: &effects)
      return -1
    }
    let slot = Price(checking: fill.order.subject) ?? fill.price
    let took = fill.liquidity == .taker
    let exit = exitPrice(opened: fill.side, entry: fill.price, took: took)
    let lot = books.lots.add(fill.side, slot: slot, exitPrice: exit, at: fill.time)
    counters.lotsOpened += 1
    books.lots.enlarge(lot, fill.quantity, at: fill.price, fee: fill.fee, took: took)
    if isVenueStop(books.lots[lot].id) { books.lots[lot].venueHoldsStop() }
    books.lots[lot].moveStop(to: stopPrice(opened: fill.side, entry: fill.price))
    awaitExits(of: lot)
    changes.lots.append(lot)
    return lot
  }

  /// Somebody else, or the venue, traded on the account: entries stop until the operator unfreezes
  /// them.
  mutating func learnForeign(_ fill: Fill, into effects: inout Effects) {
    counters.foreignFills += 1
    recoveries.count(.foreignFill)
    switches.control.raise(.foreignFill)
    let isNew = switches.control.freeze(.foreignFill, at: time)
    switches.pullEntries()
    switches.look()
    note(
      LogEntry(
        .foreignFill, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
        order: fill.order))
    if isNew { note(LogEntry(.frozen, at: time, reason: Reason(.foreignFill))) }
  }

  /// Two sources report one fill differently. The one booked first stays, but one of them is wrong:
  /// an alarm informs the operator, and the account shows which position is true.
  mutating func learnContradiction(_ fill: Fill, into effects: inout Effects) {
    books.keep(contradiction: fill)
    switches.control.raise(.contradictedFill)
    note(
      LogEntry(
        .contradictedFill, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
        order: fill.order))
    reconcile(.contradictedFill, into: &effects)
  }

  mutating func noteDuplicate(_ fill: Fill) {
    counters.duplicateFills += 1
    recoveries.count(.duplicateFill)
    note(
      LogEntry(
        .duplicateFill, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
        order: fill.order))
  }
}
