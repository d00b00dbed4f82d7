import Market
import Venue

extension Engine {
  /// Applies a report of the venue to orders, lots and books, and notes what must be checked.
  mutating func learn(_ report: VenueReport, into effects: inout Effects) {
    observeErrors(report)
    if orders.budget.isTracked { observeBudget(report) }
    switch report {
    case .filled(let fill): learn(fill, from: .stream, into: &effects)
    case .accepted(let id): withOrder(id) { $0.learnAccepted($1) }
    case .rejected(let id, let refusal): withEnding(id) { $0.learnRejected($1, refusal) }
    case .cancelled(let id, _, _) where id.isForeign:
      agreement.rounds.foreign.end(id)
      changes.nameGatedRungs()
    case .cancelled(let id, let cause, let filled):
      withEnding(id) { $0.learnCancelled($1, cause, filled: filled) }
    case .cancelRefused(let id, let refusal) where id.isForeign:
      note(LogEntry(.cancelRefused, at: time, order: id, refusal: refusal))
    case .failed(let id, .cancel, let failure) where id.isForeign:
      note(
        LogEntry(
          .cancelRefused, at: time, order: id,
          reason: Reason(.notSent, value: Int64(failure.rawValue))))
    case .cancelRefused(let id, let refusal):
      withOrder(id) { $0.learnCancelRefused($1, refusal) }
    case .amended(let id, _, let remaining):
      withOrder(id) { $0.learnAmended($1, remaining: remaining) }
    case .amendRefused(let id, let refusal):
      withOrder(id) { $0.learnAmendRefused($1, refusal) }
    case .triggered(let id): withOrder(id) { $0.learnTriggered($1) }
    case .failed(_, .scheduleCancel, _): learnDeadMan(report)
    case .failed(let id, let kind, let failure):
      withOrder(id) { $0.learnFailed($1, kind, failure) }
    case .shrunk(let id, let remaining):
      withOrder(id) { $0.learnShrunk($1, remaining: remaining) }
    case .funded(let payment): learn(payment, into: &effects)
    case .cancelScheduled, .scheduleRefused: learnDeadMan(report)
    }
  }

  /// Applies a report to a live order. A report about an order that has ended is old news.
  private mutating func withOrder(_ id: ClientOrderID, _ body: (inout Engine, Int32) -> Void) {
    guard let index = orders.live.index(of: id) else { return noteUnregistered(id) }
    body(&self, index)
  }

  /// Applies the reported end of an order. For an order that we don't know, only the end is noted.
  private mutating func withEnding(_ id: ClientOrderID, _ body: (inout Engine, Int32) -> Void) {
    guard let index = orders.live.index(of: id) else { return endUnregistered(id) }
    body(&self, index)
  }

  mutating func learnAmended(_ index: Int32, remaining: Quantity) {
    orders.live.amended(index, remaining: remaining, at: time)
    counters.amended += 1
    changes.nameGatedRungs()
    legResized(index)
  }

  private mutating func learnAmendRefused(_ index: Int32, _ refusal: Refusal) {
    orders.live.amendRefused(index)
    // It may have ended without a report reaching us.
    if refusal == .unknownOrder || refusal == .alreadyEnded { inquire(index) }
    changes.nameGatedRungs()
    legResized(index)
    logRefusal(.rejected, index, refusal)
  }

  mutating func learnRejected(_ index: Int32, _ refusal: Refusal) {
    counters.rejected += 1
    let order = orders.live[index]
    if isNews(order, .refused(refusal)) { logRefusal(.rejected, index, refusal) }
    if refusal.errorClass == .margin { marginRefused(order, refusal) }
    if refusal == .wouldCross, order.purpose.isEntry { countCrossing(order) }
    switch order.purpose {
    case .ladder:
      end(index)
      markRefused(order, refusal)
    case .manual, .attempt, .completion:
      learnAttemptRefusal(index, refusal)
      end(index)
    case .takeProfit, .stopLoss, .close:
      end(index)
      legRefused(order, refusal)
    case .sideStop:
      sideStopRefused(order, refusal)
      end(index)
    case .flatten:
      let wait = refusal.errorClass.exitWait(after: 0)
      learnFlatten(.refused(refusal, at: time, again: time.advanced(byNanoseconds: wait)))
      end(index)
    }
  }

  /// The rung keeps its price and waits. If its order would have crossed, it tries again once the
  /// book lets it rest; otherwise as the class of the error says.
  private mutating func markRefused(_ order: Order, _ refusal: Refusal) {
    changes.forget(order.side, order.slot)
    guard let place = grid.ladder.index(order.side, order.slot) else { return }
    grid.watch.awaitGates()
    if refusal == .wouldCross {
      grid.ladder.wait(
        order.side, place,
        for: .crossed(
          at: order.price.ticks, best: book[order.side.opposite].bestOrZero,
          updates: counters.updates + 1))
      watchCrossing(order.side, order.price)
    } else if refusal.errorClass == .margin {
      let wait = switches.marginWait.sides[order.side]
      grid.ladder.wait(
        order.side, place,
        for: .margin(
          wait?.refusal ?? refusal, waited: wait.map { time.nanoseconds(since: $0.since) } ?? 0))
    } else {
      let until = nextTry(order.side, place, after: refusal.errorClass)
      grid.ladder.wait(order.side, place, for: .refused(refusal, until: until))
    }
  }

  /// When a rung tries again after an error. The wait grows only for unexpected errors.
  mutating func nextTry(_ side: Side, _ place: Int, after error: ErrorClass) -> Instant {
    if error == .unexpected, grid.ladder[side, place].countRefusal() {
      recoveries.count(.refusedAgain)
    }
    let moment = time.advanced(
      byNanoseconds: error.openWait(after: grid.ladder.rungs[side][place].refusals))
    timers.wake(.retry, at: moment)
    return moment
  }

  mutating func learnCancelled(_ index: Int32, _ cause: CancelCause, filled: Quantity) {
    guard filled <= orders.live[index].filled else {
      recoveries.count(.endBeforeFills)
      // Some fills of this order are still to come: it ends when they are booked.
      let left = filled - orders.live[index].filled
      if orders.live[index].purpose.isExit, orders.live[index].lot >= 0 {
        changes.lots.append(orders.live[index].lot)
      }
      orders.live.isOver(index, left: left, at: time)
      inquire(index)
      return
    }
    if cause == .requested {
      counters.cancelled += 1
    } else {
      noteEnd(index, cause)
    }
    if orders.live[index].purpose.isEntry { marginChanged() }
    if cause == .margin { marginRefused(orders.live[index], .insufficientMargin) }
    switch orders.live[index].purpose {
    case .ladder, .manual, .attempt, .completion: break
    case .takeProfit, .stopLoss, .close: legEnded(orders.live[index], cause)
    case .sideStop: sideStopEnded(orders.live[index], cause)
    case .flatten:
      learnFlatten(.ended(gotNothing: orders.live[index].filled.isZero, at: time))
    }
    end(index)
  }

  /// An order that we did not cancel ended at the venue.
  private mutating func noteEnd(_ index: Int32, _ cause: CancelCause) {
    recoveries.count(.endedAtVenue)
    orders.live.endedUnasked(
      index, because: Reason(.endedAtVenue, value: Int64(cause.rawValue)))
    let order = orders.live[index]
    note(
      LogEntry(
        .endedAtVenue, at: time, side: order.side, price: order.price, quantity: order.remaining,
        order: order.id, lot: order.lot >= 0 ? books.lots[order.lot].id : nil, reason: order.reason)
    )
  }

  private mutating func learnCancelRefused(_ index: Int32, _ refusal: Refusal) {
    // "Unknown order" isn't "cancelled": the order counts until a fill or an end is reported.
    logRefusal(.cancelRefused, index, refusal)
    recoveries.count(.cancelRefused)
    if refusal == .unknownOrder || refusal == .alreadyEnded {
      cancelLater(at: orders.live.cancelUnknown(index, at: time))
    } else {
      // Asking every second does not help against "too many requests". Cancels that an exit waits
      // for must not be delayed.
      let waits = orders.live[index].purpose.isEntry && refusal.errorClass == .throttled
      let wait = waits ? ErrorClass.throttled.openWait(after: 1) : Retry.nanoseconds
      cancelLater(at: orders.live.cancelFailed(index, at: time, wait: wait))
    }
    if !orders.live[index].isOver { inquire(index) }
  }

  private mutating func logRefusal(_ tag: LogEntry.Tag, _ index: Int32, _ refusal: Refusal) {
    let order = orders.live[index]
    note(
      LogEntry(
        tag, at: time, side: order.side, price: order.price, quantity: order.remaining,
        order: order.id, lot: order.lot >= 0 ? books.lots[order.lot].id : nil, refusal: refusal))
  }
}
