import Market
import Venue

// Functions that only read are forced inline here and in the plan: a call from a mutating function
// would pass a copy of the whole engine. Readings that are rarely needed are out of line and take
// small values.
extension Engine {
  /// Checks an entry against every gate, with the position and orders of this moment. Returns the
  /// gate that stops it, or nil.
  mutating func gate(
    _ side: Side, at price: Price, _ quantity: Quantity, for purpose: Purpose,
    takes: Bool = false
  ) -> EntryHold? {
    shutGate(
      AskedOpen(side: side, price: price, quantity: quantity, purpose: purpose, takes: takes)
    ).map(EntryHold.init)
  }

  /// The gate that stops an entry, or nil.
  @inline(__always) mutating func shutGate(_ open: AskedOpen) -> GateReading? {
    renewFurthest(against: open.side, open.price)
    guard let shut = firstShut(open) else { return nil }
    if shut.gate == .ownOrder { selfTrade.keepOut() }
    if shut.gate == .requestBudget { holdForBudget() }
    if shut.gate == .sendRate { timers.wake(.sendRate, at: orders.rate.opens(after: time)) }
    return shut
  }

  /// The first gate that is shut for an entry, or nil.
  ///
  /// The switch enters at the first case and falls through all the others. No gate can be left out,
  /// and the decision pays only for what each reading compares. It changes nothing; `mutating`
  /// makes it read the engine in place, where otherwise everything that any gate may need would be
  /// read first. That is why costly gates are checked for use here as well as in their reading.
  @inline(__always) private mutating func firstShut(_ open: AskedOpen) -> GateReading? {
    switch Gate.market {
    case .market:
      if let shut = marketReading(market.block).ifShut { return shut }
      fallthrough
    case .freeze:
      if let shut = freezeReading.ifShut { return shut }
      fallthrough
    case .reconciled:
      if let shut = reconcileReading.ifShut { return shut }
      fallthrough
    case .bounds:
      if let shut = boundsReading(open).ifShut { return shut }
      fallthrough
    case .lot:
      if let shut = lotReading(open).ifShut { return shut }
      fallthrough
    case .replan:
      if let shut = replanReading(open).ifShut { return shut }
      fallthrough
    case .retry:
      if let shut = retryReading(open).ifShut { return shut }
      fallthrough
    case .coalescing:
      if open.rung != nil, let shut = coalescingReading.ifShut { return shut }
      fallthrough
    case .pause:
      if let shut = pauseReading(open).ifShut { return shut }
      fallthrough
    case .breaker:
      if let shut = breakerReading.ifShut { return shut }
      fallthrough
    case .protected:
      if books.lots.nakedCount > 0, let shut = protectedReading.ifShut { return shut }
      fallthrough
    case .smallStops:
      if let shut = smallStopsReading(open).ifShut { return shut }
      fallthrough
    case .skew:
      if let shut = skewReading(open).ifShut { return shut }
      fallthrough
    case .bench:
      if let shut = cooldownReading(open).ifShut { return shut }
      fallthrough
    case .excess:
      if let shut = excessReading(open).ifShut { return shut }
      fallthrough
    case .completing:
      if let shut = completingReading(open).ifShut { return shut }
      fallthrough
    case .pending:
      if let shut = pendingReading(open).ifShut { return shut }
      fallthrough
    case .largest:
      if let shut = largestReading(open).ifShut { return shut }
      fallthrough
    case .minimumNotional:
      if let shut = minimumReading(open).ifShut { return shut }
      fallthrough
    case .stopMinimum:
      if hasStops, let shut = stopMinimumReading(open).ifShut { return shut }
      fallthrough
    case .rests:
      if let shut = restReading(open).ifShut { return shut }
      fallthrough
    case .ownOrder:
      if let shut = ownOrderReading(open).ifShut { return shut }
      fallthrough
    case .openOrders:
      if let shut = openOrdersReading.ifShut { return shut }
      fallthrough
    case .orderNotional:
      if let shut = orderNotionalReading(open).ifShut { return shut }
      fallthrough
    case .exposure:
      if let shut = exposureReading(open).ifShut { return shut }
      fallthrough
    case .budget:
      if let shut = budgetReading(open, quoteKeptForExits()).ifShut { return shut }
      fallthrough
    case .orderSize:
      if let shut = orderSizeReading(open).ifShut { return shut }
      fallthrough
    case .sideExposure:
      if let shut = sideExposureReading(open).ifShut { return shut }
      fallthrough
    case .collar:
      if let shut = collarReading(open).ifShut { return shut }
      fallthrough
    case .dayLoss:
      if let shut = dayLossReading.ifShut { return shut }
      fallthrough
    case .drawdown:
      if drawdownCap.isSet, let shut = drawdownReading.ifShut { return shut }
      fallthrough
    case .margin:
      if let shut = marginReading.ifShut { return shut }
      fallthrough
    case .carried:
      if let shut = carriedReading(open.side).ifShut { return shut }
      fallthrough
    case .sendRate:
      if let shut = sendRateReading.ifShut { return shut }
      fallthrough
    case .requestBudget:
      if orders.budget.isTracked, let shut = orders.budget.reading(at: time).ifShut { return shut }
    }
    return nil
  }

  /// The state of one gate for an entry at this moment, for callers that only ask.
  ///
  /// - Parameter block: why the market can't be quoted on now; nil if it can.
  func reading(of gate: Gate, for open: AskedOpen, _ block: MarketBlock?) -> GateReading {
    switch gate {
    case .market: marketReading(block)
    case .freeze: freezeReading
    case .reconciled: reconcileReading
    case .bounds: boundsReading(open)
    case .lot: lotReading(open)
    case .replan: replanReading(open)
    case .retry: retryReading(open)
    case .coalescing:
      open.rung == nil ? .unused(.coalescing, .coalesced) : coalescingReading
    case .pause: pauseReading(open)
    case .breaker: breakerReading
    case .protected: protectedReading
    case .smallStops: smallStopsReading(open)
    case .skew: skewReading(open)
    case .bench: cooldownReading(open)
    case .excess: excessReading(open)
    case .completing: completingReading(open)
    case .pending: pendingReading(open)
    case .largest: largestReading(open)
    case .minimumNotional: minimumReading(open)
    case .stopMinimum: stopMinimumReading(open)
    case .rests: restReading(open)
    case .ownOrder: ownOrderReading(open)
    case .openOrders: openOrdersReading
    case .orderNotional: orderNotionalReading(open)
    case .exposure: exposureReading(open)
    case .budget: budgetReading(open, keepsQuoteForExits ? quoteForExits() : .zero)
    case .orderSize: orderSizeReading(open)
    case .sideExposure: sideExposureReading(open)
    case .collar: collarReading(open)
    case .dayLoss: dayLossReading
    case .drawdown: drawdownReading
    case .margin: marginReading
    case .carried: carriedReading(open.side)
    case .sendRate: sendRateReading
    case .requestBudget: orders.budget.reading(at: time)
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

  /// The most own orders that may be live: the operator's cap, or what other traders' orders on the
  /// account leave of the venue's limit. Nil if there is no cap.
  @inline(__always) var openOrdersCap: Int? {
    guard let cap = parameters.maximumOpenOrders else { return nil }
    let others = agreement.rounds.foreign.count
    guard others > 0, let venues = parameters.venueOpenOrders else { return cap }
    return min(cap, max(0, venues - others))
  }

  @inline(__always) private func cooldownReading(_ open: AskedOpen) -> GateReading {
    guard !exits.cooldowns.isEmpty else { return .unused(.bench, .benched) }
    let reason = exits.cooldowns.reason(open.side, open.price, at: time)
    return GateReading(.bench, isOpen: reason == nil, reason ?? Reason(.benched))
  }

  @inline(__always) private func marketReading(_ block: MarketBlock?) -> GateReading {
    if let block { return GateReading(.market, isOpen: false, block.reason) }
    return GateReading(
      .market, isOpen: true,
      Reason(
        .bookStale, value: time.nanoseconds(since: market.lastBook),
        limit: settings.market.staleAfterNanoseconds))
  }

  /// The most one order may be worth, in units of ``Money``, whatever the settings. It is so far
  /// below 64 bits that a full ladder of such orders can be summed at any price.
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

  @inline(__always) private func ownOrderReading(_ open: AskedOpen) -> GateReading {
    guard !open.takes else { return .unused(.ownOrder, .ownOrderInTheWay) }
    if let reason = ownTaker(of: open.purpose, open.side, open.price) {
      return GateReading(.ownOrder, isOpen: false, reason)
    }
    if let reason = ownResting(against: open.side, open.price, mayTake: open.takes) {
      return GateReading(.ownOrder, isOpen: false, reason)
    }
    return GateReading(.ownOrder, isOpen: true, Reason(.ownOrderInTheWay))
  }

  /// Worst case of the side: every live order counts, including those being cancelled or not
  /// answered yet.
  @inline(__always) private func exposureReading(_ open: AskedOpen) -> GateReading {
    guard let cap = cap(open.side) else { return .unused(.exposure, .exposureAboveCap) }
    let worst = worstCase(open.side) + open.quantity.steps
    return below(.exposure, .exposureAboveCap, worst, cap)
  }

  /// What live entries and exits have reserved: for a buy, quote currency with its fee; for a sell,
  /// the base asset if the account must hold it.
  @inline(__always) private func budgetReading(
    _ open: AskedOpen, _ keptForExits: ExactMoney
  ) -> GateReading {
    switch open.side {
    case .buy:
      guard let budget = parameters.quoteBudget else { return .unused(.budget, .quoteReserved) }
      let needed = costOfBuying(Money(open.price, times: open.quantity), takes: open.takes)
      let free = max(.zero, freeQuote(of: budget, keptForExits))
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
