import Market
import Venue

// The facts that decisions about exits depend on, as of this moment.
extension Engine {
  /// Whether lots have stops at all.
  var hasStops: Bool { setup.hasStops }

  /// Whether any lot may have a stop that the engine watches.
  var watchesStops: Bool { hasStops || settings.exits.runner.isEnabled }

  /// What holds back the exits of all lots.
  var exitHold: ExitHold {
    if switches.control.frozen.holdsExits { return .cancelAll }
    if agreement.rounds.isCatchingUp, !hasComparedAgain { return .restart }
    return switches.flattening.isRunning || switches.flattening.isTakenBack ? .flatten : .none
  }

  var exitsMayGo: Bool { exitHold == .none }

  /// How much of the position the exits of a side can close.
  @inline(__always) func exitRoom(_ side: Side) -> ExitRoom {
    let out = orders.live.exits[side]
    return ExitRoom(
      held: -side.sign * books.ledger.position.steps, takeProfits: out.takeProfits,
      stops: out.stops, others: out.reducingOthers + out.plainOthers,
      hasDetached: orders.live.detached > 0)
  }

  /// The facts that a decision about the stop of a lot depends on.
  func stopFacts(of lot: Int32) -> StopFacts {
    let side = books.lots[lot].side
    let trigger = books.lots[lot].stop.trigger
    return StopFacts(
      now: time, side: side, open: books.lots[lot].open.steps,
      stops: stopTotals(of: lot, trigger), room: exitRoom(side.opposite),
      takingOut: takingOut(of: lot), best: book[side].best, hold: exitHold,
      seesMarket: tradingBlock == nil, lacksReference: lacksStopReference,
      isReached: trigger.map { isStopReached(side.opposite, $0.ticks) } ?? false,
      isOutTogether: isOutTogether(lot), isStoppedTogether: isStoppedTogether(side),
      unprotectedSince: books.lots[lot].protection.since)
  }

  /// The totals of a lot's stops, compared with the trigger that they should have.
  func stopTotals(of lot: Int32, _ trigger: Price?) -> StopTotals {
    var totals = StopTotals()
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      if orders.live[index].purpose == .stopLoss {
        let steps = orders.live[index].remaining.steps
        totals.live += steps
        if !orders.live[index].isReduceOnly { totals.isAllReduceOnly = false }
        if !orders.live[index].isEnding {
          if orders.live[index].trigger == trigger {
            totals.fitting += steps
            if !orders.live[index].isHeld { totals.unanswered += steps }
          } else {
            totals.misplaced += steps
          }
        }
      }
      index = orders.live[index].nextLeg
    }
    return totals
  }

  /// The price at which a lot can be closed now; one tick if there is none.
  func closingBest(_ lot: Int32) -> Price { book[books.lots[lot].side].best ?? Price(ticks: 1) }

  /// The limit at which a part of a lot can be closed at once; nil if it is worth too little.
  func closeLimit(
    _ lot: Int32, _ steps: Int64, worst: Price, at best: Price, sparing: Bool = true
  ) -> Price? {
    let side = books.lots[lot].side
    return setup.closeLimit(
      side, steps, worst: worst, at: best, isPlain: books.lots[lot].stopTerms.isPlain,
      exitRoom(side.opposite), sparing: sparing)
  }

  /// Whether what is left of a lot whose stop was triggered is too small to be sent at all.
  func isTooSmallToStop(_ lot: Int32) -> Bool {
    setup.isTooSmallToStop(stopFacts(of: lot), isPlain: books.lots[lot].stopTerms.isPlain)
  }

  /// Whether the market can be seen and is at the trigger of a lot, or past it.
  func isReached(_ lot: Int32, _ trigger: Price) -> Bool {
    tradingBlock == nil && isStopReached(books.lots[lot].side.opposite, trigger.ticks)
  }

  /// How an exit may be sent; nil if it may not. One that is too small for lack of room is checked
  /// again as others end.
  mutating func exitForm(_ side: Side, _ steps: Int64, out: Int64, isPlain: Bool) -> ExitForm? {
    let form = setup.exitForm(steps, out: out, isPlain: isPlain, exitRoom(side))
    if form.isShort { noteShort() }
    return form.quantity.isZero ? nil : form
  }

  /// An exit is sent for less than it should be: it is checked again as others end, and after a
  /// while.
  mutating func noteShort() {
    exits.watch.runShort()
    timers.wake(.exits, at: time.advanced(byNanoseconds: Retry.nanoseconds))
  }

  /// The limit at which an exit that takes is worth enough for the venue; nil if there is none.
  func sendableLimit(_ form: ExitForm, worst: Price, at best: Price, for side: Side) -> Price? {
    setup.sendableLimit(
      form.quantity, worst: worst, at: best, for: side, isReduceOnly: form.isReduceOnly,
      position: books.ledger.position.size.steps)
  }

  /// Whether the price that triggers stops is at `ticks` or worse, for a stop of a side.
  @inline(__always) func isStopReached(_ side: Side, _ ticks: Int64) -> Bool {
    let doubled: Int64
    switch settings.exits.stop.reference {
    case .mark:
      if let mark = market.mark.price {
        return side == .sell ? mark.ceiling.ticks <= ticks : mark.floor.ticks >= ticks
      }
      guard let mid2 = book.mid2, !book.isCrossed else { return false }
      doubled = mid2
    case .oppositeBest:
      let best = book[best: side.opposite]
      guard best > 0, !book.isCrossed else { return false }
      doubled = 2 &* best
    case .last:
      guard let last = market.lastTrade else { return false }
      doubled = 2 &* last.price.ticks
    }
    switch side {
    case .sell: return ticks > 0 && doubled <= 2 &* ticks
    case .buy: return ticks < Int64.max / 2 && doubled >= 2 &* ticks
    }
  }

  /// Whether a live order closes the lot together with others of its side.
  @inline(__always) func isOutTogether(_ lot: Int32) -> Bool {
    guard case .out(_, let ids) = exits.sideStops[books.lots[lot].side].phase else { return false }
    return ids.contains(books.lots[lot].id)
  }

  /// Whether the parts of a side's lots that are too small are protected by being sent together.
  @inline(__always) func isStoppedTogether(_ side: Side) -> Bool {
    exits.sideStops[side].cover == .together
  }
}
