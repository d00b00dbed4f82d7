import Market
import Venue

/// What a decision about one lot's take-profit goes by: plain numbers of this moment.
struct TakeProfitFacts: Sendable {
  let now: Instant
  /// Market updates seen so far.
  let updates: Int
  /// The side that opened the lot.
  let side: Side
  /// What of the lot no take-profit or other close is out for.
  let uncovered: Int64
  /// The price at which it may take: its own, or further out where the taker's fee would eat the edge.
  let taking: Price
  /// The best price it could trade with, in ticks; zero where there is none.
  let opposite: Int64
  let isBookCrossed: Bool
  /// The market can be seen and trades.
  let seesMarket: Bool
  let hold: ExitHold
  let room: ExitRoom

  /// Whether an exit at a price would take from the book.
  func crosses(_ price: Price) -> Bool {
    opposite > 0 && side.opposite.reaches(opposite, from: price.ticks)
  }

  /// A moment later.
  var soon: Instant { now.advanced(byNanoseconds: Retry.nanoseconds) }
}

/// What a lot's take-profit needs now, decided without changing anything.
struct TakeProfitDecision: Equatable, Sendable {
  /// One that goes out.
  struct Send: Equatable, Sendable {
    let quantity: Quantity
    let price: Price
    /// It takes, up to its price; else it rests.
    let takes: Bool
    let isReduceOnly: Bool
  }

  /// The leg as the decision leaves it.
  var leg: TakeProfitLeg
  var send: Send?
  /// Why nothing goes out; nothing where it does, or all is out.
  var gap: ExitGap?
  /// When to look again though nothing happens.
  var lookAt: Instant?
  /// Look again once an exit there would rest.
  var restsAt: Price?
  /// Look again once the market can be taken there.
  var takesAt: Price?
  /// The position had too little room.
  var isShort = false
}

extension Lot {
  /// What its take-profit needs now, for what of it has none. What is too small for the venue waits for the
  /// lot's next fills.
  func nextTakeProfit(_ facts: TakeProfitFacts, _ setup: Setup) -> TakeProfitDecision {
    var decision = TakeProfitDecision(leg: takeProfit)
    guard !stop.isTriggered else { return decision.wait(.stopFired) }
    if let gap = facts.hold.gap { return decision.wait(gap) }
    guard !awaitsPosition else { return decision.wait(.awaitsPosition) }
    guard closing.cause == nil else { return decision.wait(facts.seesMarket ? .closing : .unseen) }
    switch role {
    case .overfill: return decision.wait(.excess)
    case .runner: return decision.wait(.runner)
    case .ordinary, .dust: break
    }
    guard facts.uncovered > 0 else { return decision }
    if facts.now < takeProfit.terms.retryAt { return watched(decision, facts, setup) }
    if takeProfit.way != .rests, facts.isBookCrossed {
      // What could be taken is not known before the book is sound again.
      return decision.wait(.unseen, lookAt: facts.soon)
    }
    let resting = takeProfit.price
    if takeProfit.way.takes, facts.taking != resting, !facts.crosses(facts.taking) {
      decision.leg.take(false)
      guard facts.crosses(resting) else {
        // The venue saw it cross, and we don't yet.
        decision.leg.terms.wait(until: facts.soon)
        return watched(decision, facts, setup)
      }
      // Resting would cross, and taking would not pay its fee: it waits for either.
      decision.leg.wait(until: facts.updates + 1)
    }
    if let update = decision.leg.way.waitsUntil,
      facts.updates < update || facts.crosses(resting)
    {
      let mayTake =
        setup.settings.exits.whenCrossing == .take && facts.seesMarket
        && facts.crosses(facts.taking) && facts.now >= takeProfit.takeNotBefore
      guard mayTake else { return waiting(decision, facts, setup) }
      decision.leg.take(true)
    }
    return sending(decision, facts, setup)
  }

  /// It goes out, where it is worth enough and the position has room.
  private func sending(
    _ decision: TakeProfitDecision, _ facts: TakeProfitFacts, _ setup: Setup
  ) -> TakeProfitDecision {
    var decision = decision
    let takes = decision.leg.way.takes
    let price = takes ? facts.taking : takeProfit.price
    // What the venue would not take is not asked about further.
    let isWorthIt =
      Money(price, times: Quantity(steps: facts.uncovered)) >= setup.instrument.minimumNotional
    guard isWorthIt || facts.uncovered >= facts.room.position else {
      return decision.wait(.tooSmall)
    }
    guard let send = formed(&decision, price, takes: takes, facts, setup) else { return decision }
    decision.leg.goOut()
    decision.send = send
    return decision
  }

  private func formed(
    _ decision: inout TakeProfitDecision, _ price: Price, takes: Bool, _ facts: TakeProfitFacts,
    _ setup: Setup
  ) -> TakeProfitDecision.Send? {
    let form = setup.exitForm(
      facts.uncovered, out: facts.room.takeProfits, isPlain: takeProfit.terms.isPlain, facts.room)
    decision.isShort = form.isShort
    guard
      setup.isWorthSending(
        form.quantity, at: price, isReduceOnly: form.isReduceOnly, position: facts.room.position)
    else {
      decision.gap = form.quantity.isZero ? .noRoom : .tooSmall
      return nil
    }
    return .init(
      quantity: form.quantity, price: price, takes: takes, isReduceOnly: form.isReduceOnly)
  }

  /// It waits for the book to let it rest, or for a price that pays for taking.
  private func waiting(
    _ decision: TakeProfitDecision, _ facts: TakeProfitFacts, _ setup: Setup
  ) -> TakeProfitDecision {
    var decision = decision.wait(.waitsToRest)
    decision.restsAt = takeProfit.price
    guard setup.settings.exits.whenCrossing == .take else { return decision }
    if facts.crosses(facts.taking) {
      decision.lookAt = max(takeProfit.takeNotBefore, facts.soon)
    } else {
      decision.takesAt = facts.taking
    }
    return decision
  }

  /// The venue would not have it: the engine watches its price and takes there.
  private func watched(
    _ decision: TakeProfitDecision, _ facts: TakeProfitFacts, _ setup: Setup
  ) -> TakeProfitDecision {
    var decision = decision.wait(.refused, lookAt: decision.leg.terms.retryAt)
    guard facts.crosses(facts.taking) else {
      decision.takesAt = facts.taking
      return decision
    }
    guard facts.seesMarket, takeProfit.takeNotBefore <= facts.now else {
      decision.lookAt = min(decision.leg.terms.retryAt, facts.soon)
      if !facts.seesMarket { decision.gap = .unseen }
      return decision
    }
    guard let send = formed(&decision, facts.taking, takes: true, facts, setup) else {
      return decision
    }
    decision.leg.goOutWatched()
    decision.gap = nil
    decision.send = send
    return decision
  }
}

extension TakeProfitDecision {
  fileprivate func wait(_ gap: ExitGap, lookAt: Instant? = nil) -> TakeProfitDecision {
    var decision = self
    (decision.gap, decision.lookAt) = (gap, lookAt)
    return decision
  }
}
