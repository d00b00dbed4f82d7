import Market
import Venue

// Requests without an answer. A request that certainly did not get through counts as never sent;
// nothing is assumed about any other.
extension Engine {
  /// A request failed before its answer came.
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

  /// An amend did not get through. A leg that is too large is then cancelled, again until that
  /// succeeds.
  mutating func amendFailed(_ index: Int32) {
    orders.live.amendLost(index)
    changes.nameGatedRungs()
    legResized(index)
  }

  /// Handles the orders whose answers are overdue, and asks the order queries that are due.
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

  /// Asks for the status of an order, or for the fills of one that is over. Returns false if a
  /// status had no room in the budget.
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

  /// The outcome of a new order is unknown: it still counts, keeps its rung, and is queried.
  private mutating func lose(_ index: Int32) {
    guard orders.live[index].mayNeverHaveStood else { return }
    recoveries.count(.unknownOutcome)
    if orders.live.placementLost(index) { noteOrder(.outcomeUnknown, index) }
    inquire(index)
  }

  /// A cancel got no answer: the order is live as before, and the cancel is sent again.
  private mutating func standAgain(_ index: Int32) {
    guard !orders.live[index].isOver else { return }
    cancelLater(
      at: orders.live.cancelFailed(index, at: time, wait: Retry.nanoseconds))
  }

  /// A new order certainly did not get through: it never existed.
  private mutating func withdraw(_ index: Int32, _ failure: SendFailure) {
    guard orders.live[index].mayNeverHaveStood else { return }
    recoveries.count(.notSent)
    if isNews(orders.live[index], .notSent) { noteOrder(.notSent, index) }
    endUnplaced(index, .notSent(failure), after: failure.errorClass)
  }

  /// Ends an order that was never live; whatever wanted it waits a little.
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
