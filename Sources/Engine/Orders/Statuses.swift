import Market
import Venue

// What the venue answers when it is asked about one order. Only a said end ends an order, and only
// once all it filled is booked; "absent" is believed late, and never alone.
extension Engine {
  /// Folds what became of an order of ours.
  mutating func learn(
    _ id: ClientOrderID, _ status: OrderStatus, asOf: Instant, into effects: inout Effects
  ) {
    guard let index = registry.index(of: id) else {
      return learnStranger(id, status, asOf: asOf, into: &effects)
    }
    switch status {
    case .absent: learnAbsent(index, asOf: asOf, into: &effects)
    case .live(let found): learnLive(index, found, asOf: asOf, into: &effects)
    case .filled(let total): learnOver(index, .byVenue, filled: total)
    case .cancelled(let cause, let filled): learnOver(index, cause, filled: filled)
    case .rejected(let refusal) where registry[index].filled.isZero: learnRejected(index, refusal)
    case .rejected: learnOver(index, .byVenue, filled: registry[index].filled)
    }
  }

  private mutating func learnOver(_ index: Int32, _ cause: CancelCause, filled: Quantity) {
    recoveries.count(.endFoundByAsking)
    learnCancelled(index, cause, filled: filled)
  }

  /// It stands: an unknown one is found, and a cancel or amend on the way is settled.
  private mutating func learnLive(
    _ index: Int32, _ found: VenueOrder, asOf: Instant, into effects: inout Effects
  ) {
    // What was said to be over is not brought back by an older answer.
    guard !registry[index].isOver else { return }
    if !registry[index].isAccepted {
      recoveries.count(.standFoundByAsking)
      streamLost(into: &effects)
    }
    learnAccepted(index)
    if registry[index].isAmending, !settleAmend(index, found) { return }
    inquests.close(registry[index].id)
    if registry[index].cancelWait.endAsStranger(), registry[index].mustEnd {
      cancel(index, because: registry[index].reason, into: &effects)
    }
    takeOver(found, index, asOf: asOf, into: &effects)
  }

  /// Takes up what became of an unanswered amend. Returns false while it may still arrive.
  private mutating func settleAmend(_ index: Int32, _ found: VenueOrder) -> Bool {
    if found.remaining == registry[index].reserved {
      learnAmended(index, remaining: found.remaining)
      return true
    }
    guard let place = inquests.place(of: registry[index].id) else { return true }
    let waited = time.nanoseconds(since: inquests[place].openedAt)
    guard waited >= settings.orders.acknowledgeTimeoutNanoseconds else { return false }
    amendFailed(index)
    return true
  }

  /// The venue knows no such order. Once that can be believed, the fills that it may have had are
  /// fetched, and only then it ends.
  private mutating func learnAbsent(_ index: Int32, asOf: Instant, into effects: inout Effects) {
    guard !registry[index].isOver, let place = inquests.place(of: registry[index].id) else {
      return
    }
    inquests[place].absentAt = asOf
    if inquests[place].absentSince.map({ mayStillArrive(index, at: $0) }) ?? true {
      inquests[place].absentSince = asOf
      inquests[place].askAt = min(
        inquests[place].askAt, time.advanced(byNanoseconds: Engine.retryNanoseconds))
    }
    guard isAbsenceBelieved(index, inquests[place]) else { return }
    fetchFills(of: index, into: &effects)
  }

  /// Whether an order that never stood could still have come to the venue after a moment.
  private func mayStillArrive(_ index: Int32, at moment: Instant) -> Bool {
    parameters.capabilities.supportsExpiry && !registry[index].isAccepted
      && moment <= registry[index].expiresAt
  }

  /// Whether an order that is called absent can't stand, nor come to stand: one that never stood
  /// once it was called so twice after its expiry at the venue, or after the grace where there is none;
  /// one that stood after the grace, called absent at both ends of it.
  func isAbsenceBelieved(_ index: Int32, _ inquest: Inquest) -> Bool {
    #if PLANTED_BUGS
      if PlantedBug.active == .absentIsOver { return true }
    #endif
    guard let first = inquest.absentSince, let last = inquest.absentAt else { return false }
    let grace = settings.orders.absentGraceNanoseconds
    let order = registry[index]
    if order.isAccepted { return last.nanoseconds(since: first) >= grace }
    if parameters.capabilities.supportsExpiry { return first > order.expiresAt && last > first }
    return last > first && last.nanoseconds(since: order.sentAt) >= grace
  }

  /// It does not stand and all it may have filled is booked: it ends with what that was.
  mutating func endAbsent(_ index: Int32) {
    recoveries.count(.absenceBelieved)
    noteOrder(.endedAtVenue, index, Reason(.absentAtVenue))
    registry[index].isBelievedAbsent = true
    guard registry[index].isAccepted else {
      return endUnplaced(index, Reason(.absentAtVenue))
    }
    if registry[index].purpose == .flatten { flattening.sliceEnded(filled: true, at: time) }
    end(index)
    agenda.lots.nameAll()
  }
}
