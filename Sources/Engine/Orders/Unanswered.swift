import Market
import Venue

// What happens when a request got no answer. One that certainly did not get through is as if it had
// never been sent; of any other nothing is assumed.
extension Engine {
  /// A request failed on the way.
  mutating func learnFailed(
    _ index: Int32, _ kind: OrderRequest.Kind, _ failure: SendFailure
  ) {
    switch kind {
    case .place where failure.isAmbiguous: lose(index)
    case .place: withdraw(index, failure)
    case .cancel:
      recoveries.count(.cancelUnanswered)
      standAgain(index)
      if failure.isAmbiguous { inquire(index) }
    case .amend where failure.isAmbiguous:
      orders.live.amendUnanswered(index)
      inquire(index)
    case .amend:
      orders.live.amendUnanswered(index)
      amendFailed(index)
    case .scheduleCancel: break
    }
  }

  /// An amend did not get through. A leg that is too large is cancelled then, which is asked for
  /// until it is done.
  mutating func amendFailed(_ index: Int32) {
    orders.live.amendLost(index)
    changes.nameGatedRungs()
    legResized(index)
  }

  /// Looks after the orders whose answers are overdue, and asks about those that are due for it.
  mutating func lookIntoOrders(into effects: inout Effects) {
    if time >= orders.live.answerDue {
      for index in orders.live.overdue(at: time) { learnSilence(index) }
    }
    guard time >= orders.queries.wakeAt else { return }
    for query in orders.queries.open
    where !query.isUnregistered && orders.live.index(of: query.order) == nil {
      orders.queries.close(query.order)
    }
    for id in orders.queries.due(at: time) {
      guard ask(about: id, into: &effects) else {
        return orders.queries.setWake(time.advanced(byNanoseconds: Retry.nanoseconds))
      }
      orders.queries.asked(id, at: time, longestStep: settings.orders.lastInquiryNanoseconds)
    }
    orders.queries.setWake()
  }

  /// Asks what became of an order, or for the fills of one that is over. Returns whether that could be
  /// asked now, or is being asked.
  private mutating func ask(about id: ClientOrderID, into effects: inout Effects) -> Bool {
    guard let index = orders.live.index(of: id) else { return ask(.status(id), into: &effects) }
    guard orders.live[index].isOver else {
      return ask(.status(id), into: &effects)
    }
    seekFills(of: index, into: &effects)
    return true
  }

  /// No answer came in time.
  private mutating func learnSilence(_ index: Int32) {
    observe(.network)
    switches.breaker.ended(orders.live[index].id)
    let order = orders.live[index]
    if order.stage.isUnanswered {
      return order.filled.isZero ? lose(index) : learnAccepted(index)
    }
    if order.isCancelling || order.isUnknown {
      recoveries.count(.cancelUnanswered)
      standAgain(index)
    }
    inquire(index)
  }

  /// The outcome of a new order is unknown: it counts on, keeps its rung, and is asked about.
  private mutating func lose(_ index: Int32) {
    guard orders.live[index].mayNeverHaveStood else { return }
    recoveries.count(.unknownOutcome)
    if orders.live.placementLost(index) { noteOrder(.outcomeUnknown, index) }
    inquire(index)
  }

  /// A cancel got no answer: the order stands as before, and the cancel is asked for again.
  private mutating func standAgain(_ index: Int32) {
    guard !orders.live[index].isOver else { return }
    cancelLater(
      at: orders.live.cancelFailed(index, at: time, wait: Retry.nanoseconds))
  }

  /// A new order certainly did not get through: it never was.
  private mutating func withdraw(_ index: Int32, _ failure: SendFailure) {
    guard orders.live[index].mayNeverHaveStood else { return }
    recoveries.count(.notSent)
    if isNews(orders.live[index], .notSent) { noteOrder(.notSent, index) }
    endUnplaced(index, .notSent(failure), after: failure.errorClass)
  }

  /// Ends an order that never stood; what wanted it waits a little.
  mutating func endUnplaced(
    _ index: Int32, _ why: Unplaced, after error: ErrorClass = .expected
  ) {
    let order = orders.live[index]
    let retryAt = time.advanced(byNanoseconds: error.exitWait(after: 0))
    if order.purpose == .flatten {
      learnFlatten(.unplaced(why, again: retryAt))
    }
    if order.purpose.isEntry { learnAttemptFailure(index, error) }
    end(index)
    timers.wake(.retry, at: retryAt)
    if order.purpose.isExit { legUnplaced(order, until: retryAt) }
    if order.purpose == .sideStop { sideStopUnplaced(order, until: retryAt) }
    guard order.purpose == .ladder else { return }
    changes.forget(order.side, order.slot)
    guard let place = grid.ladder.index(order.side, order.slot) else { return }
    grid.ladder.wait(
      order.side, place, for: .unplaced(why, until: nextTry(order.side, place, after: error)))
    grid.watch.awaitGates()
  }
}
