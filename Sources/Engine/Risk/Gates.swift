import Market
import Venue

// What only asks is forced inline here and in the plan: called as a function from something that
// mutates, it would be handed a copy of the whole engine.
extension Engine {
  /// Holds an open against every gate, with the position and orders of this moment. Returns the one
  /// that stops it, or nothing.
  mutating func gate(
    _ side: Side, at price: Price, _ quantity: Quantity, for purpose: Purpose,
    takes: Bool = false
  ) -> EntryHold? {
    shutGate(
      AskedOpen(side: side, price: price, quantity: quantity, purpose: purpose, takes: takes)
    ).map(EntryHold.init)
  }

  /// The gate that stops an open, if one does.
  @inline(__always) mutating func shutGate(_ open: AskedOpen) -> GateReading? {
    renewFurthest(against: open.side, open.price)
    guard let shut = firstShut(open) else { return nil }
    if shut.gate == .ownOrder { selfTrade.keepOut() }
    if shut.gate == .requestBudget { holdForBudget() }
    if shut.gate == .sendRate { timers.wake(.sendRate, at: orders.rate.opens(after: time)) }
    return shut
  }

  /// The first gate that is shut for an open, if any is.
  @inline(__always) mutating func firstShut(_ open: AskedOpen) -> GateReading? {
    var shut: GateReading?
    visitGates(for: open) { reading in
      if reading.state == .shut { shut = reading }
      return reading.state == .shut
    }
    return shut
  }

  /// Shows how each gate stands for an open at this moment, in their order, until that is enough.
  ///
  /// The switch goes in at the first case and through all the others: so none can be left out, and
  /// the decision pays for what each reading compares and no more. It changes nothing; `mutating` has
  /// the engine looked at where it is, where else all that any gate may need would be read first.
  @inline(__always) mutating func visitGates(
    for open: AskedOpen, until isEnough: (GateReading) -> Bool
  ) {
    switch Gate.market {
    case .market:
      if isEnough(marketReading) { return }
      fallthrough
    case .freeze:
      if isEnough(freezeReading) { return }
      fallthrough
    case .reconciled:
      if isEnough(reconcileReading) { return }
      fallthrough
    case .bounds:
      if isEnough(boundsReading(open)) { return }
      fallthrough
    case .lot:
      if isEnough(lotReading(open)) { return }
      fallthrough
    case .replan:
      if isEnough(replanReading(open)) { return }
      fallthrough
    case .retry:
      if isEnough(retryReading(open)) { return }
      fallthrough
    case .coalescing:
      if open.rung != nil, isEnough(coalescingReading) { return }
      fallthrough
    case .pause:
      if isEnough(pauseReading(open)) { return }
      fallthrough
    case .breaker:
      if isEnough(breakerReading) { return }
      fallthrough
    case .protected:
      if isEnough(protectedReading()) { return }
      fallthrough
    case .smallStops:
      if isEnough(smallStopsReading(open)) { return }
      fallthrough
    case .skew:
      if isEnough(skewReading(open)) { return }
      fallthrough
    case .bench:
      if isEnough(benchReading(open)) { return }
      fallthrough
    case .excess:
      if isEnough(excessReading(open)) { return }
      fallthrough
    case .completing:
      if isEnough(completingReading(open)) { return }
      fallthrough
    case .pending:
      if isEnough(pendingReading(open)) { return }
      fallthrough
    case .largest:
      if isEnough(largestReading(open)) { return }
      fallthrough
    case .minimumNotional:
      if isEnough(minimumReading(open)) { return }
      fallthrough
    case .stopMinimum:
      if isEnough(stopMinimumReading(open)) { return }
      fallthrough
    case .rests:
      if isEnough(restReading(open)) { return }
      fallthrough
    case .ownOrder:
      if isEnough(ownOrderReading(open)) { return }
      fallthrough
    case .openOrders:
      if isEnough(openOrdersReading) { return }
      fallthrough
    case .orderNotional:
      if isEnough(orderNotionalReading(open)) { return }
      fallthrough
    case .exposure:
      if isEnough(exposureReading(open)) { return }
      fallthrough
    case .budget:
      if isEnough(budgetReading(open)) { return }
      fallthrough
    case .orderSize:
      if isEnough(orderSizeReading(open)) { return }
      fallthrough
    case .sideExposure:
      if isEnough(sideExposureReading(open)) { return }
      fallthrough
    case .collar:
      if isEnough(collarReading(open)) { return }
      fallthrough
    case .dayLoss:
      if isEnough(dayLossReading) { return }
      fallthrough
    case .drawdown:
      if isEnough(drawdownReading()) { return }
      fallthrough
    case .margin:
      if isEnough(marginReading) { return }
      fallthrough
    case .carried:
      if isEnough(carriedReading(open.side)) { return }
      fallthrough
    case .sendRate:
      if isEnough(sendRateReading) { return }
      fallthrough
    case .requestBudget:
      _ = isEnough(requestBudgetReading())
    }
  }

  @inline(__always) private var freezeReading: GateReading {
    GateReading(
      .freeze, isOpen: !switches.control.isFrozen,
      switches.control.isFrozen ? switches.control.frozenBecause : Reason(.frozen))
  }

  @inline(__always) private func pauseReading(_ open: AskedOpen) -> GateReading {
    GateReading(.pause, isOpen: !switches.control.isPaused[open.side], Reason(.sidePaused))
  }

  @inline(__always) private func excessReading(_ open: AskedOpen) -> GateReading {
    GateReading(.excess, isOpen: !hasExcess(open.side), Reason(.excessFirst))
  }

  @inline(__always) private func completingReading(_ open: AskedOpen) -> GateReading {
    GateReading(
      .completing, isOpen: !attempts.completion.isUnderWay || open.purpose == .completion,
      Reason(.completing))
  }

  @inline(__always) private func largestReading(_ open: AskedOpen) -> GateReading {
    below(.largest, .notionalAboveCap, open.notional, Engine.maximumNotional)
  }

  @inline(__always) private func orderNotionalReading(_ open: AskedOpen) -> GateReading {
    return atMost(
      .orderNotional, .notionalAboveCap, open.notional, parameters.maximumOrderNotional?.units)
  }

  @inline(__always) private func pendingReading(_ open: AskedOpen) -> GateReading {
    GateReading(
      .pending, isOpen: orders.live.entryIndex(open.side, open.price) == nil, Reason(.openPending))
  }

  @inline(__always) private func minimumReading(_ open: AskedOpen) -> GateReading {
    let minimum = instrument.minimumNotional.units
    return GateReading(
      .minimumNotional, isOpen: !open.quantity.isZero && open.notional >= minimum,
      Reason(.belowMinimumNotional, value: open.notional, limit: minimum))
  }

  @inline(__always) private var openOrdersReading: GateReading {
    guard let cap = openOrdersCap else { return .unused(.openOrders, .openOrdersAboveCap) }
    // One more must fit.
    return GateReading(
      .openOrders, isOpen: orders.live.count < cap,
      Reason(.openOrdersAboveCap, value: Int64(orders.live.count), limit: Int64(cap)))
  }

  /// How many orders of ours may stand: the operator's cap, or what orders of others leave of the
  /// venue's.
  @inline(__always) var openOrdersCap: Int? {
    guard let cap = parameters.maximumOpenOrders else { return nil }
    let others = agreement.rounds.foreign.count
    guard others > 0, let venues = parameters.venueOpenOrders else { return cap }
    return min(cap, max(0, venues - others))
  }

  @inline(__always) private mutating func benchReading(_ open: AskedOpen) -> GateReading {
    guard !exits.cooldowns.isEmpty else { return .unused(.bench, .benched) }
    let reason = exits.cooldowns.reason(open.side, open.price, at: time)
    return GateReading(.bench, isOpen: reason == nil, reason ?? Reason(.benched))
  }

  @inline(__always) private var marketReading: GateReading {
    if let block = market.block { return GateReading(.market, isOpen: false, block.reason) }
    return GateReading(
      .market, isOpen: true,
      Reason(
        .bookStale, value: time.nanoseconds(since: market.lastBook),
        limit: settings.market.staleAfterNanoseconds))
  }

  /// The most one order may be worth, in units of ``Money``, whatever the settings: so much less
  /// than 64 bits hold that a full ladder of such orders can be added up at any price.
  static let maximumNotional: Int64 = 1 << 48

  @inline(__always) private func restReading(_ open: AskedOpen) -> GateReading {
    guard !open.takes else { return .unused(.rests, .wouldCross) }
    if let reason = wouldCross(open.side, open.price) {
      return GateReading(.rests, isOpen: false, reason)
    }
    return GateReading(
      .rests, isOpen: true,
      Reason(.wouldCross, value: open.price.ticks, limit: book[best: open.side.opposite]))
  }

  @inline(__always) private mutating func ownOrderReading(_ open: AskedOpen) -> GateReading {
    guard !open.takes else { return .unused(.ownOrder, .ownOrderInTheWay) }
    if let reason = ownTaker(of: open.purpose, open.side, open.price) {
      return GateReading(.ownOrder, isOpen: false, reason)
    }
    if let reason = ownResting(against: open.side, open.price, mayTake: open.takes) {
      return GateReading(.ownOrder, isOpen: false, reason)
    }
    return GateReading(.ownOrder, isOpen: true, Reason(.ownOrderInTheWay))
  }

  /// Worst case of the side: everything live on it counts, cancelling and unanswered too.
  @inline(__always) private mutating func exposureReading(_ open: AskedOpen) -> GateReading {
    guard let cap = cap(open.side) else { return .unused(.exposure, .exposureAboveCap) }
    let worst = worstCase(open.side) + open.quantity.steps
    return below(.exposure, .exposureAboveCap, worst, cap)
  }

  /// What live opens and exits have reserved: a buy quote currency with its fee, a sell the base asset where
  /// the account must have it.
  @inline(__always) private mutating func budgetReading(_ open: AskedOpen) -> GateReading {
    switch open.side {
    case .buy:
      guard let budget = parameters.quoteBudget else { return .unused(.budget, .quoteReserved) }
      let needed = costOfBuying(Money(open.price, times: open.quantity), takes: open.takes)
      let free = max(.zero, freeQuote(of: budget))
      return GateReading(
        .budget, isOpen: needed <= free,
        Reason(.quoteReserved, value: needed.rounded.units, limit: free.rounded.units))
    case .sell:
      guard settings.risk.requireBaseForShort else { return .unused(.budget, .baseReserved) }
      let free =
        parameters.baseBudget + books.ledger.position.steps - orders.live.opening.sell
        - orders.live.exits.sell.exclusive
      return GateReading(
        .budget, isOpen: open.quantity.steps <= free,
        Reason(.baseReserved, value: open.quantity.steps, limit: max(0, free)))
    }
  }
}
