import Market
import Venue

/// What one filled entry became: a quantity held from a slot, with exits of its own.
struct Lot: Sendable, Codable {
  let id: PositionID
  /// The side that opened it.
  let side: Side
  /// The slot of the rung that opened it.
  let slot: Price
  let openedAt: Instant
  private(set) var account = LotAccount()
  private(set) var stop = StopLeg.none
  var stopTerms = LegTerms()
  private(set) var stopHolder = StopHolder.engine
  var takeProfit: TakeProfitLeg
  private(set) var closing = Closing.none()
  private(set) var role = LotRole.ordinary
  private(set) var protection = Protection.covered
  var age = LotAge()
  /// The venue found less to reduce than a leg's size: nothing is sent until it reports the
  /// position.
  private(set) var awaitsPosition = false
  /// How often the venue found nothing to reduce.
  private(set) var doubts: UInt8 = 0
  /// It occupies its slot.
  private(set) var holdsSlot = true
  /// The venue accepted its exits, for all that it held at the time.
  private(set) var hasExit = false
  /// An attempt of the cycle mode opened it.
  private(set) var isOfCycle = false
  private(set) var isLive = true
  /// Index of the entry order whose fills enlarge it; negative once that has ended.
  private(set) var opener: Int32 = -1
  /// Its newest live leg; from there ``Order/nextLeg`` leads to the others.
  private(set) var newestLeg: Int32 = -1
}

extension Lot {
  var open: Quantity { account.open }

  /// Average entry, rounded against the lot: up for a long one, down for a short one.
  var strictEntry: Price {
    account.cost.average(over: open, side == .buy ? .up : .down)
  }

  /// Average entry, to the nearest tick.
  var entry: Price { account.cost.average(over: open, .nearest) }
}

// Changes. The values that the book of lots counts by change only through the book.
extension Lot {
  /// A fill of its entry enlarges it.
  mutating func enlarge(_ quantity: Quantity, at price: Price, fee: ExactMoney, took: Bool) {
    account.enlarge(quantity, at: price, fee: fee, took: took)
  }

  /// A part of it is closed. Returns the profit before fees.
  mutating func close(_ quantity: Quantity, at price: Price, fee: ExactMoney) -> ExactMoney {
    account.close(quantity, opened: side, at: price, fee: fee)
  }

  mutating func fund(_ payment: ExactMoney) { account.fund(payment) }

  /// Takes over all that another lot of its side holds and has made.
  mutating func absorb(_ other: inout Lot) { account.absorb(&other.account) }

  /// Sets whether a part of it has no exit that the venue accepted, or has one no longer.
  mutating func awaitExit(_ awaits: Bool) { hasExit = !awaits }

  mutating func releaseSlot() { holdsSlot = false }
  mutating func take(_ role: LotRole) { self.role = role }
  mutating func protect(_ protection: Protection) { self.protection = protection }
  mutating func end() { isLive = false }

  // Its entry and its legs.

  /// An order fills into it from now on.
  mutating func opens(with order: Int32) { opener = order }
  mutating func openerEnded() { opener = -1 }
  mutating func joinCycle() { isOfCycle = true }

  /// Sets the first of its list of live legs; a negative index means none.
  mutating func beginLegs(with order: Int32) { newestLeg = order }

  /// Its average entry or its cost changed: its take-profit moves, so whether the market left it
  /// behind is determined again.
  mutating func entryMoved(takeProfit price: Price) {
    takeProfit.move(to: price)
    age.takeProfitMoved()
  }

  // Its stop.

  mutating func moveStop(to trigger: Price?) { stop.move(to: trigger) }

  /// Adopts a stop that is live at the venue.
  mutating func adoptStop(at trigger: Price) {
    stop.move(to: trigger)
    stopHolder.becomeVenue()
  }

  mutating func venueHoldsStop() { stopHolder.becomeVenue() }

  /// The venue has no room for a second one.
  mutating func venueHadNoRoom() { stopHolder.hadNoRoom() }

  mutating func stopLookedAt() { stop.lookedAt() }

  /// The venue refused to hold a stop because its trigger is reached, and we can't see the market.
  /// Returns whether it is this lot's own trigger.
  mutating func stopReachedUnseen(at trigger: Price) -> Bool { stop.reachedUnseen(at: trigger) }

  /// Its trigger was reached: no other exit closes it. Returns whether that is news.
  mutating func trigger(at now: Instant, againAt: Instant) -> Bool {
    guard stop.trigger(at: now, againAt: againAt) else { return false }
    closing.end()
    return true
  }

  /// Records what became of sending a triggered stop.
  mutating func on(_ news: TriggeredStop.News) { stop.on(news) }

  // What the venue said of its legs.

  /// Whether it is news that a leg did not become live: the same trouble is reported once, until
  /// one of its kind is live.
  mutating func isNews(_ trouble: LegTerms.Trouble, of leg: Purpose) -> Bool {
    leg == .stopLoss ? stopTerms.isNews(trouble) : takeProfit.terms.isNews(trouble)
  }

  /// The venue refused a leg. Returns when it may be sent again.
  mutating func legRefused(_ leg: Purpose, _ error: ErrorClass, at now: Instant) -> Instant {
    switch leg {
    case .stopLoss:
      stopTerms.refused(error, at: now)
      return stopTerms.retryAt
    case .close:
      let retryAt = now.advanced(byNanoseconds: error.exitWait(after: 0))
      closing.wait(until: retryAt)
      return retryAt
    case .takeProfit, .ladder, .manual, .flatten, .attempt, .completion, .sideStop:
      takeProfit.terms.refused(error, at: now)
      return takeProfit.terms.retryAt
    }
  }

  /// A leg never became live.
  mutating func legUnplaced(_ leg: Purpose, until retryAt: Instant) {
    if leg == .stopLoss {
      stopTerms.unplaced(until: retryAt)
    } else {
      takeProfit.terms.unplaced(until: retryAt)
    }
  }

  /// The venue holds a leg: its earlier refusals are forgotten.
  mutating func legAccepted(_ leg: Purpose) {
    switch leg {
    case .stopLoss:
      stopTerms.accepted()
      stopHolder.hadRoom()
    case .takeProfit: takeProfit.terms.accepted()
    case .close: takeProfit.terms.forgetTrouble()
    case .ladder, .manual, .flatten, .attempt, .completion, .sideStop: break
    }
  }

  /// The venue found nothing to reduce.
  mutating func doubt() { doubts = min(doubts + 1, 16) }

  /// The venue found nothing to reduce although the position agrees: the next legs are not
  /// reduce-only.
  mutating func becomePlain() {
    stopTerms.becomePlain()
    takeProfit.terms.becomePlain()
  }

  /// Nothing is sent until the venue reports the position.
  mutating func awaitPosition() { awaitsPosition = true }
  mutating func positionConfirmed() { awaitsPosition = false }

  // Its close at the market.

  /// Returns false if it is being closed already, or its stop was triggered.
  mutating func beginClosing(_ cause: CloseCause, at now: Instant) -> Bool {
    guard !stop.isTriggered else { return false }
    return closing.begin(cause, at: now)
  }

  /// An order is sent for it. The next one is sent at `moment` at the earliest.
  mutating func tryClosing(again moment: Instant) { closing.tried(again: moment) }

  /// The order could not be sent yet, because one of our own orders was in its way.
  mutating func closingHeldUp(at now: Instant) { closing.untried(at: now) }

  /// It was given up, or the take-profit was moved instead: the policy starts no close before
  /// `moment`.
  mutating func endClosing(notBefore moment: Instant) { closing.end(notBefore: moment) }
}
