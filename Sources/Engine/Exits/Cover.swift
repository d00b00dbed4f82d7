import Market
import Venue

extension Engine {
  /// Asks to look again once an exit at this price would rest.
  mutating func watchExit(_ side: Side, _ price: Price) {
    grid.watch.exitRetry.watch(pushedBy: side, to: price.ticks + side.sign)
    grid.watch.exits.watch(grid.watch.exitRetry)
  }

  /// Puts the lots on the agenda whose exits waited for the book to let them rest.
  private mutating func wakeWaitingExits() {
    guard
      counters.updates >= grid.watch.exitRetryUpdate,
      grid.watch.exitRetry.isReached(fall: book.bids.bestOrZero, rise: book.asks.bestOrZero)
    else { return }
    grid.watch.exitRetry = .never
    renewExitBounds()
    for index in books.lots.inOrder where books.lots[index].takeProfit.way.waitsUntil != nil {
      agenda.lots.append(index)
    }
  }

  /// Brings the legs of the lots on the agenda to what they should be.
  mutating func coverLots(into effects: inout Effects) {
    wakeWaitingExits()
    wakeLots()
    askPosition(into: &effects)
    guard !agenda.lots.isEmpty else { return }
    defer { agenda.lots.finish() }
    // What is settled or joined may put others there, or itself again: who protects it is judged by how
    // it was left.
    repeat {
      settleLots(into: &effects)
      if exits.sideStops.buy.mustLook || exits.sideStops.sell.mustLook {
        stopTogether(into: &effects)
        continue
      }
      guard let index = agenda.lots.nextToJudge() else { return }
      guard books.lots[index].isLive else { continue }
      judgeCoverage(of: index)
      poolDust(index)
    } while true
  }

  /// Settles the lots on the agenda and those that this puts there; one that had all its looks waits
  /// for a later input.
  private mutating func settleLots(into effects: inout Effects) {
    agenda.lots.expand(books.lots.inOrder)
    while let index = agenda.lots.nextToSettle() {
      guard books.lots[index].isLive else { continue }
      guard work.mayLook(atLot: index) else {
        noteBound(lot: books.lots[index].id, books.lots[index].side, books.lots[index].slot)
        agenda.lots.leave(index)
        continue
      }
      settle(index, into: &effects)
      #if PLANTED_BUGS
        if PlantedBug.active == .looksWithoutEnd { agenda.lots.append(index) }
      #endif
      agenda.lots.expand(books.lots.inOrder)
    }
  }

  /// Something was looked at as often as one input may cause: it goes on a moment later.
  mutating func noteBound(lot: PositionID? = nil, _ side: Side, _ price: Price) {
    exits.watch.wake(at: time.advanced(byNanoseconds: WorkBound.pauseNanoseconds))
    counters.bounded += 1
    note(LogEntry(.workBounded, at: time, side: side, price: price, lot: lot))
  }

  /// Brings one lot's legs to what is open of it: the stop first.
  private mutating func settle(_ index: Int32, into effects: inout Effects) {
    judgeTime(of: index)
    settleRunner(index)
    settleStops(of: index, into: &effects)
    if watchesStops { noteSmallStop(of: index) }
    trimTakeProfits(of: index, into: &effects)
    if !books.lots[index].stop.isTriggered, exitsMayGo, !books.lots[index].awaitsPosition {
      if let cause = books.lots[index].closing.cause {
        settleClosing(of: index, cause, into: &effects)
      } else if books.lots[index].role != .overfill, !books.lots[index].role.isRunner {
        placeTakeProfit(of: index, into: &effects)
      }
    }
  }

  /// While a flatten closes lots by itself, an exit could close them a second time.
  @inline(__always) var exitsMayGo: Bool {
    !switches.control.legsAreHeld && !switches.flattening.isRunning
      && !switches.flattening.isSliceLive
  }

  /// Takes back what the take-profits are out for beyond what is open: whole ones first, the newest
  /// before the older, which stand further ahead in their queues; then a part of one. One that rests
  /// at a price which is no longer right goes whole.
  private mutating func trimTakeProfits(of lot: Int32, into effects: inout Effects) {
    let open = books.lots[lot].open.steps
    var total = legTotals(of: lot).takeProfit
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      let next = orders.live[index].nextLeg
      if orders.live[index].purpose == .takeProfit {
        let isMisplaced =
          orders.live[index].isPostOnly
          && orders.live[index].price != books.lots[lot].takeProfit.price
        if isMisplaced {
          shrinkLeg(index, to: .zero, into: &effects)
        } else if total > open {
          let left = max(0, orders.live[index].remaining.steps - (total - open))
          total -= orders.live[index].remaining.steps - left
          shrinkLeg(index, to: Quantity(steps: left), into: &effects)
        }
      }
      index = next
    }
  }

  /// Makes a leg smaller: by an amend where the venue takes one as a change and not as a new order,
  /// else by a cancel; what is then missing is placed once the venue has confirmed it.
  private mutating func shrinkLeg(
    _ index: Int32, to left: Quantity, into effects: inout Effects
  ) {
    guard !orders.live[index].isEnding, !orders.live[index].isAmending,
      !orders.live[index].remaining.isZero
    else { return }
    let isWorth = Money(orders.live[index].price, times: left) >= instrument.minimumNotional
    if !left.isZero, isWorth, orders.live[index].isAccepted, parameters.capabilities.supportsAmend,
      !parameters.capabilities.amendIsCancelReplace, settings.orders.amend,
      !orders.live[index].stage.refusesAmends
    {
      amend(index, remaining: left, into: &effects)
    } else {
      cancel(index, because: Reason(.replaced, value: left.steps), into: &effects)
    }
  }

  /// Places a take-profit for what of a lot has none, if the venue would take one that small; else
  /// the quantity waits for the lot's next fills.
  private mutating func placeTakeProfit(of index: Int32, into effects: inout Effects) {
    let steps = uncovered(index).steps
    guard steps > 0 else { return }
    #if PLANTED_BUGS
      if PlantedBug.active == .coverStaysShort, books.lots[index].newestLeg >= 0 { return }
    #endif
    let side = books.lots[index].side.opposite
    if time < books.lots[index].takeProfit.terms.retryAt {
      return watchTakeProfit(of: index, steps, into: &effects)
    }
    if books.lots[index].takeProfit.way != .rests, book.isCrossed {
      // What could be taken is not known before the book is sound again.
      return exits.watch.wake(at: time.advanced(byNanoseconds: Engine.retryNanoseconds))
    }
    let resting = books.lots[index].takeProfit.price
    let taking = exitRule.taking(books.lots[index])
    if books.lots[index].takeProfit.way.takes, taking != resting, wouldCross(side, taking) == nil {
      books.lots[index].takeProfit.way = books.lots[index].takeProfit.way.taking(false)
      guard wouldCross(side, resting) != nil else {
        // The venue saw it cross, and we don't yet.
        books.lots[index].takeProfit.terms.wait(
          until: time.advanced(byNanoseconds: Engine.retryNanoseconds))
        return watchTakeProfit(of: index, steps, into: &effects)
      }
      // Resting would cross, and taking would not pay its fee: it waits for either.
      letExitWait(index)
    }
    if mustWait(index) {
      guard mayTakeWaiting(index, taking) else { return watchWaiting(index, taking) }
      books.lots[index].takeProfit.way = books.lots[index].takeProfit.way.taking(true)
    }
    let takes = books.lots[index].takeProfit.way.takes
    let price = takes ? taking : resting
    // What the venue would not take is not asked about further.
    guard
      Money(price, times: Quantity(steps: steps)) >= instrument.minimumNotional
        || steps >= books.ledger.position.size.steps,
      let (quantity, reduceOnly) = exitForm(
        side, steps, out: orders.live.exits[side].takeProfits,
        isPlain: books.lots[index].takeProfit.terms.isPlain),
      isWorthSending(quantity, at: price, isReduceOnly: reduceOnly)
    else { return }
    books.lots[index].takeProfit.way = .rests
    sendTakeProfit(of: index, quantity, price, takes: takes, reduceOnly, into: &effects)
  }

  /// A take-profit waits for the book to let it rest, and for the market to say anything new: the venue
  /// would do the same again with what it was sent on.
  mutating func letExitWait(_ lot: Int32) {
    books.lots[lot].takeProfit.way = books.lots[lot].takeProfit.way.waiting(
      until: counters.updates + 1)
    grid.watch.exitRetryUpdate = counters.updates + 1
  }

  /// Whether a take-profit that waits may not rest yet.
  @inline(__always) func mustWait(_ lot: Int32) -> Bool {
    guard let update = books.lots[lot].takeProfit.way.waitsUntil else { return false }
    return counters.updates < update
      || wouldCross(books.lots[lot].side.opposite, books.lots[lot].takeProfit.price) != nil
  }

  /// Whether a take-profit that waits for the book to let it rest may take instead: the market is at
  /// the price that pays for that.
  @inline(__always) func mayTakeWaiting(_ lot: Int32, _ taking: Price) -> Bool {
    settings.exits.whenCrossing == .take && tradingBlock == nil
      && wouldCross(books.lots[lot].side.opposite, taking) != nil
      && time >= books.lots[lot].takeProfit.takeNotBefore
  }

  /// Asks to look again once a take-profit that waits may rest, or take.
  private mutating func watchWaiting(_ lot: Int32, _ taking: Price) {
    let side = books.lots[lot].side.opposite
    watchExit(side, books.lots[lot].takeProfit.price)
    guard settings.exits.whenCrossing == .take else { return }
    if wouldCross(side, taking) == nil {
      watchTake(side, at: taking)
    } else {
      exits.watch.wake(
        at: max(
          books.lots[lot].takeProfit.takeNotBefore,
          time.advanced(byNanoseconds: Engine.retryNanoseconds)))
    }
  }

  /// The venue would not have the take-profit: the engine watches its price and takes there.
  private mutating func watchTakeProfit(
    of index: Int32, _ steps: Int64, into effects: inout Effects
  ) {
    let side = books.lots[index].side.opposite
    let price = exitRule.taking(books.lots[index])
    exits.watch.wake(at: books.lots[index].takeProfit.terms.retryAt)
    let best = book[best: side.opposite]
    let isReached = best > 0 && (side == .sell ? best >= price.ticks : best <= price.ticks)
    guard isReached else { return watchTake(side, at: price) }
    guard tradingBlock == nil, books.lots[index].takeProfit.takeNotBefore <= time else {
      return exits.watch.wake(at: time.advanced(byNanoseconds: Engine.retryNanoseconds))
    }
    guard
      let (quantity, reduceOnly) = exitForm(
        side, steps, out: orders.live.exits[side].takeProfits,
        isPlain: books.lots[index].takeProfit.terms.isPlain),
      isWorthSending(quantity, at: price, isReduceOnly: reduceOnly)
    else { return }
    books.lots[index].takeProfit.takeNotBefore = books.lots[index].takeProfit.terms.retryAt
    sendTakeProfit(of: index, quantity, price, takes: true, reduceOnly, into: &effects)
  }

  private mutating func sendTakeProfit(
    of index: Int32, _ quantity: Quantity, _ price: Price, takes: Bool, _ isReduceOnly: Bool,
    into effects: inout Effects
  ) {
    let side = books.lots[index].side.opposite
    let price = takes ? shortOfOwn(collared(price, for: side), for: side) : price
    let exit = place(
      .takeProfit, side, at: price, quantity,
      because: Reason(.takesProfit, value: books.lots[index].id.value), lot: index,
      timeInForce: takes ? .immediateOrCancel : .postOnly, isReduceOnly: isReduceOnly,
      into: &effects)
    guard exit != nil else {
      // It waits for one of ours to end, and goes out as it was meant to. Where the market is past its
      // price it would not have come to rest: it takes, which seldom has to wait.
      books.lots[index].takeProfit.way = books.lots[index].takeProfit.way.taking(takes)
      guard !takes, settings.exits.whenCrossing == .take else { return }
      guard wouldCross(side, price) != nil else { return watchTake(side, at: price) }
      books.lots[index].takeProfit.way = books.lots[index].takeProfit.way.taking(true)
      agenda.lots.append(index)
      return
    }
    precondition(
      legTotals(of: index).takeProfit <= books.lots[index].open.steps,
      "an exit never exceeds what is open")
  }
}
