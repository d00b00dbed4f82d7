import Market
import Venue

/// Take-profits: one for the part of a lot that has none. ``Lot/nextTakeProfit(_:_:)`` decides;
/// this carries it out.
extension Engine {
  /// Asks for a check once an exit at this price would rest.
  mutating func watchExit(_ side: Side, _ price: Price) {
    grid.watch.awaitExit(pushedBy: side, to: price.ticks + side.sign)
  }

  /// Trims take-profits that are live for more than is open: whole ones first, the newest before
  /// the older, which are further ahead in their queues; then a part of one. A resting one whose
  /// price is no longer right is cancelled whole.
  mutating func trimTakeProfits(of lot: Int32, into effects: inout Effects) {
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

  /// Makes a leg smaller: by an amend if the venue handles it as a change and not as a new order,
  /// otherwise by a cancel. After a cancel, what is missing is placed once the venue has confirmed
  /// it.
  private mutating func shrinkLeg(
    _ index: Int32, to left: Quantity, into effects: inout Effects
  ) {
    guard !orders.live[index].isEnding, !orders.live[index].isAmending,
      !orders.live[index].remaining.isZero
    else { return }
    if !left.isZero, orders.live[index].isAccepted, setup.mayAmend(orders.live[index], to: left) {
      amend(index, remaining: left, into: &effects)
    } else {
      cancel(index, because: Reason(.replaced, value: left.steps), into: &effects)
    }
  }

  /// What a decision about the take-profit of a lot depends on.
  func takeProfitFacts(of lot: Int32) -> TakeProfitFacts {
    let side = books.lots[lot].side
    return TakeProfitFacts(
      now: time, updates: counters.updates, side: side, uncovered: uncovered(lot).steps,
      taking: setup.exitRule.taking(books.lots[lot]), opposite: book[best: side],
      isBookCrossed: book.isCrossed, seesMarket: tradingBlock == nil, hold: exitHold,
      room: exitRoom(side.opposite))
  }

  /// Places a take-profit for the part of a lot that has none.
  mutating func settleTakeProfit(of lot: Int32, into effects: inout Effects) {
    guard uncovered(lot).steps > 0 else { return }
    let before = books.lots[lot].takeProfit.way.waitsUntil
    let decision = books.lots[lot].nextTakeProfit(takeProfitFacts(of: lot), setup)
    books.lots[lot].takeProfit = decision.leg
    if let update = decision.leg.way.waitsUntil, update != before {
      grid.watch.awaitUpdate(update)
    }
    if decision.isShort { noteShort() }
    if decision.gap == .tooSmall, parameters.capabilities.minimumSparesWholeClose {
      exits.watch.spare()
    }
    if let moment = decision.lookAt { timers.wake(.exits, at: moment) }
    let side = books.lots[lot].side.opposite
    if let price = decision.restsAt { watchExit(side, price) }
    if let price = decision.takesAt { watchTake(side, at: price) }
    guard let send = decision.send else { return }
    sendTakeProfit(of: lot, send, into: &effects)
  }

  /// A take-profit waits until the book lets it rest, and until the next market update.
  mutating func letExitWait(_ lot: Int32) {
    let update = counters.updates + 1
    books.lots[lot].takeProfit.wait(until: update)
    grid.watch.awaitUpdate(update)
  }

  private mutating func sendTakeProfit(
    of lot: Int32, _ send: TakeProfitDecision.Send, into effects: inout Effects
  ) {
    let side = books.lots[lot].side.opposite
    let price =
      send.takes ? shortOfOwn(collared(send.price, for: side), for: side) : send.price
    let exit = place(
      .takeProfit, side, at: price, send.quantity,
      because: Reason(.takesProfit, value: books.lots[lot].id.value), lot: lot,
      timeInForce: send.takes ? .immediateOrCancel : .postOnly, isReduceOnly: send.isReduceOnly,
      into: &effects)
    guard exit.order == nil else {
      precondition(
        legTotals(of: lot).takeProfit <= books.lots[lot].open.steps,
        "an exit never exceeds what is open")
      return
    }
    // It waits for one of our own orders to end, and is sent then as it was meant to be. If the
    // market is past its price it would not have come to rest: it takes, which seldom has to wait.
    books.lots[lot].takeProfit.take(send.takes)
    guard !send.takes, settings.exits.whenCrossing == .take else { return }
    guard wouldCross(side, price) != nil else { return watchTake(side, at: price) }
    books.lots[lot].takeProfit.take(true)
    changes.lots.append(lot)
  }
}
