import Market
import Venue

/// What a decision about one lot's take-profit depends on: plain numbers of this moment.
struct TakeProfitFacts: Sendable {
  let now: Instant
  /// Market updates seen so far.
  let updates: Int
  /// The side that opened the lot.
  let side: Side
  /// The steps of the lot that no live take-profit or other close covers.
  let uncovered: Int64
  /// The price at which it may take: its own, or further out if the taker's fee would eat the edge.
  let taking: Price
  /// The best price it could trade with, in ticks; 0 if there is none.
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
  /// An order to send.
  struct Send: Equatable, Sendable {
    let quantity: Quantity
    let price: Price
    /// It takes, up to its price; otherwise it rests.
    let takes: Bool
    let isReduceOnly: Bool
  }

  /// The leg as the decision leaves it.
  var leg: TakeProfitLeg
  var send: Send?
  /// Why nothing is sent; nil if something is, or if all is live.
  var gap: ExitGap?
  /// When to check again even if nothing happens; nil if no check is needed.
  var lookAt: Instant?
  /// Check again once an exit at this price would rest; nil if not needed.
  var restsAt: Price?
  /// Check again once an exit can take at this price; nil if not needed.
  var takesAt: Price?
  /// The position had too little room.
  var isShort = false
}

extension Lot {
  /// What its take-profit needs now, for the part that has none. A part too small for the venue
  /// waits for the lot's next fills.
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
      // What could be taken is unknown until the book is no longer crossed.
      return decision.wait(.unseen, lookAt: facts.soon)
    }
    let resting = takeProfit.price
    if takeProfit.way.takes, facts.taking != resting, !facts.crosses(facts.taking) {
      decision.leg.take(false)
      guard facts.crosses(resting) else {
        // The venue saw it cross; our book does not show that yet.
        decision.leg.terms.wait(until: facts.soon)
        return watched(decision, facts, setup)
      }
      // Resting would cross, and taking would not pay its fee: it waits until either is possible.
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

  /// It is sent, if it is worth enough and the position has room.
  private func sending(
    _ decision: TakeProfitDecision, _ facts: TakeProfitFacts, _ setup: Setup
  ) -> TakeProfitDecision {
    var decision = decision
    let takes = decision.leg.way.takes
    let price = takes ? facts.taking : takeProfit.price
    // A part that the venue would not take is not considered further.
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

  /// It waits until the book lets it rest, or until a price pays for taking.
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

  /// The venue did not take it: the engine watches its price and takes there.
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
