import Market
import Venue

/// What a lot's stop needs now, decided without changing anything.
struct StopDecision: Equatable, Sendable {
  enum Intent: Equatable, Sendable {
    case nothing
    /// A stop for the venue to hold.
    case rest(Quantity, limit: Price, isReduceOnly: Bool)
    /// One stop for all that is open is to be sent: the others are cancelled first.
    case clearForOne
    /// Its trigger is reached, and orders for all of it are live already.
    case reached
    /// The stop is triggered: its quantity, and the worst price.
    case trigger(Int64, worst: Price)
    /// It is triggered but too small for an order of its own: it leaves together with others.
    case triggerTogether
    /// A triggered stop that waited for one of our own orders to end is sent.
    case resume(Int64, worst: Price)
    /// A triggered stop that waited has nothing left to wait for.
    case forgetBlocked
    /// A triggered stop did not fill in time: it is cancelled, to be sent with a wider limit.
    case takeBack
    /// It is sent with a wider limit.
    case escalate(Int64, worst: Price, slippage: BasisPoints, tries: UInt8)
  }

  var intent = Intent.nothing
  /// Why nothing is sent; nil if something is, or if all is live.
  var gap: ExitGap?
  /// When to check again even if nothing happens; nil if no check is needed.
  var lookAt: Instant?
  /// The position had too little room.
  var isShort = false

  static func wait(_ gap: ExitGap?, lookAt: Instant? = nil) -> StopDecision {
    StopDecision(gap: gap, lookAt: lookAt)
  }
}

extension Lot {
  /// What its stop needs now.
  ///
  /// - Parameter setup: what the engine is set to.
  func nextStop(_ facts: StopFacts, _ setup: Setup) -> StopDecision {
    switch stop {
    case .none:
      return .wait(
        facts.hold.gap
          ?? (role.isRunner
            ? .runner : setup.hasStops && role != .overfill ? .rangeUnknown : .notSet))
    case .triggered(let stop): return stop.next(facts, setup, isPlain: stopTerms.isPlain)
    case .due(let trigger), .waiting(let trigger):
      if let gap = facts.hold.gap { return .wait(gap) }
      if stop == .due(trigger: trigger) { return triggered(at: trigger, facts, setup) }
      if facts.isReached, facts.seesMarket { return triggered(at: trigger, facts, setup) }
      if awaitsPosition {
        return .wait(stopHolder.isVenue ? .awaitsPosition : watchedGap(at: trigger, facts, setup))
      }
      return resting(at: trigger, facts, setup)
    }
  }

  /// Its trigger is reached. The part that the venue holds a stop for is left to the venue.
  private func triggered(at trigger: Price, _ facts: StopFacts, _ setup: Setup) -> StopDecision {
    let lookAt = facts.awaitsClose ? facts.soon : nil
    guard facts.sendable > 0 else {
      return StopDecision(intent: .reached, gap: .due, lookAt: lookAt)
    }
    let worst = setup.worst(setup.settings.exits.stop.slippage, past: trigger, side)
    let isUnseen = stop == .due(trigger: trigger)
    guard
      isUnseen
        || setup.closeLimit(
          side, facts.sendable, worst: worst, at: facts.best ?? Price(ticks: 1),
          isPlain: stopTerms.isPlain, facts.room) != nil
    else {
      return StopDecision(intent: .triggerTogether, gap: facts.smallGap, lookAt: facts.soon)
    }
    return StopDecision(intent: .trigger(facts.sendable, worst: worst), lookAt: lookAt)
  }

  /// Why the venue holds no stop for a part of it; nil if it holds one for all.
  private func watchedGap(at trigger: Price, _ facts: StopFacts, _ setup: Setup) -> ExitGap? {
    let rest = facts.open - facts.stops.live
    guard rest > 0 else { return nil }
    guard facts.seesMarket else { return .unseen }
    guard !facts.lacksReference else { return .markStale }
    let worst = setup.worst(setup.settings.exits.stop.slippage, past: trigger, side)
    let limit = setup.closeLimit(
      side, rest, worst: worst, at: trigger, isPlain: stopTerms.isPlain, facts.room)
    return limit == nil ? facts.smallGap : .watched
  }

  /// A stop for the part that has none, if the venue shall hold it and would take it.
  private func resting(at trigger: Price, _ facts: StopFacts, _ setup: Setup) -> StopDecision {
    guard stopHolder.isVenue else { return .wait(watchedGap(at: trigger, facts, setup)) }
    guard facts.now >= stopTerms.retryAt else {
      return .wait(facts.seesMarket ? .refused : .unseen, lookAt: stopTerms.retryAt)
    }
    let stops = facts.stops
    // If all are reduce-only, one at the right trigger is sent before the others are cancelled.
    let goesFirst = stops.isAllReduceOnly && stops.misplaced > 0
    let missing = facts.open - (goesFirst ? stops.fitting : stops.live)
    guard missing > 0 else { return .wait(nil) }
    let replaced = goesFirst ? stops.live - stops.fitting : 0
    let form = setup.exitForm(
      missing, out: facts.room.stops - replaced, isPlain: stopTerms.isPlain, facts.room)
    guard !form.quantity.isZero, let limit = setup.stopLimit(side, form.quantity, trigger) else {
      var decision = widening(at: trigger, facts, setup)
      decision.isShort = decision.isShort || form.isShort
      if decision.intent == .nothing {
        decision.gap = form.quantity.isZero ? .noRoom : watchedGap(at: trigger, facts, setup)
      }
      return decision
    }
    // A stop that is not reduce-only would fill beside the close of its lot: the engine watches
    // until the close has ended.
    guard form.isReduceOnly || closing.cause == nil || !facts.seesMarket else {
      return StopDecision(gap: .closing, isShort: form.isShort)
    }
    return StopDecision(
      intent: .rest(form.quantity, limit: limit, isReduceOnly: form.isReduceOnly),
      isShort: form.isShort)
  }

  /// The part without a stop is too small for one of its own: one for all that is open replaces the
  /// live ones. A reduce-only stop is sent before they are cancelled, any other after.
  private func widening(at trigger: Price, _ facts: StopFacts, _ setup: Setup) -> StopDecision {
    let stops = facts.stops
    guard stops.fitting > 0, stops.fitting == stops.live, stops.unanswered == 0,
      let limit = setup.stopLimit(side, open, trigger)
    else { return .wait(nil) }
    let since = min(facts.now, facts.unprotectedSince ?? facts.now)
    let due = since.advanced(byNanoseconds: Retry.nanoseconds)
    guard facts.now >= due else { return .wait(nil, lookAt: due) }
    let form = setup.exitForm(
      facts.open, out: facts.room.stops - stops.live, isPlain: stopTerms.isPlain, facts.room)
    // A stop for no more than the live ones would replace them again and again.
    guard form.quantity.steps > stops.live else {
      return StopDecision(isShort: form.isShort)
    }
    let isFirst =
      form.isReduceOnly && form.quantity == open && stops.isAllReduceOnly
      && stopHolder != .venueOneAtATime
    return StopDecision(
      intent: isFirst ? .rest(open, limit: limit, isReduceOnly: true) : .clearForOne,
      isShort: form.isShort)
  }
}

extension TriggeredStop {
  /// What a triggered stop needs now. What does not fill in time is sent with a wider limit.
  func next(_ facts: StopFacts, _ setup: Setup, isPlain: Bool) -> StopDecision {
    let gap = gap(facts, setup, isPlain: isPlain)
    let closed = facts.awaitsClose ? facts.soon : nil
    if let blocked, facts.mayTrigger {
      if facts.sendable > 0 {
        return StopDecision(intent: .resume(facts.sendable, worst: blocked), lookAt: closed)
      }
      // A close under way comes first; a part that other stops are live for needs no order.
      if facts.takingOut > 0 { return .wait(gap, lookAt: closed) }
      return StopDecision(intent: .forgetBlocked, gap: gap)
    }
    guard facts.now >= tryAt else { return .wait(gap, lookAt: tryAt) }
    guard facts.stops.live == 0 else { return StopDecision(intent: .takeBack, gap: gap) }
    guard facts.mayTrigger, let best = facts.best else { return .wait(gap) }
    guard facts.sendable > 0 else { return .wait(gap, lookAt: closed) }
    let tries = min(tries + 1, 16)
    let slippage = setup.escalated(tries)
    return StopDecision(
      intent: .escalate(
        facts.sendable, worst: setup.worst(slippage, past: best, facts.side), slippage: slippage,
        tries: tries),
      gap: gap, lookAt: closed)
  }

  /// Why a part of it has no live order.
  private func gap(_ facts: StopFacts, _ setup: Setup, isPlain: Bool) -> ExitGap {
    if let gap = facts.hold.gap { return gap }
    guard facts.seesMarket else { return .unseen }
    return !facts.isOutTogether && setup.isTooSmallToStop(facts, isPlain: isPlain)
      ? facts.smallGap : .stopFired
  }
}

extension Setup {
  /// Whether what is left of a lot whose stop was triggered is too small to be sent at all.
  func isTooSmallToStop(_ facts: StopFacts, isPlain: Bool) -> Bool {
    guard let best = facts.best else { return false }
    let worst = worst(settings.exits.stop.escalateSlippage, past: best, facts.side)
    return closeLimit(
      facts.side, facts.open, worst: worst, at: best, isPlain: isPlain, facts.room) == nil
  }
}
