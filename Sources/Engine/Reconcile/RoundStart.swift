import Market
import Venue

/// Begins to compare orders, fills and position with the venue.
extension Engine {
  /// The gate's reading: whether orders, fills and position were compared with the venue.
  @inline(__always) var reconcileReading: GateReading {
    if !agreement.rounds.isStreamUp {
      return GateReading(.reconciled, isOpen: false, Reason(.disconnected))
    }
    if agreement.fillSight.isBlind { return GateReading(.reconciled, isOpen: false, unseenReason) }
    // The worst case does not include what an order that we don't know could fill.
    let cause = agreement.rounds.barsOpens ? agreement.rounds.done.lastCause : .unknownOrder
    return GateReading(
      .reconciled, isOpen: !agreement.rounds.barsOpens && orders.queries.unregistered == 0,
      Reason(.notReconciled, value: Int64(cause.rawValue)))
  }

  /// Compares with the venue: at once, or again afterwards if a comparison is under way.
  mutating func reconcile(_ cause: ReconcileCause, into effects: inout Effects) {
    if cause.barsOpens { barOpens(cause) }
    guard agreement.rounds.round == nil else {
      // The operator's request is not lost: it is remembered elsewhere, and follows.
      if cause == .preview { return }
      agreement.rounds.queue(cause)
      return
    }
    guard agreement.rounds.mayAsk else { return }
    begin(agreement.rounds.hasStarted ? cause : .start, into: &effects)
  }

  private mutating func begin(_ cause: ReconcileCause, into effects: inout Effects) {
    agreement.rounds.begin(cause, at: time)
    askRound(into: &effects)
    // The anchor of the books says which fills are new, so it must be known first.
    guard agreement.rounds.isAnchored else { return }
    wantFills(since: agreement.rounds.polledThrough, into: &effects)
  }

  mutating func wantFills(since moment: Instant, into effects: inout Effects) {
    agreement.rounds.on(.fillsWanted(since: moment))
    fetchFills(since: moment, for: .reconcile, into: &effects)
  }

  private mutating func barOpens(_ cause: ReconcileCause) {
    guard agreement.rounds.barOpens() else { return }
    markRungs(.reconciled, Reason(.notReconciled, value: Int64(cause.rawValue)))
  }

  /// Asks what a comparison lacks and is due. If there is no room, it asks again a little later.
  mutating func askRound(into effects: inout Effects) {
    guard let round = agreement.rounds.round else { return }
    let (now, retryAt) = (time, time.advanced(byNanoseconds: Retry.nanoseconds))
    if round.account == nil, now >= round.accountDue {
      let isAsked = ask(.account(asked: now), into: &effects)
      let due = isAsked ? answerDue : retryAt
      agreement.rounds.on(.askedForAccount(at: isAsked ? now : nil, again: due))
    }
    if round.orders == nil, now >= round.ordersDue {
      let isAsked = ask(.openOrders(asked: now), into: &effects)
      let due = isAsked ? answerDue : retryAt
      agreement.rounds.on(.askedForOrders(at: isAsked ? now : nil, again: due))
    }
  }

  /// Counts a fill. Many fills in a short time since the last comparison cause another one.
  mutating func noteFillPace(into effects: inout Effects) {
    let window = settings.reconcile.busyNanoseconds
    guard agreement.rounds.count(fillAt: time, within: window) > settings.reconcile.busyFills else {
      return
    }
    // If fills keep coming quickly, comparisons keep a distance.
    let soonest = agreement.rounds.done.lastAt.advanced(byNanoseconds: window / 3)
    guard agreement.rounds.done.lastAt == .distantPast || time >= soonest else {
      agreement.rounds.schedule.compareBusy(by: soonest)
      return
    }
    reconcile(.busy, into: &effects)
  }
}
