import Market
import Venue

/// Stops: held by the venue where it can, else watched; the legs of a lot are brought to what is
/// open of it.
///
/// | the stops of a lot are | then |
/// |---|---|
/// | for less than is open | one for the difference is placed |
/// | for less by what is too small for one | after a second, in which more may fill, one for all that is open takes their place |
/// | for more, and a whole one is too many | that one is cancelled, the oldest first |
/// | for more by a part of one, the venue amends in place | it is amended |
/// | for more by a part of one, reduce-only, and the position covers it | a smaller one is placed, and the old one cancelled once the venue holds the new: never without cover, and reduce-only never turns the position |
/// | for more by a part of one, plain, not covered, or without room for a second | it is cancelled, then placed anew: two plain ones could open a position; the engine watches meanwhile |
/// | at another trigger than wanted | as for more by a part of one; cancelled where they are too many and a new one would be too small, or was refused |
extension Engine {
  mutating func settleStops(of lot: Int32, into effects: inout Effects) {
    guard !books.lots[lot].stop.isTriggered else {
      return followFiredStop(of: lot, into: &effects)
    }
    if books.lots[lot].stop.trigger == nil, hasStops, books.lots[lot].role != .overfill {
      findStop(of: lot)
    }
    guard let trigger = books.lots[lot].stop.trigger else { return }
    let stops = stopTotals(of: lot, trigger)
    trimStops(of: lot, stops, trigger, into: &effects)
    let isDueUnseen = books.lots[lot].stop.lookedAt()
    guard exitsMayGo else { return }
    if isDueUnseen
      || isStopReached(books.lots[lot].side.opposite, trigger.ticks) && tradingBlock == nil
    {
      return fireStop(of: lot, unseen: isDueUnseen, into: &effects)
    }
    if !books.lots[lot].awaitsPosition { placeStop(of: lot, stops, trigger, into: &effects) }
    if stopTotals(of: lot, trigger).live < books.lots[lot].open.steps {
      watchStop(books.lots[lot].side.opposite, at: trigger)
    }
  }

  /// What a stop is reckoned from was not known when the lot was opened: it may be now.
  private mutating func findStop(of lot: Int32) {
    books.lots[lot].stop.move(
      to: stopPrice(
        opened: books.lots[lot].side, entry: books.lots[lot].strictEntry))
    guard books.lots[lot].stop.trigger == nil else { return }
    exits.watch.wake(at: time.advanced(byNanoseconds: Engine.retryNanoseconds))
  }

  /// What stops of a lot are out.
  private struct StopTotals {
    /// Everything that may still fill.
    var live: Int64 = 0
    /// Of that, what has the wanted trigger and is not being cancelled.
    var fitting: Int64 = 0
    /// Of the fitting, what the venue has not answered for.
    var unanswered: Int64 = 0
    /// Not being cancelled, at another trigger.
    var misplaced: Int64 = 0
    var isAllReduceOnly = true
  }

  @inline(__always) private func stopTotals(of lot: Int32, _ trigger: Price) -> StopTotals {
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

  /// Takes back what stops are out for beyond what is open.
  private mutating func trimStops(
    of lot: Int32, _ stops: StopTotals, _ trigger: Price, into effects: inout Effects
  ) {
    #if PLANTED_BUGS
      if PlantedBug.active == .stopNotShrunk { return }
    #endif
    let open = books.lots[lot].open.steps
    // A new one stands before an old one goes.
    guard stops.unanswered == 0 else { return }
    let mustReplace =
      stops.misplaced > 0
      && (!stops.isAllReduceOnly || books.lots[lot].stopHolder == .venueOneAtATime
        || stops.fitting >= open
        || isFull(lot, stops) || isTooSmallToReplace(lot, stops, trigger)
        || stops.live > open && isRefused(lot))
    var kept: Int64 = 0
    var oldestKept: Int32 = -1
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      let next = orders.live[index].nextLeg
      if orders.live[index].purpose == .stopLoss, !orders.live[index].isEnding {
        if orders.live[index].trigger != trigger {
          if mustReplace { cancel(index, because: Reason(.replaced), into: &effects) }
        } else if kept >= open {
          cancel(index, because: Reason(.replaced), into: &effects)
        } else {
          kept += orders.live[index].remaining.steps
          oldestKept = index
        }
      }
      index = next
    }
    guard kept > open, oldestKept >= 0 else { return }
    let left = Quantity(steps: orders.live[oldestKept].remaining.steps - (kept - open))
    shrinkStop(oldestKept, to: left, trigger, into: &effects)
  }

  /// Whether the position has no room for a stop beside those at the right trigger and those of
  /// other lots: where exits are never plain, one can't get more before an old one goes.
  private func isFull(_ lot: Int32, _ stops: StopTotals) -> Bool {
    guard settings.grid.direction != .neutral, parameters.capabilities.supportsReduceOnly else {
      return false
    }
    let side = books.lots[lot].side.opposite
    let out = orders.live.exits[side]
    let replaced = stops.live - stops.fitting
    let others = out.stops - replaced + out.reducingOthers + out.plainOthers
    return -side.sign * books.ledger.position.steps <= others
  }

  /// Whether the venue refused the last stop of a lot, as far as it was told of one.
  private func isRefused(_ lot: Int32) -> Bool {
    books.lots[lot].stopTerms.isRefused
  }

  /// Whether stops at another trigger are for more than is open, while what is missing at the right
  /// one, as far as the position has room for it, is less than the venue takes: no new one can come before
  /// they go.
  private func isTooSmallToReplace(_ lot: Int32, _ stops: StopTotals, _ trigger: Price) -> Bool {
    let open = books.lots[lot].open.steps
    guard stops.fitting + stops.misplaced > open else { return false }
    var missing = max(0, open - stops.fitting)
    if settings.grid.direction != .neutral, parameters.capabilities.supportsReduceOnly {
      let side = books.lots[lot].side.opposite
      let replaced = stops.live - stops.fitting
      missing = min(missing, exitRoom(side, out: orders.live.exits[side].stops - replaced))
    }
    return stopLimit(of: books.lots[lot], Quantity(steps: missing), trigger) == nil
  }

  private mutating func shrinkStop(
    _ index: Int32, to left: Quantity, _ trigger: Price, into effects: inout Effects
  ) {
    // A flatten takes the position from under reduce-only stops; they go with their lots.
    guard !orders.live[index].isAmending, exitsMayGo || !orders.live[index].isReduceOnly else {
      return
    }
    let lot = orders.live[index].lot
    if Money(orders.live[index].price, times: left) >= instrument.minimumNotional,
      parameters.capabilities.supportsAmend, settings.orders.amend,
      !parameters.capabilities.amendIsCancelReplace, !orders.live[index].stage.refusesAmends
    {
      amend(index, remaining: left, into: &effects)
    } else if let limit = stopLimit(of: books.lots[lot], left, trigger),
      orders.live[index].isReduceOnly,
      exitsMayGo, !books.lots[lot].stopTerms.isPlain,
      books.lots[lot].stopHolder != .venueOneAtATime,
      -orders.live[index].side.sign * books.ledger.position.steps >= left.steps
    {
      guard !books.lots[lot].awaitsPosition else { return }
      guard time >= books.lots[lot].stopTerms.retryAt else {
        return exits.watch.wake(at: books.lots[lot].stopTerms.retryAt)
      }
      sendStop(of: lot, left, trigger, at: limit, isReduceOnly: true, into: &effects)
    } else {
      cancel(index, because: Reason(.replaced, value: left.steps), into: &effects)
    }
  }

  /// Places a stop for what of a lot has none, if the venue shall hold it and would take it.
  private mutating func placeStop(
    of lot: Int32, _ stops: StopTotals, _ trigger: Price, into effects: inout Effects
  ) {
    guard books.lots[lot].stopHolder.isVenue else { return }
    guard time >= books.lots[lot].stopTerms.retryAt else {
      return exits.watch.wake(at: books.lots[lot].stopTerms.retryAt)
    }
    let open = books.lots[lot].open.steps
    let side = books.lots[lot].side.opposite
    // Where all are reduce-only, one at the right trigger goes out before the others are taken back.
    let goesFirst = stops.isAllReduceOnly && stops.misplaced > 0
    let missing = goesFirst ? open - stops.fitting : open - stops.live
    guard missing > 0 else { return }
    let replaced = goesFirst ? stops.live - stops.fitting : 0
    guard
      let (quantity, reduceOnly) = exitForm(
        side, missing, out: orders.live.exits[side].stops - replaced,
        isPlain: books.lots[lot].stopTerms.isPlain),
      let limit = stopLimit(of: books.lots[lot], quantity, trigger)
    else { return widenStop(of: lot, stops, trigger, into: &effects) }
    // A plain one would fill beside the close of its lot: the engine watches until that has ended.
    guard reduceOnly || books.lots[lot].closing.cause == nil || tradingBlock != nil else { return }
    sendStop(of: lot, quantity, trigger, at: limit, isReduceOnly: reduceOnly, into: &effects)
  }

  /// What has no stop is too small for one of its own: one for all that is open takes the place of those
  /// that stand. Reduce-only it comes before they go, else after.
  private mutating func widenStop(
    of lot: Int32, _ stops: StopTotals, _ trigger: Price, into effects: inout Effects
  ) {
    let (open, side) = (books.lots[lot].open, books.lots[lot].side.opposite)
    guard stops.fitting > 0, stops.fitting == stops.live, stops.unanswered == 0,
      let limit = stopLimit(of: books.lots[lot], open, trigger)
    else { return }
    let due = min(time, books.lots[lot].protection.since ?? time).advanced(
      byNanoseconds: Engine.retryNanoseconds)
    guard time >= due else { return exits.watch.wake(at: due) }
    // One that could be for no more than what stands would take its place for ever.
    guard
      let form = exitForm(
        side, open.steps, out: orders.live.exits[side].stops - stops.live,
        isPlain: books.lots[lot].stopTerms.isPlain),
      form.quantity.steps > stops.live
    else { return }
    if form.isReduceOnly, form.quantity == open, stops.isAllReduceOnly,
      books.lots[lot].stopHolder != .venueOneAtATime
    {
      sendStop(of: lot, open, trigger, at: limit, isReduceOnly: true, into: &effects)
    } else {
      cancelLegs(of: lot, because: Reason(.replaced, value: open.steps), into: &effects) {
        $0.purpose == .stopLoss && !$0.isEnding
      }
    }
  }

  private mutating func sendStop(
    of lot: Int32, _ quantity: Quantity, _ trigger: Price, at limit: Price, isReduceOnly: Bool,
    into effects: inout Effects
  ) {
    let stop = place(
      .stopLoss, books.lots[lot].side.opposite, at: limit, quantity,
      because: Reason(.stops, value: books.lots[lot].id.value, limit: trigger.ticks), lot: lot,
      timeInForce: .goodTillCancelled, isReduceOnly: isReduceOnly,
      trigger: Trigger(
        price: trigger, reference: settings.exits.stop.reference, isStop: true),
      into: &effects)
    precondition(stop != nil, "what waits for its trigger waits for nothing of ours")
  }
}
