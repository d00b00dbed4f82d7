import Market
import Venue

// The venue's answers to order queries. Only a reported end ends an order, and only once all its
// fills are booked. "Absent" is believed late, and never on one answer alone.
extension Engine {
  /// Applies the status of one of our orders.
  mutating func learn(
    _ id: ClientOrderID, _ status: OrderStatus, asOf: Instant, into effects: inout Effects
  ) {
    guard let index = orders.live.index(of: id) else {
      return learnUnregistered(id, status, asOf: asOf, into: &effects)
    }
    switch status {
    case .absent: learnAbsent(index, asOf: asOf, into: &effects)
    case .live(let found): learnLive(index, found, asOf: asOf, into: &effects)
    case .filled(let total): learnOver(index, .byVenue, filled: total)
    case .cancelled(let cause, let filled): learnOver(index, cause, filled: filled)
    case .rejected(let refusal) where orders.live[index].filled.isZero:
      learnRejected(index, refusal)
    case .rejected: learnOver(index, .byVenue, filled: orders.live[index].filled)
    }
  }

  private mutating func learnOver(_ index: Int32, _ cause: CancelCause, filled: Quantity) {
    recoveries.count(.endFoundByAsking)
    learnCancelled(index, cause, filled: filled)
  }

  /// It is live: an unknown order is found, and a cancel or amend under way is settled.
  private mutating func learnLive(
    _ index: Int32, _ found: VenueOrder, asOf: Instant, into effects: inout Effects
  ) {
    // An older answer does not revive an order that was reported as over.
    guard !orders.live[index].isOver else { return }
    if !orders.live[index].isAccepted {
      recoveries.count(.standFoundByAsking)
      streamLost(into: &effects)
    }
    learnAccepted(index)
    let asked = orders.queries.place(of: orders.live[index].id)
      .flatMap { orders.queries[$0].askedAt }
    if orders.live[index].isAmending, !settleAmend(index, found) { return }
    orders.queries.close(orders.live[index].id)
    if let intent = orders.live.endCancelWait(index) {
      cancel(index, to: intent, because: orders.live[index].reason, into: &effects)
    }
    confirm(index, found, asOf: asOf, asked: asked)
    takeOver(found, index, asOf: asOf, into: &effects)
  }

  /// Settles an unanswered amend. Returns false while it may still arrive.
  private mutating func settleAmend(_ index: Int32, _ found: VenueOrder) -> Bool {
    if found.remaining == orders.live[index].reserved {
      learnAmended(index, remaining: found.remaining)
      return true
    }
    guard let place = orders.queries.place(of: orders.live[index].id) else { return true }
    let waited = time.nanoseconds(since: orders.queries[place].openedAt)
    guard waited >= settings.orders.acknowledgeTimeoutNanoseconds else { return false }
    amendFailed(index)
    return true
  }

  /// The venue knows no such order. Once that is believed, the fills that it may have had are
  /// fetched, and only then does it end.
  private mutating func learnAbsent(_ index: Int32, asOf: Instant, into effects: inout Effects) {
    guard !orders.live[index].isOver, let place = orders.queries.place(of: orders.live[index].id)
    else {
      return
    }
    let before = orders.queries[place].absence
    let startsOver = before.map { mayStillArrive(index, at: $0.since) } ?? true
    orders.queries.calledAbsent(place, asOf: asOf, startsOver: startsOver)
    if startsOver {
      orders.queries.ask(place, by: time.advanced(byNanoseconds: Retry.nanoseconds))
    }
    guard isAbsenceBelieved(index, orders.queries[place]) else { return }
    fetchFills(of: index, into: &effects)
  }

  /// Whether an order that was never accepted could still have reached the venue after a moment.
  private func mayStillArrive(_ index: Int32, at moment: Instant) -> Bool {
    parameters.capabilities.supportsExpiry && !orders.live[index].isAccepted
      && moment <= orders.live[index].expiresAt
  }

  /// Whether an order that is called absent is certainly not live, and can't become live.
  ///
  /// An order that was accepted must be called absent at both ends of the grace. One that was not
  /// must be called absent twice: both times after its expiry or, if the venue has no expiry, the
  /// last time no earlier than the grace after it was sent.
  func isAbsenceBelieved(_ index: Int32, _ query: OrderQuery) -> Bool {
    guard let absence = query.absence else { return false }
    let (first, last) = (absence.since, absence.last)
    let grace = settings.orders.absentGraceNanoseconds
    let order = orders.live[index]
    if order.isAccepted { return last.nanoseconds(since: first) >= grace }
    if parameters.capabilities.supportsExpiry { return first > order.expiresAt && last > first }
    return last > first && last.nanoseconds(since: order.sentAt) >= grace
  }

  /// It is not live, and all fills that it may have had are booked: it ends with what they add up
  /// to.
  mutating func endAbsent(_ index: Int32) {
    recoveries.count(.absenceBelieved)
    noteOrder(.endedAtVenue, index, Unplaced.absent.reason)
    orders.live.isAbsent(index)
    guard orders.live[index].isAccepted else {
      return endUnplaced(index, .absent)
    }
    if orders.live[index].purpose == .flatten {
      learnFlatten(.ended(gotNothing: false, at: time))
    }
    end(index)
    changes.lots.nameAll()
  }
}
