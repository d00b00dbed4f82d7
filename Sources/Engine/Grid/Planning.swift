import Market
import Venue

extension Engine {
  /// The plan: whether the ladder must move, and what each rung that may have changed needs.
  mutating func plan(into effects: inout Effects) {
    judgeMarket()
    var isPlanned = false
    var isHeld = false
    defer {
      if !isHeld { forgetWork(isPlanned: isPlanned) }
    }
    if pullIsDue {
      market.hasPulled = true
      market.wakeAt = .distantFuture
      cancelOpens(because: market.block ?? Reason(.bookStale), into: &effects)
    }
    guard market.block == nil, let mid2 = book.mid2 else { return }
    guard !control.isFrozen else { return markRungs(control.frozenBecause) }
    guard !reconciliation.barsOpens, inquests.strangers == 0 else {
      if reconciliation.standing.awaitsPlan { showStart() }
      return markRungs(reconcileReading.reason)
    }

    guard !isCoalescing else {
      isHeld = true
      return agenda.wake(at: coalescing.until)
    }

    isPlanned = true
    if settings.entries.mode == .cycle { return planCycle(mid2: mid2, into: &effects) }
    let before = effects.requests.count
    if moveLadder(mid2: mid2) {
      buildLadder(into: &effects)
    } else if agenda.allRungs || agenda.rebuild || mayRetryCrossing || mayRetryCollar(mid2: mid2) {
      settleAll(into: &effects)
    } else if agenda.gatesMayOpen, watch.hasGatedRungs {
      settleAll(into: &effects)
    } else {
      settleSlots(into: &effects)
    }
    if effects.requests.count != before { beginCoalescing() }
  }

  /// What was to be done is done, or can't be.
  private mutating func forgetWork(isPlanned: Bool) {
    agenda.slots.removeAll(keepingCapacity: true)
    agenda.gatesMayOpen = false
    guard isPlanned else { return }
    agenda.allRungs = false
    agenda.rebuild = false
    agenda.respace = false
  }

  /// Moves the anchor and the spacings to where they belong. Returns whether the ladder must be
  /// built anew.
  @discardableResult
  mutating func moveLadder(mid2: Int64) -> Bool {
    let side = ledger.position.side
    let anchorBefore = lattice.anchor
    var changed = agenda.rebuild
    var moved = false
    if lattice.hasDrifted(mid2: mid2) || agenda.rebuild || agenda.respace {
      moved = lattice.move(to: mid2, counts: &floorCounts)
      changed = changed || moved
      if moved { ladder.rearm() }
    }
    if followSkew() { changed = true }
    guard let anchor = lattice.anchor else { return false }
    let tighten = tightening.hundredths(anchor: anchor, mid2: mid2, side: side)
    if moved || tighten != watch.tightened || (tighten > 0 && side?.opposite != watch.reducing) {
      watch.tightened = tighten
      watch.reducing = side?.opposite
      changed =
        lattice.tighten(side?.opposite, by: tighten, counts: &floorCounts) || changed
    }
    let band = tightening.band(anchor: anchor, mid2: mid2, side: side)
    let reach = lattice.recentreAt2
    watch.moveLow2 = 2 * anchor.ticks - reach
    watch.moveHigh2 = 2 * anchor.ticks + reach
    watch.low2 = max(watch.moveLow2, band.lowerBound == .min ? .min : band.lowerBound - 1)
    watch.high2 = min(watch.moveHigh2, band.upperBound == .max ? .max : band.upperBound + 1)
    watch.narrow()
    if lattice.anchor != anchorBefore {
      counters.replans += 1
      note(
        LogEntry(
          .anchored, at: time, price: anchor,
          reason: Reason(.wanted, value: lattice.spacing.base)))
      if anchorBefore == nil { noteIdleSettings(at: anchor) }
    }
    return changed
  }

  /// Whether a rung that would have crossed can rest now.
  @inline(__always) private var mayRetryCrossing: Bool {
    book.asks.bestOrZero >= watch.buyRetryAsk || book.bids.bestOrZero <= watch.sellRetryBid
  }

  /// Whether a rung that lay beyond the price collar is within it now.
  @inline(__always) private func mayRetryCollar(mid2: Int64) -> Bool {
    mid2 <= watch.collarLow2 || mid2 >= watch.collarHigh2
  }

  /// Builds the rungs of the present lattice, hands each the order that stands at its price, cancels
  /// the orders no rung wants, then settles the rungs whose order is not just what they want.
  private mutating func buildLadder(into effects: inout Effects) {
    ladder.stamp &+= 1
    for side in Side.allCases {
      buildRungs(side)
      if settings.orders.repriceTicks > 0 { adoptNearest(side) }
      cancelOrphans(side, into: &effects)
    }
    sweepAdopted(into: &effects)
    swap(&ladder.rungs, &ladder.scratch)
    forgetGates()
    // Cancels and amends go before what is placed.
    settleUnsettled(withOrder: true, into: &effects)
    settleUnsettled(withOrder: false, into: &effects)
  }

  private mutating func settleUnsettled(withOrder: Bool, into effects: inout Effects) {
    for side in Side.allCases {
      for place in 0..<ladder.unsettled[side].count {
        let rung = Int(ladder.unsettled[side][place])
        guard (ladder.rungs[side][rung].order >= 0) == withOrder else { continue }
        settle(side, rung, into: &effects)
      }
    }
  }

  private mutating func buildRungs(_ side: Side) {
    var built: [Rung] = []
    swap(&built, &ladder.scratch[side])
    defer { swap(&built, &ladder.scratch[side]) }
    built.removeAll(keepingCapacity: true)
    guard settings.grid.direction.opens(side), let anchor = lattice.anchor else { return }
    let equal =
      sizes.curve == .equal ? skew.sized(sizes.quantity(level: 1, anchor: anchor), side) : nil
    // Both ladders run from the market outwards, so the old one is walked along.
    let olds = ladder.rungs[side]
    var place = 0
    ladder.unsettled[side].removeAll(keepingCapacity: true)
    for level in 1...settings.grid.levels {
      guard let price = lattice.price(side, level: level) else { break }
      if let last = built.last, lattice.isTooNear(price, to: last.price) { continue }
      var rung = Rung(
        price: price,
        quantity: equal ?? skew.sized(sizes.quantity(level: level, anchor: anchor), side),
        level: Int32(level), reason: Reason(.wanted, value: Int64(level)))
      while place < olds.count, olds[place].price.isBetter(than: price, for: side) { place += 1 }
      let isOld = place < olds.count && olds[place].price == price
      if let index = standing(side, price, isOld ? olds[place].order : -1) {
        rung.order = index
        registry.adopt(index, slot: price, stamp: ladder.stamp)
        if isOld {
          rung.retryAt = olds[place].retryAt
          rung.refused = olds[place].refused
          rung.refusals = olds[place].refusals
        }
        if !isSettled(rung, side) { ladder.unsettled[side].append(Int32(built.count)) }
      } else {
        if isOld {
          // A gate that stays closed is logged once, not with every plan.
          if olds[place].reason.code.isGate { rung.reason = olds[place].reason }
          rung.carried = olds[place].carried
          rung.awaitsReplan = olds[place].awaitsReplan
          if ladder.hasRefusals { keepRefusal(olds[place], &rung) }
        }
        ladder.unsettled[side].append(Int32(built.count))
      }
      built.append(rung)
    }
  }

  /// The ladder order that stands at a price: mostly the old rung's own.
  @inline(__always)
  private func standing(_ side: Side, _ price: Price, _ order: Int32) -> Int32? {
    if order >= 0, registry[order].price == price { return order }
    guard let index = registry.openIndex(side, price), registry[index].purpose == .ladder else {
      return nil
    }
    return index
  }

  /// A rung that the venue refused goes on waiting when the ladder is built anew.
  private func keepRefusal(_ old: Rung, _ rung: inout Rung) {
    rung.refusals = old.refusals
    guard counters.updates < old.retryAtUpdate || time < old.retryAt else { return }
    rung.reason = old.reason
    rung.refused = old.refused
    rung.retryAtUpdate = old.retryAtUpdate
    rung.retryAt = old.retryAt
  }

  /// Rungs without an order take the nearest unwanted one within the tolerance.
  private mutating func adoptNearest(_ side: Side) {
    let tolerance = settings.orders.repriceTicks
    for old in ladder.rungs[side] where old.order >= 0 {
      keepNearest(old.order, side, within: tolerance)
    }
    // The first plan has no old rungs, but what stood before it.
    for id in reconciliation.standing.adopted {
      guard let index = registry.index(of: id), registry[index].side == side else { continue }
      keepNearest(index, side, within: tolerance)
    }
  }

  /// Gives an order that no rung wants at its price to the nearest rung without one, if that is near
  /// enough.
  private mutating func keepNearest(_ index: Int32, _ side: Side, within tolerance: Int64) {
    let order = registry[index]
    guard order.stamp != ladder.stamp, order.state != .cancelling,
      let place = nearestEmpty(side, to: order.price, within: tolerance)
    else { return }
    #if PLANTED_BUGS
      if PlantedBug.active == .nearestIsMissed {
        registry[index].stamp = ladder.stamp
        return
      }
    #endif
    ladder.scratch[side][place].order = index
    registry.adopt(index, slot: ladder.scratch[side][place].price, stamp: ladder.stamp)
  }

  /// The rung without an order that is nearest to a price, looked for from there to both sides; the one
  /// nearer to the market of two.
  private func nearestEmpty(_ side: Side, to price: Price, within tolerance: Int64) -> Int? {
    let rungs = ladder.scratch[side]
    func distance(_ place: Int) -> Int64 {
      rungs.indices.contains(place) ? abs(rungs[place].price.ticks - price.ticks) : .max
    }
    var outer = Ladder.place(among: rungs, side, price)
    var inner = outer - 1
    while min(distance(inner), distance(outer)) <= tolerance {
      if distance(inner) <= distance(outer) {
        if rungs[inner].order < 0 { return inner }
        inner -= 1
      } else {
        if rungs[outer].order < 0 { return outer }
        outer += 1
      }
    }
    return nil
  }

  private mutating func cancelOrphans(_ side: Side, into effects: inout Effects) {
    for old in ladder.rungs[side]
    where old.order >= 0 && registry[old.order].stamp != ladder.stamp {
      #if PLANTED_BUGS
        if PlantedBug.active == .orphanStays { continue }
      #endif
      cancel(old.order, because: Reason(.notWanted), into: &effects)
    }
  }

  /// Settles every rung, buys from the market down, then sells from the market up; cancels and amends
  /// go before what is placed.
  mutating func settleAll(into effects: inout Effects) {
    forgetGates()
    settleAll(withOrder: true, into: &effects)
    settleAll(withOrder: false, into: &effects)
  }

  private mutating func settleAll(withOrder: Bool, into effects: inout Effects) {
    for side in Side.allCases {
      for place in 0..<ladder.rungs[side].count
      where (ladder.rungs[side][place].order >= 0) == withOrder
        && !isSettled(ladder.rungs[side][place], side)
      {
        settle(side, place, into: &effects)
      }
    }
  }

  /// What rungs waited for is found anew as they are settled.
  private mutating func forgetGates() {
    watch.hasGatedRungs = false
    watch.buyRetryAsk = .max
    watch.sellRetryBid = .min
    watch.collarLow2 = .min
    watch.collarHigh2 = .max
  }

  /// Whether a rung's order is just what it wants: the common case, looked at for every rung.
  @inline(__always) private mutating func isSettled(_ rung: Rung, _ side: Side) -> Bool {
    rung.order >= 0 && skew.limited != side && registry[rung.order].state != .cancelling
      && registry[rung.order].quantity == rung.quantity && outgrownStop(side, rung.order) == nil
  }

  private mutating func settleSlots(into effects: inout Effects) {
    for (turn, key) in agenda.slots.enumerated() {
      // What named a slot twice was learnt before its first turn.
      if turn > 0, agenda.slots[turn - 1] == key { continue }
      let side: Side = key & 1 == 0 ? .buy : .sell
      guard let place = ladder.index(side, Price(ticks: Int64(key >> 1))) else { continue }
      settle(side, place, into: &effects)
    }
  }

  /// Brings one rung to what it should be: keeps its order, resizes it, or places one; or says why
  /// it stays empty.
  private mutating func settle(_ side: Side, _ place: Int, into effects: inout Effects) {
    guard work.mayLook(at: side, place) else {
      watch.hasGatedRungs = true
      agenda.wake(at: time.advanced(byNanoseconds: WorkBound.pauseNanoseconds))
      return noteBound(side, ladder.rungs[side][place].price)
    }
    let rung = ladder.rungs[side][place]
    if rung.order >= 0 {
      if let reason = skew.limit(side, ledger.position) ?? outgrownStop(side, rung.order) {
        cancel(rung.order, because: reason, into: &effects)
        ladder.rungs[side][place].reason = reason
      } else {
        ladder.rungs[side][place].reason = resize(rung, into: &effects)
      }
      return
    }
    if !rung.carried.isZero { return goOn(side, place, into: &effects) }
    fill(side, place, into: &effects)
  }

  /// Places the order of an empty rung, or says why it stays empty.
  private mutating func fill(_ side: Side, _ place: Int, into effects: inout Effects) {
    let rung = ladder.rungs[side][place]
    if let reason = vacancy(side, rung) {
      noteGate(reason, was: rung.reason, side, rung)
      ladder.rungs[side][place].reason = reason
      return
    }
    let reason = Reason(.wanted, value: Int64(rung.level))
    ladder.rungs[side][place].reason = reason
    let order = self.place(
      .ladder, side, at: rung.price, rung.due, because: reason, into: &effects)
    guard let order else { preconditionFailure("the gate lets no rung pass that has to wait") }
    ladder.rungs[side][place].order = order
  }

  /// An order was cancelled to be replaced and had filled in part: what goes out in its place is what
  /// the rung wants less that, and fills into the same lot. Where the lot has closed meanwhile, or
  /// holds all that is wanted, the rung is one like any other.
  private mutating func goOn(_ side: Side, _ place: Int, into effects: inout Effects) {
    let rung = ladder.rungs[side][place]
    let lot = lots.newest(side, rung.price).flatMap { lots.index(of: $0) }
    guard let lot, rung.carried < rung.quantity else {
      if lot != nil, settings.grid.rearm == .nextReplan {
        ladder.rungs[side][place].awaitsReplan = true
      }
      ladder.rungs[side][place].carried = .zero
      return fill(side, place, into: &effects)
    }
    fill(side, place, into: &effects)
    let order = ladder.rungs[side][place].order
    guard order >= 0 else { return }
    registry[order].carried = rung.carried
    ladder.rungs[side][place].carried = .zero
    guard lots[lot].opener < 0, lots[lot].closing == nil else { return }
    registry[order].lot = lot
    lots[lot].opener = order
  }

  /// Keeps an order whose size is near enough; else makes it smaller where the venue keeps its
  /// place in the queue, or replaces it.
  private mutating func resize(_ rung: Rung, into effects: inout Effects) -> Reason {
    let remaining = registry[rung.order].remaining
    let state = registry[rung.order].state
    guard state != .cancelling, state != .unknown else {
      return Reason(.openPending, value: remaining.steps)
    }
    let wanted = Quantity(
      steps: max(
        0,
        rung.quantity.steps - registry[rung.order].carried.steps
          - registry[rung.order].filled.steps))
    if registry[rung.order].isAmending || isNear(remaining, wanted) {
      return Reason(.wanted, value: Int64(rung.level))
    }
    if wanted < remaining, mayAmend, mayAmend(rung, to: wanted) {
      amend(rung.order, remaining: wanted, into: &effects)
      return Reason(.wanted, value: Int64(rung.level))
    }
    let reason = Reason(.replaced, value: remaining.steps, limit: wanted.steps)
    cancel(rung.order, because: reason, into: &effects)
    return reason
  }

  /// Whether a size is within the tolerance of the wanted one.
  @inline(__always) private func isNear(_ size: Quantity, _ wanted: Quantity) -> Bool {
    if size == wanted { return true }
    let tolerance = settings.orders.resizeTolerance.hundredths
    let off = abs(size.steps - wanted.steps).multipliedFullWidth(by: 1_000_000)
    let allowed = wanted.steps.multipliedFullWidth(by: tolerance)
    return (off.high, off.low) <= (allowed.high, allowed.low)
  }

  /// Whether an order may be made smaller where it stands: not under the venue's minimum, and not
  /// where a fill on the way could bring the side over its cap.
  private mutating func mayAmend(_ rung: Rung, to wanted: Quantity) -> Bool {
    guard !wanted.isZero, registry[rung.order].isAccepted,
      Money(registry[rung.order].price, times: wanted) >= instrument.minimumNotional
    else { return false }
    let side = registry[rung.order].side
    let whole = wanted + registry[rung.order].filled + registry[rung.order].carried
    let left = AskedOpen(side: side, price: registry[rung.order].price, quantity: whole)
    guard stopMinimumReading(left).state != .shut else { return false }
    return cap(side).map { worstCase(side) + wanted.steps <= $0 } ?? true
  }

  /// Whether a smaller size may be had by amending: the place in the queue stays, and it is no cancel
  /// and a new order inside, which could fill twice.
  @inline(__always) private var mayAmend: Bool {
    settings.orders.amend && parameters.capabilities.supportsAmend
      && parameters.capabilities.amendKeepsQueueOnDecrease
      && !parameters.capabilities.amendIsCancelReplace
  }

  /// Why an empty rung stays empty, if it does.
  private mutating func vacancy(_ side: Side, _ rung: Rung) -> Reason? {
    let asked = AskedOpen(side: side, price: rung.price, quantity: rung.due, rung: rung)
    guard let shut = shutGate(asked) else { return nil }
    if shut.gate == .retry || shut.reason.code.isGate { watch.hasGatedRungs = true }
    // Something else may have woken us before its time.
    if shut.gate == .retry, time < rung.retryAt { agenda.wake(at: rung.retryAt) }
    if shut.gate == .dayLoss || shut.gate == .drawdown { watchRecovery(from: shut.gate) }
    if shut.reason.code == .wouldCross { watchCrossing(side, rung.price) }
    if shut.gate == .collar { watchCollar(rung.price) }
    return shut.reason
  }

  /// Asks to look again once the mid is so near a price that the collar lets it pass. Where the mid
  /// falls the collar narrows with it, so that what is asked for is the earliest it may be.
  private mutating func watchCollar(_ price: Price) {
    guard let collar = settings.risk.losses.priceCollar, let mark else { return }
    if price < mark {
      watch.collarLow2 = max(watch.collarLow2, 2 * (price.ticks + collar.ticksAtMost(of: mark)) + 1)
    } else {
      let product = (price.ticks - 1).multipliedFullWidth(by: 1_000_000)
      var near = max(1, (1_000_000 + collar.hundredths).dividingFullWidth(product).quotient)
      while price.ticks - near > collar.ticksAtMost(of: Price(ticks: near)) { near += 1 }
      watch.collarHigh2 = min(watch.collarHigh2, 2 * near)
    }
    watch.narrow()
  }

  /// Asks to look again once a rung at this price would rest.
  mutating func watchCrossing(_ side: Side, _ price: Price) {
    switch side {
    case .buy: watch.buyRetryAsk = min(watch.buyRetryAsk, price.ticks + 1)
    case .sell: watch.sellRetryBid = max(watch.sellRetryBid, price.ticks - 1)
    }
  }

  /// Counts and logs a gate when it closes on a rung, not each time it is found closed.
  private mutating func noteGate(_ reason: Reason, was: Reason, _ side: Side, _ rung: Rung) {
    guard reason.code.isGate, reason.code != was.code else { return }
    counters.gated += 1
    note(
      LogEntry(
        .gated, at: time, side: side, price: rung.price, quantity: rung.quantity, reason: reason))
  }

  /// Marks every empty rung with what holds it back.
  mutating func markRungs(_ reason: Reason) {
    for side in Side.allCases {
      for place in ladder.rungs[side].indices where ladder.rungs[side][place].order < 0 {
        ladder.rungs[side][place].reason = reason
      }
    }
  }
}

extension GridSettings.Direction {
  /// Whether this direction opens on a side.
  func opens(_ side: Side) -> Bool {
    switch self {
    case .neutral: true
    case .long: side == .buy
    case .short: side == .sell
    }
  }
}

extension Reason.Code {
  /// Whether the market as such lets nothing be quoted, so that what rests is pulled at once.
  var endsQuoting: Bool {
    self == .marketEnding || self == .marketHalted || self == .marketClosed || self == .clockSkewed
      || isImpossiblePrice
  }

  /// Whether it is a gate that later events may open.
  var isGate: Bool {
    switch self {
    case .belowMinimumNotional, .sidePaused, .frozen, .wouldCross, .exposureAboveCap,
      .openOrdersAboveCap, .notionalAboveCap, .quoteReserved, .baseReserved, .openPending,
      .foreignFill, .otherInstance, .bookUnknown, .bookStale, .bookCrossed, .marketSilent,
      .priceImpossible, .valueTooLarge,
      .cancellingAll, .venueRefused, .marketEnding,
      .marketHalted, .marketClosed, .clockSkewed, .breakerTripped, .breakerProbation,
      .sideExposureAboveCap, .orderSizeAboveCap, .beyondCollar, .dayLossAboveCap,
      .drawdownAboveCap, .equityUnknown, .tickUnknown, .marginUseAboveCap, .marginUnknown,
      .marginRefused, .lotNaked,
      .stopBelowMinimum, .stopsTooSmall,
      .weightSpent, .actionsSpent, .coalesced, .sendRateAboveCap, .notSent,
      .absentAtVenue, .skewAboveLimit, .bothLegsFilled, .benched, .ownOrderInTheWay, .notReconciled,
      .disconnected, .excessFirst, .endedAtVenue, .lotsAboveCap, .tooNear,
      .tooSoon, .completing, .slippageAboveCap, .quitting:
      true
    case .wanted, .takesProfit, .manual, .flattening, .lotOpen, .awaitsReplan, .outsideBounds,
      .notWanted, .replaced, .operatorAsked, .clearedForFlatten, .stoppedByCap, .lotIsClosed,
      .stopFired, .stopEscalates, .stopsTogether, .stops, .closes, .adopted, .differsAtVenue,
      .drift, .fillsUnlisted,
      .unknownOrderStorm, .reconciled, .attempted, .repriced, .timedOut, .fallingBack,
      .nothingToComplete, .notLiveOpen, .capUnderTick, .tighteningIdle:
      false
    }
  }
}
