import Market
import Venue

// Orders of ours that the registry does not hold: left over from before a start, or lost on the way.
// Their id says what they are for.
extension Engine {
  /// Asks what became of an order that carries our tag and that we don't know.
  mutating func inquireStranger(_ id: ClientOrderID, into effects: inout Effects) {
    guard inquests.place(of: id) == nil, !reconciliation.others.contains(id) else { return }
    inquests.begin(id, at: time, step: settings.orders.firstInquiryNanoseconds, isStranger: true)
    if !ask(.status(id), into: &effects) { inquests.makeDue(id, at: time) }
  }

  /// What became of an order that is not in the registry: one that stands is adopted.
  mutating func learnStranger(
    _ id: ClientOrderID, _ status: OrderStatus, asOf: Instant, into effects: inout Effects
  ) {
    guard let place = inquests.place(of: id), inquests[place].isStranger else { return }
    if case .absent = status, !isGone(place, asOf: asOf) { return }
    if case .live(let order) = status, awaitsStart(order) {
      return hold(order, place, asOf: asOf, into: &effects)
    }
    inquests.close(id)
    agenda.allRungs = true
    guard case .live(let order) = status else { return endedOrders.add(id) }
    guard !isOther(id, since: order.placedAt) else {
      return noteOther(id, order.side, order.limit, order.remaining, into: &effects)
    }
    adopt(order, asOf: asOf, into: &effects)
  }

  /// Whether an order that stands is only taken in by the first comparison: what is no open belongs to a
  /// lot, and which lots there are is known with the whole alone. Another exit of the same lot may have
  /// closed it meanwhile.
  private func awaitsStart(_ order: VenueOrder) -> Bool {
    let isOpen = order.id.purpose?.isOpen ?? false
    return !reconciliation.hasStarted && !isOpen && !isOther(order.id, since: order.placedAt)
  }

  /// Keeps what was told of a stranger for the first comparison, and goes on asking about it until
  /// then. A cancel-all that reaches it does not wait.
  private mutating func hold(
    _ order: VenueOrder, _ place: Int, asOf: Instant, into effects: inout Effects
  ) {
    inherit(order.id)
    inquests[place].absentSince = nil
    if inquests[place].found.map({ $0.asOf <= asOf }) ?? true {
      inquests[place].found = (order, asOf)
    }
    if isFenced(order) { cancelStray(order.id, into: &effects) }
  }

  /// Takes in that a stranger was called absent. It was heard of, so it stood: that is believed as of
  /// any order that did, once it was called so at both ends of the grace; opens wait for it, so it is
  /// asked about as soon as the grace is over.
  private mutating func isGone(_ place: Int, asOf: Instant) -> Bool {
    let since = inquests[place].absentSince ?? asOf
    inquests[place].absentSince = since
    inquests[place].absentAt = asOf
    let grace = settings.orders.absentGraceNanoseconds
    let over = max(
      since.advanced(byNanoseconds: grace), time.advanced(byNanoseconds: Engine.retryNanoseconds))
    inquests[place].askAt = min(inquests[place].askAt, over)
    return asOf.nanoseconds(since: since) >= grace
  }

  /// Whether something carries our tag and a number that we have not come to, and came to be when no
  /// engine before this one could send any more: another instance sends with our tag.
  func isOther(_ id: ClientOrderID, since moment: Instant) -> Bool {
    id.generation > generation && moment >= reconciliation.aloneFrom
  }

  /// Another instance's order is not ours to touch; opens stop until a person has looked.
  mutating func noteOther(
    _ id: ClientOrderID, _ side: Side, _ price: Price?, _ quantity: Quantity,
    into effects: inout Effects
  ) {
    guard !reconciliation.others.contains(id) else { return }
    reconciliation.others.append(id)
    control.raise(.otherInstance)
    note(
      LogEntry(
        .otherInstance, at: time, side: side, price: price, quantity: quantity, order: id))
    stopOpens(because: Reason(.otherInstance), into: &effects)
  }

  /// Adopts what only the first of two lists had, or an answer about that one order. Should it have
  /// ended in between, the next comparison finds that out, as of any order. Returns how many there were:
  /// what is told in two ways that differ proves less than what agrees.
  mutating func adoptMissed(_ round: Round, into effects: inout Effects) -> Int {
    var told = inquests.found
    if let first = round.firstOrders { told += first.listed.map { ($0, first.asOf) } }
    var missed = 0
    for (order, asOf) in told
    where !order.id.isForeign && order.id.tag == tag && registry.index(of: order.id) == nil {
      adopt(order, asOf: asOf, into: &effects)
      missed += 1
    }
    return missed
  }

  /// Takes an order into the registry that stands at the venue and carries our tag. A leg whose lot
  /// has room for it is kept; an open is cancelled, at the start once that was shown, or kept there where
  /// the plan wants it and opens are adopted.
  ///
  /// - Parameter asOf: the moment for which it was told; fills since then are not in it.
  mutating func adopt(_ told: VenueOrder, asOf: Instant, into effects: inout Effects) {
    let isStart = !reconciliation.hasStarted
    if isStart { inherit(told.id) }
    // It ended since: what told of it is older than its end, and its fills are booked, or to come.
    guard !endedOrders.contains(told.id) else { return }
    var found = told
    found.remaining -= min(found.remaining, unmatchedFills(of: found.id, after: asOf))
    guard let purpose = found.id.purpose, let price = found.limit ?? found.trigger?.price,
      !found.remaining.isZero
    else { return }
    recoveries.count(.adopted)
    let rests = purpose == .ladder || purpose == .takeProfit && found.trigger == nil
    var order = Order(
      id: found.id, side: found.side, purpose: purpose, state: .working,
      isReduceOnly: found.isReduceOnly,
      timeInForce: rests ? .postOnly : .goodTillCancelled, price: price, slot: price,
      quantity: found.quantity, remaining: found.remaining, sentAt: found.placedAt,
      reason: Reason(.adopted))
    order.isAccepted = true
    order.foundAt = asOf
    order.trigger = found.trigger?.price
    order.filled = found.quantity - min(found.quantity, found.remaining)
    order.stamp = ladder.stamp &- 1
    let lot = purpose.isOfOneLot ? room(for: found, isStart: isStart) : -1
    order.lot = lot
    let index = registry.add(order)
    inquests.close(found.id)
    noteOrder(.adopted, index)
    judgeFound(order)
    if lot >= 0 {
      if isStart { follow(found, lot) }
      attach(index)
      if purpose == .takeProfit {
        lots.acceptExit(of: lot)
      }
      return
    }
    if isStart, purpose.isOpen {
      if purpose == .ladder, settings.reconcile.atStart == .adopt {
        return reconciliation.standing.adopted.append(found.id)
      }
      return reconciliation.standing.dropped.append(found.id)
    }
    if purpose.isOfOneLot { registry.countDetached() }
    cancel(index, because: Reason(.adopted), into: &effects)
  }

  /// An order that was sent before us: our numbers go on above its own.
  mutating func inherit(_ id: ClientOrderID) {
    generation = max(generation, id.generation)
    inherited = max(inherited, id.generation)
  }

  /// The lot that a leg belongs to, if it covers nothing there twice. At the start the lots are made
  /// from the legs.
  private mutating func room(for leg: VenueOrder, isStart: Bool) -> Int32 {
    let id = PositionID(leg.id.subject)
    if let index = lots.index(of: id) {
      let totals = legTotals(of: index)
      let out = leg.id.purpose == .stopLoss ? totals.stop : totals.takeProfit
      let short = out + leg.remaining.steps - lots[index].open.steps
      guard lots[index].side == leg.side.opposite, short <= 0 || isStart else { return -1 }
      if short > 0 {
        lots.enlarge(index, Quantity(steps: short), at: lots[index].slot, fee: .zero)
      }
      return index
    }
    guard isStart else { return -1 }
    let price = reconciliation.round?.account?.entry ?? mark ?? leg.limit ?? Price(ticks: 1)
    anchorLattice(price)
    let side = leg.side.opposite
    let lot = lots.restore(
      id, side, slot: price, exitPrice: exitPrice(opened: side, entry: price), at: leg.placedAt)
    lots.enlarge(lot, leg.remaining, at: price, fee: .zero)
    setStop(of: lot, at: price)
    return lot
  }

  /// The exits of a lot lie where its legs do.
  private mutating func follow(_ leg: VenueOrder, _ lot: Int32) {
    if leg.id.purpose == .takeProfit, let limit = leg.limit { lots[lot].exitPrice = limit }
    guard leg.id.purpose == .stopLoss, let trigger = leg.trigger?.price else { return }
    lots[lot].stopPrice = trigger
    lots[lot].stopIsAtVenue = true
  }

  /// An exit may be a spacing away, so there must be one.
  private mutating func anchorLattice(_ price: Price) {
    guard lattice.anchor == nil else { return }
    agenda.rebuild = lattice.move(to: mid2 ?? 2 * price.ticks, counts: &floorCounts)
  }

  /// A lot that was not opened by a fill has the stop that one of its price would have.
  private mutating func setStop(of lot: Int32, at price: Price) {
    counters.lotsOpened += 1
    lots[lot].stopIsAtVenue = isVenueStop(lots[lot].id)
    lots[lot].stopPrice = stopPrice(opened: lots[lot].side, entry: price)
    agenda.lots.append(lot)
  }

  /// What of the position no leg covers becomes a lot of its own, so that the lots are the position.
  mutating func seedLots(into effects: inout Effects) {
    let rest = ledger.position.steps - (lots.open.buy - lots.open.sell)
    guard rest != 0 else { return }
    let side: Side = rest > 0 ? .buy : .sell
    // There may be neither an entry nor a book yet; then what the legs were taken to have cost, or what
    // was filled last.
    let opposite = lots.inOrder.first { lots[$0].side == side.opposite }
    guard
      let price = ledger.anchor.price ?? mark ?? opposite.map({ lots[$0].entry })
        ?? ledger.lastPrice
    else { return }
    if opposite != nil {
      // The legs are for more than is held.
      let fill = Fill(
        id: FillID(0), order: .foreign(0), side: side, price: price,
        quantity: Quantity(steps: abs(rest)), fee: .zero, liquidity: .taker, time: time)
      return closeLots(fill, because: .foreign, into: &effects)
    }
    anchorLattice(price)
    let exit = exitPrice(opened: side, entry: price)
    let lot = lots.add(side, slot: price, exitPrice: exit, at: time)
    lots.enlarge(lot, Quantity(steps: abs(rest)), at: price, fee: .zero)
    setStop(of: lot, at: price)
    agenda.lots.append(lot)
    note(
      LogEntry(
        .seeded, at: time, side: side, price: price, quantity: Quantity(steps: abs(rest)),
        lot: lots[lot].id))
  }

  /// After the first plan: what was adopted and is not wanted is cancelled before anything is
  /// placed, so that never more stand than the plan has. The cycle mode wants none of a ladder.
  mutating func sweepAdopted(into effects: inout Effects) {
    guard !reconciliation.standing.adopted.isEmpty else { return }
    for id in reconciliation.standing.adopted {
      guard let index = registry.index(of: id), registry[index].stamp != ladder.stamp else {
        continue
      }
      cancel(index, because: Reason(.notWanted), into: &effects)
      reconciliation.excess[registry[index].side].append(id)
    }
    reconciliation.standing.adopted = []
    trimToCap(into: &effects)
  }

  /// Whether adopted orders that the plan doesn't want still stand on a side.
  @inline(__always) func hasExcess(_ side: Side) -> Bool {
    !reconciliation.excess[side].isEmpty
      && reconciliation.excess[side].contains { registry.index(of: $0) != nil }
  }
}
