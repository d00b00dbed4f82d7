import Market
import Venue

// Our orders that are not among the live ones: left over from before a start, or lost on the way.
// Their id says what they are for.
extension Engine {
  /// Queries an order that carries our tag and that we don't know.
  mutating func inquireUnregistered(_ id: ClientOrderID, into effects: inout Effects) {
    guard orders.queries.place(of: id) == nil, !agreement.rounds.others.contains(id) else { return }
    orders.queries.begin(
      id, at: time, step: settings.orders.firstInquiryNanoseconds, isUnregistered: true)
    if !ask(.status(id), into: &effects) { orders.queries.makeDue(id, at: time) }
  }

  /// Takes in the status of an order that is not among our live ones. If it is live, it is adopted.
  mutating func learnUnregistered(
    _ id: ClientOrderID, _ status: OrderStatus, asOf: Instant, into effects: inout Effects
  ) {
    guard let place = orders.queries.place(of: id), orders.queries[place].isUnregistered else {
      return
    }
    if case .absent = status, !isGone(place, asOf: asOf) { return }
    if case .live(let order) = status, awaitsStart(order) {
      return hold(order, place, asOf: asOf, into: &effects)
    }
    orders.queries.close(id)
    changes.nameAllRungs()
    guard case .live(let order) = status else { return orders.ended.add(id) }
    guard !isOther(id, since: order.placedAt) else {
      return noteOther(id, order.side, order.limit, order.remaining, into: &effects)
    }
    adopt(order, asOf: asOf, into: &effects)
  }

  /// Whether a live order must wait for the first comparison to be taken in. An order that is not
  /// an entry belongs to a lot, and the lots are only known once everything was reported: another
  /// exit of the same lot may have closed it meanwhile.
  private func awaitsStart(_ order: VenueOrder) -> Bool {
    let isOpen = order.id.purpose?.isEntry ?? false
    return !agreement.rounds.hasStarted && !isOpen && !isOther(order.id, since: order.placedAt)
  }

  /// Keeps a report of an unknown order for the first comparison, and goes on querying it until
  /// then. If a cancel-all covers the order, it is cancelled without waiting.
  private mutating func hold(
    _ order: VenueOrder, _ place: Int, asOf: Instant, into effects: inout Effects
  ) {
    orders.inherit(order.id)
    orders.queries.found(place, order, asOf: asOf)
    if switches.control.cancelAlls.reach(order) { cancelStray(order.id, into: &effects) }
  }

  /// An unknown order was called absent. It was reported before, so it was live. Its absence is
  /// therefore believed as for any order that was live: once it is called absent at both ends of
  /// the grace. Entries wait for that, so it is queried again as soon as the grace is over. Returns
  /// true once it is believed.
  private mutating func isGone(_ place: Int, asOf: Instant) -> Bool {
    let since = orders.queries.calledAbsent(place, asOf: asOf)
    let grace = settings.orders.absentGraceNanoseconds
    let over = max(
      since.advanced(byNanoseconds: grace), time.advanced(byNanoseconds: Retry.nanoseconds))
    orders.queries.ask(place, by: over)
    return asOf.nanoseconds(since: since) >= grace
  }

  /// Whether another instance uses our tag: the id carries a number that we have not reached, and
  /// it appeared when no earlier engine could send any more.
  func isOther(_ id: ClientOrderID, since moment: Instant) -> Bool {
    id.generation > orders.lastNumber && moment >= agreement.rounds.aloneFrom
  }

  /// Another instance's order is not ours to touch. Entries stop until the operator has checked.
  mutating func noteOther(
    _ id: ClientOrderID, _ side: Side, _ price: Price?, _ quantity: Quantity,
    into effects: inout Effects
  ) {
    guard !agreement.rounds.others.contains(id) else { return }
    agreement.rounds.note(other: id)
    switches.control.raise(.otherInstance)
    note(
      LogEntry(
        .otherInstance, at: time, side: side, price: price, quantity: quantity, order: id))
    stopOpens(.otherInstance, into: &effects)
  }

  /// Adopts orders that only the first of two lists showed, or only an answer about that one order.
  /// If such an order has ended since, the next comparison finds out, as for any order. Returns
  /// their number: reports that differ prove less than reports that agree.
  mutating func adoptMissed(_ round: Round, into effects: inout Effects) -> Int {
    var told = orders.queries.found
    if let first = round.firstOrders {
      told += first.listed.map { ToldOrder(order: $0, asOf: first.asOf) }
    }
    var missed = 0
    for one in told {
      let id = one.order.id
      guard !id.isForeign, id.tag == setup.tag, orders.live.index(of: id) == nil else { continue }
      adopt(one.order, asOf: one.asOf, into: &effects)
      missed += 1
    }
    return missed
  }

  /// Adopts an order that is live at the venue and carries our tag. A leg is kept if its lot has
  /// room for it. An entry is cancelled. At the start that waits until it was shown, and a rung's
  /// order is kept if `reconcile.at_start` is "adopt" and the plan wants it.
  ///
  /// - Parameter asOf: the moment of the report; it does not include later fills.
  mutating func adopt(_ told: VenueOrder, asOf: Instant, into effects: inout Effects) {
    let isStart = !agreement.rounds.hasStarted
    if isStart { orders.inherit(told.id) }
    // It has ended: this report is older than its end, and its fills are booked or to come.
    guard !orders.ended.contains(told.id) else { return }
    var found = told
    found.remaining -= min(found.remaining, unmatchedFills(of: found.id, after: asOf))
    guard let purpose = found.id.purpose, let price = found.limit ?? found.trigger?.price,
      !found.remaining.isZero
    else { return }
    recoveries.count(.adopted)
    let lot = purpose.isOfOneLot ? room(for: found, isStart: isStart) : -1
    let order = Order(
      found: found, purpose, at: price, lot: lot, stamp: grid.ladder.stamp &- 1, asOf: asOf)
    let index = orders.live.add(order)
    orders.live.confirmations.changed(index, at: time)
    orders.queries.close(found.id)
    noteOrder(.adopted, index)
    judgeFound(order)
    if lot >= 0 {
      if isStart { follow(found, lot) }
      attach(index)
      if purpose == .takeProfit {
        books.lots.acceptExit(of: lot)
      }
      return
    }
    if isStart, purpose.isEntry {
      if purpose == .ladder, settings.reconcile.atStart == .adopt {
        return agreement.rounds.standing.find(found.id, mayKeep: true)
      }
      return agreement.rounds.standing.find(found.id, mayKeep: false)
    }
    if purpose.isOfOneLot { orders.live.countDetached() }
    cancel(index, because: Reason(.adopted), into: &effects)
  }

  /// The lot that a leg belongs to, if the lot has room for it; negative if it has not. At the
  /// start the lots are made from the legs.
  private mutating func room(for leg: VenueOrder, isStart: Bool) -> Int32 {
    let id = PositionID(leg.id.subject)
    if let index = books.lots.index(of: id) {
      let totals = legTotals(of: index)
      let out = leg.id.purpose == .stopLoss ? totals.stop : totals.takeProfit
      let short = out + leg.remaining.steps - books.lots[index].open.steps
      guard books.lots[index].side == leg.side.opposite, short <= 0 || isStart else { return -1 }
      if short > 0 {
        books.lots.enlarge(index, Quantity(steps: short), at: books.lots[index].slot, fee: .zero)
      }
      return index
    }
    guard isStart else { return -1 }
    let price = agreement.rounds.round?.account?.entry ?? markOrMid ?? leg.limit ?? Price(ticks: 1)
    anchorLevels(price)
    let side = leg.side.opposite
    let lot = books.lots.restore(
      id, side, slot: price, exitPrice: exitPrice(opened: side, entry: price), at: leg.placedAt)
    books.lots.enlarge(lot, leg.remaining, at: price, fee: .zero)
    setStop(of: lot, at: price)
    return lot
  }

  /// Sets the exits of a lot to the prices of its legs.
  private mutating func follow(_ leg: VenueOrder, _ lot: Int32) {
    if leg.id.purpose == .takeProfit, let limit = leg.limit {
      books.lots[lot].takeProfit.move(to: limit)
    }
    guard leg.id.purpose == .stopLoss, let trigger = leg.trigger?.price else { return }
    books.lots[lot].adoptStop(at: trigger)
  }

  /// The distance of an exit may depend on the spacing, so the spacing must be known.
  private mutating func anchorLevels(_ price: Price) {
    guard grid.levels.anchor == nil else { return }
    if grid.move(to: mid2 ?? 2 * price.ticks) { changes.rebuildLadder() }
  }

  /// Gives a lot that no fill opened the stop that an entry at its price would have.
  private mutating func setStop(of lot: Int32, at price: Price) {
    counters.lotsOpened += 1
    if isVenueStop(books.lots[lot].id) { books.lots[lot].venueHoldsStop() }
    books.lots[lot].moveStop(to: stopPrice(opened: books.lots[lot].side, entry: price))
    changes.lots.append(lot)
  }

  /// Makes a lot of the part of the position that no leg covers, so that the lots add up to the
  /// position.
  mutating func seedLots(into effects: inout Effects) {
    let rest = books.ledger.position.steps - (books.lots.open.buy - books.lots.open.sell)
    guard rest != 0 else { return }
    let side: Side = rest > 0 ? .buy : .sell
    // There may be neither an entry price nor a book yet. Then the assumed entry of the legs' lots
    // is used, or the price of the last fill.
    let opposite = books.lots.inOrder.first { books.lots[$0].side == side.opposite }
    guard
      let price = books.ledger.anchor.price ?? markOrMid ?? opposite.map({ books.lots[$0].entry })
        ?? books.ledger.lastPrice
    else { return }
    if opposite != nil {
      // The legs cover more than is held.
      let fill = Fill(
        id: FillID(0), order: .foreign(0), side: side, price: price,
        quantity: Quantity(steps: abs(rest)), fee: .zero, liquidity: .taker, time: time)
      return closeLots(fill, because: .foreign, into: &effects)
    }
    anchorLevels(price)
    let exit = exitPrice(opened: side, entry: price)
    let lot = books.lots.add(side, slot: price, exitPrice: exit, at: time)
    books.lots.enlarge(lot, Quantity(steps: abs(rest)), at: price, fee: .zero)
    setStop(of: lot, at: price)
    changes.lots.append(lot)
    note(
      LogEntry(
        .seeded, at: time, side: side, price: price, quantity: Quantity(steps: abs(rest)),
        lot: books.lots[lot].id))
  }

  /// After the first plan: cancels adopted orders that it does not want before anything is placed,
  /// so that there are never more live entries than the plan has. The cycle mode wants none of a
  /// ladder.
  mutating func sweepAdopted(into effects: inout Effects) {
    guard !agreement.rounds.standing.adopted.isEmpty else { return }
    for id in agreement.rounds.standing.adopted {
      guard let index = orders.live.index(of: id), orders.live[index].stamp != grid.ladder.stamp
      else {
        continue
      }
      cancel(index, because: Reason(.notWanted), into: &effects)
      agreement.rounds.awaitEnd(of: id, orders.live[index].side)
    }
    agreement.rounds.standing.swept()
    trimToCap(into: &effects)
  }

  /// Whether adopted orders that the plan doesn't want are still live on a side.
  @inline(__always) func hasExcess(_ side: Side) -> Bool {
    !agreement.rounds.excess[side].isEmpty
      && agreement.rounds.excess[side].contains { orders.live.index(of: $0) != nil }
  }
}
