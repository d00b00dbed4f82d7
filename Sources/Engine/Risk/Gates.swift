import Market
import Venue

// What only asks is forced inline here and in the plan: called as a function from something that
// mutates, it would be handed a copy of the whole engine.
extension Engine {
  /// Holds an open against every gate, with the position and orders of this moment. Returns what
  /// stops it, or nothing.
  mutating func gate(
    _ side: Side, at price: Price, _ quantity: Quantity, for purpose: Purpose,
    takes: Bool = false
  ) -> Reason? {
    shutGate(
      AskedOpen(side: side, price: price, quantity: quantity, purpose: purpose, takes: takes))?
      .reason
  }

  /// The gate that stops an open, if one does; a cap that is reached has its action carried out.
  @inline(__always) mutating func shutGate(_ open: AskedOpen) -> GateReading? {
    guard let shut = firstShut(open) else { return nil }
    if shut.gate == .ownOrder { selfTrade.keptOut = selfTrade.isHolding }
    reach(action(of: shut.gate))
    if shut.gate == .requestBudget { holdForBudget() }
    if shut.gate == .sendRate {
      agenda.wake(at: time.advanced(byNanoseconds: Engine.retryNanoseconds))
    }
    return shut
  }

  /// The first gate that is shut for an open, if any is.
  @inline(__always) private func firstShut(_ open: AskedOpen) -> GateReading? {
    var place: UInt8 = 0
    while let gate = Gate(rawValue: place) {
      let reading = reading(of: gate, for: open)
      if reading.state == .shut { return reading }
      place += 1
    }
    return nil
  }

  /// How a gate stands for an open at this moment.
  @inline(__always) func reading(of gate: Gate, for open: AskedOpen) -> GateReading {
    switch gate {
    case .bounds, .lot, .replan, .retry, .coalescing: rungReading(of: gate, for: open)
    case .freeze: GateReading(gate, isOpen: !control.isFrozen, control.frozenBecause)
    case .reconciled: reconcileReading
    case .excess:
      GateReading(gate, isOpen: !hasExcess(open.side), Reason(.excessFirst))
    case .pause: GateReading(gate, isOpen: !control.isPaused[open.side], Reason(.sidePaused))
    case .bench: benchReading(open)
    case .market: marketReading
    case .completing:
      GateReading(
        gate, isOpen: !attempts.isCompleting || open.purpose == .completion,
        Reason(.completing))
    case .pending:
      GateReading(
        gate, isOpen: registry.openIndex(open.side, open.price) == nil, Reason(.openPending))
    case .largest:
      below(gate, .notionalAboveCap, open.notional, Engine.maximumNotional)
    case .minimumNotional:
      GateReading(
        gate,
        isOpen: !open.quantity.isZero && open.notional >= instrument.minimumNotional.units,
        Reason(
          .belowMinimumNotional, value: open.notional, limit: instrument.minimumNotional.units))
    case .rests: open.takes ? .unused(gate, .wouldCross) : restReading(open)
    case .ownOrder: open.takes ? .unused(gate, .ownOrderInTheWay) : ownOrderReading(open)
    case .openOrders:
      if let cap = parameters.maximumOpenOrders {
        // One more must fit.
        GateReading(
          gate, isOpen: registry.count < cap,
          Reason(.openOrdersAboveCap, value: Int64(registry.count), limit: Int64(cap)))
      } else {
        .unused(gate, .openOrdersAboveCap)
      }
    case .orderNotional:
      if let cap = parameters.maximumOrderNotional {
        below(gate, .notionalAboveCap, open.notional, cap.units)
      } else {
        .unused(gate, .notionalAboveCap)
      }
    case .exposure: exposureReading(open)
    case .budget: budgetReading(open)
    case .breaker, .skew, .collar, .orderSize, .sideExposure, .dayLoss, .drawdown, .margin,
      .carried, .sendRate, .requestBudget:
      limitReading(of: gate, for: open)
    }
  }

  @inline(__always) func below(
    _ gate: Gate, _ code: Reason.Code, _ value: Int64, _ limit: Int64
  ) -> GateReading {
    GateReading(gate, isOpen: value <= limit, Reason(code, value: value, limit: limit))
  }

  @inline(__always) private func benchReading(_ open: AskedOpen) -> GateReading {
    guard !bench.isEmpty else { return .unused(.bench, .benched) }
    let reason = bench.reason(open.side, open.price, at: time)
    return GateReading(.bench, isOpen: reason == nil, reason ?? Reason(.benched))
  }

  @inline(__always) private var marketReading: GateReading {
    if let block = market.block { return GateReading(.market, isOpen: false, block) }
    return GateReading(
      .market, isOpen: true,
      Reason(
        .bookStale, value: time.nanoseconds(since: market.lastBook),
        limit: settings.market.staleAfterNanoseconds))
  }

  /// The most one order may be worth, in units of ``Money``, whatever the settings: so much less
  /// than 64 bits hold that a full ladder of such orders can be added up at any price.
  static let maximumNotional: Int64 = 1 << 48

  /// Whether a resting order there would take from the book as we see it.
  @inline(__always) func wouldCross(_ side: Side, _ price: Price) -> Reason? {
    let opposite = book[best: side.opposite]
    guard opposite > 0 else { return nil }
    let crosses = side == .buy ? price.ticks >= opposite : price.ticks <= opposite
    return crosses ? Reason(.wouldCross, value: price.ticks, limit: opposite) : nil
  }

  @inline(__always) private func restReading(_ open: AskedOpen) -> GateReading {
    if let reason = wouldCross(open.side, open.price) {
      return GateReading(.rests, isOpen: false, reason)
    }
    return GateReading(
      .rests, isOpen: true,
      Reason(.wouldCross, value: open.price.ticks, limit: book[best: open.side.opposite]))
  }

  @inline(__always) private func ownOrderReading(_ open: AskedOpen) -> GateReading {
    if let reason = ownTaker(against: open.side, open.price) {
      return GateReading(.ownOrder, isOpen: false, reason)
    }
    if let reason = ownResting(against: open.side, open.price, mayTake: open.takes) {
      return GateReading(.ownOrder, isOpen: false, reason)
    }
    return GateReading(.ownOrder, isOpen: true, Reason(.ownOrderInTheWay))
  }

  /// Worst case of the side: everything live on it counts, cancelling and unanswered too.
  @inline(__always) private func exposureReading(_ open: AskedOpen) -> GateReading {
    guard let cap = cap(open.side) else { return .unused(.exposure, .exposureAboveCap) }
    let worst = worstCase(open.side) + open.quantity.steps
    return below(.exposure, .exposureAboveCap, worst, cap)
  }

  /// How much could be held on a side, worst case: the larger of what the orders that stand could
  /// bring about (``ExitTotals/worstCase(held:)`` and every open), and what follows if each lot is
  /// closed once, whole, by whatever exits it will ever have: the position is the lots of this side
  /// less those of the other, so that is the lots of this side and its opens.
  ///
  /// A take-profit and a stop of one lot count once; that both fill is EXIT-06's business.
  @inline(__always) func worstCase(_ side: Side) -> Int64 {
    #if PLANTED_BUGS
      if PlantedBug.active == .cancellingIsGone {
        let going = registry.orders.reduce(Int64(0)) { sum, order in
          let isGone = order.id != .vacant && order.state == .cancelling && order.purpose.isOpen
          return sum + (isGone && order.side == side ? order.remaining.steps : 0)
        }
        return max(side.sign * ledger.position.steps, lots.open[side]) + registry.opening[side]
          - going
      }
    #endif
    return max(
      registry.exits[side].worstCase(held: side.sign * ledger.position.steps),
      lots.open[side]) + registry.opening[side]
  }

  /// How much may be held by opening on a side: nothing against the grid's direction.
  @inline(__always) func cap(_ side: Side) -> Int64? {
    settings.grid.direction.opens(side) ? parameters.maximumPosition : 0
  }

  /// What live opens have reserved: a buy quote currency with its fee, a sell the base asset where
  /// the account must have it.
  @inline(__always) private func budgetReading(_ open: AskedOpen) -> GateReading {
    switch open.side {
    case .buy:
      guard let budget = parameters.quoteBudget else { return .unused(.budget, .quoteReserved) }
      let needed = costOfBuying(Money(open.price, times: open.quantity))
      let free = budget + ledger.cash - ledger.fees - reservedQuote
      return below(.budget, .quoteReserved, needed.units, free.units)
    case .sell:
      guard settings.risk.requireBaseForShort else { return .unused(.budget, .baseReserved) }
      let free =
        parameters.baseBudget + ledger.position.steps - registry.opening.sell
        - registry.exits.sell.exclusive
      return GateReading(
        .budget, isOpen: open.quantity.steps <= free,
        Reason(.baseReserved, value: open.quantity.steps, limit: max(0, free)))
    }
  }

  /// Quote currency that the live buys would need, fees included.
  @inline(__always) var reservedQuote: Money { costOfBuying(registry.openNotional.buy) }

  @inline(__always) private func costOfBuying(_ notional: Money) -> Money {
    let fee = instrument.makerFee.fee(on: notional)
    return fee > .zero ? notional + fee : notional
  }

  /// What a gate that is shut asks for beside its refusal.
  @inline(__always) private func action(of gate: Gate) -> CapAction {
    switch gate {
    case .openOrders: settings.risk.maximumOpenOrdersAction
    case .orderNotional: settings.risk.maximumOrderNotionalAction
    case .exposure: settings.risk.maximumPositionAction
    case .orderSize: settings.risk.losses.maximumOrderSizeAction
    case .sideExposure: settings.risk.losses.maximumSideExposureAction
    case .bounds, .lot, .replan, .retry, .coalescing, .requestBudget, .freeze, .reconciled, .pause,
      .bench, .excess, .market,
      .completing, .pending, .largest,
      .minimumNotional, .rests, .ownOrder, .budget, .breaker, .skew, .collar, .dayLoss, .drawdown,
      .margin, .carried,
      .sendRate:
      .refuse
    }
  }

  /// A cap was reached whose action is more than a refusal.
  mutating func reach(_ action: CapAction) {
    guard action != .refuse, agenda.capAction != .flatten else { return }
    agenda.capAction = action
  }

  /// Freezes or flattens because a cap said so.
  mutating func carryOutCapAction(into effects: inout Effects) {
    let action = agenda.capAction
    agenda.capAction = .refuse
    guard !control.isFrozen else { return }
    note(LogEntry(.capReached, at: time))
    control.raise(.capReached)
    switch action {
    case .refuse: break
    case .stopOpens: freeze(because: Reason(.stoppedByCap), into: &effects)
    case .flatten: startFlatten(into: &effects)
    }
  }
}

extension Book {
  /// The best price of a side in ticks, or zero.
  subscript(best side: Side) -> Int64 { side == .buy ? bids.bestOrZero : asks.bestOrZero }
}
