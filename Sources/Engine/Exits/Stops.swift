import Market
import Venue

/// Stops: held by the venue if it can, otherwise watched. The stops of a lot are brought to its
/// open size. ``Lot/nextStop(_:_:)`` decides; this carries it out.
///
/// | the stops of a lot are | then |
/// |---|---|
/// | for less than is open | one for the difference is placed |
/// | for less by a part too small for one | after a second, in which more may fill, one for all that is open replaces them |
/// | for more, and a whole one is too many | that one is cancelled, the oldest first |
/// | for more by a part of one, the venue amends in place | it is amended |
/// | for more by a part of one, reduce-only, and the position covers it | a smaller one is placed, and the old one cancelled once the venue holds the new: never without cover, and reduce-only never turns the position |
/// | for more by a part of one, not reduce-only, not covered, or without room for a second | it is cancelled, then placed again: two could open a position; the engine watches meanwhile |
/// | at another trigger than wanted | as for more by a part of one; cancelled where they are too many and a new one would be too small, or was refused |
extension Engine {
  mutating func settleStops(of lot: Int32, into effects: inout Effects) {
    if books.lots[lot].stop == .none, hasStops, books.lots[lot].role != .overfill {
      findStop(of: lot)
    }
    guard let trigger = books.lots[lot].stop.trigger, !books.lots[lot].stop.isTriggered else {
      return followTriggeredStop(of: lot, into: &effects)
    }
    let facts = stopFacts(of: lot)
    trimStops(of: lot, facts, trigger, into: &effects)
    let decision = books.lots[lot].nextStop(facts, setup)
    books.lots[lot].stopLookedAt()
    carryOut(decision, of: lot, into: &effects)
    switch decision.intent {
    case .reached, .trigger, .triggerTogether: return
    case .nothing, .rest, .clearForOne, .resume, .forgetBlocked, .takeBack, .escalate: break
    }
    if facts.hold == .none, stopTotals(of: lot, trigger).live < books.lots[lot].open.steps {
      watchStop(books.lots[lot].side.opposite, at: trigger)
    }
  }

  /// What a stop is calculated from was not known when the lot was opened: it may be now.
  private mutating func findStop(of lot: Int32) {
    books.lots[lot].moveStop(
      to: stopPrice(opened: books.lots[lot].side, entry: books.lots[lot].strictEntry))
    guard books.lots[lot].stop == .none else { return }
    timers.wake(.exits, at: time.advanced(byNanoseconds: Retry.nanoseconds))
  }

  /// Cancels or shrinks the stops that are live for more than is open.
  private mutating func trimStops(
    of lot: Int32, _ facts: StopFacts, _ trigger: Price, into effects: inout Effects
  ) {
    // A new one is live before an old one is cancelled.
    guard facts.stops.unanswered == 0 else { return }
    let mustReplace = books.lots[lot].mustReplaceStops(trigger, facts, setup)
    var kept: Int64 = 0
    var oldestKept: Int32 = -1
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      let next = orders.live[index].nextLeg
      if orders.live[index].purpose == .stopLoss, !orders.live[index].isEnding {
        if orders.live[index].trigger != trigger {
          if mustReplace { cancel(index, because: Reason(.replaced), into: &effects) }
        } else if kept >= facts.open {
          cancel(index, because: Reason(.replaced), into: &effects)
        } else {
          kept += orders.live[index].remaining.steps
          oldestKept = index
        }
      }
      index = next
    }
    guard kept > facts.open, oldestKept >= 0 else { return }
    let left = Quantity(steps: orders.live[oldestKept].remaining.steps - (kept - facts.open))
    shrinkStop(oldestKept, to: left, trigger, facts, into: &effects)
  }

  private mutating func shrinkStop(
    _ index: Int32, to left: Quantity, _ trigger: Price, _ facts: StopFacts,
    into effects: inout Effects
  ) {
    let lot = orders.live[index].lot
    switch books.lots[lot].shrink(orders.live[index], to: left, trigger, facts, setup) {
    case .keep: break
    case .cancel: cancel(index, because: Reason(.replaced, value: left.steps), into: &effects)
    case .amend: amend(index, remaining: left, into: &effects)
    case .replace(let limit):
      sendStop(of: lot, left, trigger, at: limit, isReduceOnly: true, into: &effects)
    case .wait(let moment): timers.wake(.exits, at: moment)
    }
  }

  /// Carries out what was decided about a lot's stop.
  mutating func carryOut(
    _ decision: StopDecision, of lot: Int32, into effects: inout Effects
  ) {
    if decision.isShort { noteShort() }
    if let moment = decision.lookAt { timers.wake(.exits, at: moment) }
    let trigger = books.lots[lot].stop.trigger
    switch decision.intent {
    case .nothing, .reached: break
    case .rest(let quantity, let limit, let isReduceOnly):
      guard let trigger else { return }
      sendStop(of: lot, quantity, trigger, at: limit, isReduceOnly: isReduceOnly, into: &effects)
    case .clearForOne:
      let open = books.lots[lot].open.steps
      cancelLegs(of: lot, because: Reason(.replaced, value: open), into: &effects) {
        $0.purpose == .stopLoss && !$0.isEnding
      }
    case .triggerTogether: exits.sideStops[books.lots[lot].side].wantLook()
    case .trigger(let steps, let worst):
      noteTriggered(lot)
      clearForStop(lot, into: &effects)
      sendTriggered(lot, steps, worst: worst, into: &effects)
    case .resume(let steps, let worst):
      books.lots[lot].on(.freed)
      sendTriggered(lot, steps, worst: worst, into: &effects)
    case .forgetBlocked:
      books.lots[lot].on(.freed)
      followTriggeredStop(of: lot, into: &effects)
    case .takeBack:
      cancelLegs(of: lot, because: Reason(.stopEscalates), into: &effects) {
        $0.purpose == .stopLoss
      }
    case .escalate(let steps, let worst, let slippage, let tries):
      escalate(lot, steps, worst: worst, slippage, tries, into: &effects)
    }
  }

  private mutating func sendStop(
    of lot: Int32, _ quantity: Quantity, _ trigger: Price, at limit: Price, isReduceOnly: Bool,
    into effects: inout Effects
  ) {
    placeStop(
      of: lot, books.lots[lot].side.opposite, at: limit, quantity,
      because: Reason(.stops, value: books.lots[lot].id.value, limit: trigger.ticks),
      isReduceOnly: isReduceOnly,
      trigger: Trigger(
        price: trigger, reference: settings.exits.stop.reference, isStop: true),
      into: &effects)
  }

  /// Takes the next step with a triggered stop.
  mutating func followTriggeredStop(of lot: Int32, into effects: inout Effects) {
    guard books.lots[lot].stop.isTriggered else { return }
    clearForStop(lot, into: &effects)
    carryOut(books.lots[lot].nextStop(stopFacts(of: lot), setup), of: lot, into: &effects)
  }
}
