import Market
import Venue

extension Engine {
  /// Compares the position that a fill reports from before it with ours. If they differ, fills are
  /// missing or came out of order. Only fills of the stream are compared; fetched ones are late by
  /// nature.
  mutating func lookForGap(
    before fill: Fill, from source: FillSource, into effects: inout Effects
  ) {
    guard source == .stream, let before = fill.positionBefore, before != books.ledger.position,
      !books.ledger.knows(fill.id), books.gaps.open(at: fill.time)
    else { return }
    recoveries.count(.fillGap)
    note(
      LogEntry(
        .fillGap, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
        order: fill.order,
        reason: Reason(.differsAtVenue, value: before.steps, limit: books.ledger.position.steps)))
    let since = max(books.ledger.lastFill, agreement.rounds.polledThrough)
    fetchFills(since: min(since, fill.time), for: .reconcile, into: &effects)
  }

  /// A fill that had to be fetched long after it happened shows that the stream lost it.
  mutating func noteLate(_ fill: Fill, from source: FillSource, into effects: inout Effects) {
    let patience = settings.orders.acknowledgeTimeoutNanoseconds
    guard source != .stream, time.nanoseconds(since: fill.time) > patience else { return }
    streamLost(into: &effects)
  }

  /// Reverses what an adjustment assumed of a late fill. Returns how much that was.
  mutating func takeBack(_ fill: Fill) -> Quantity {
    guard !books.ledger.adjustments.list.isEmpty else { return .zero }
    let assumed = books.ledger.reverse(by: fill)
    guard !assumed.isZero else { return .zero }
    recoveries.count(.adjustmentReversed)
    note(
      LogEntry(
        .adjustmentReversed, at: time, side: fill.side, price: fill.price, quantity: assumed,
        order: fill.order))
    return assumed
  }

  /// Books a funding payment once. A payment that comes before the books begin is kept until they
  /// do, since the position that they begin with may include it.
  mutating func learn(_ payment: Funding, into effects: inout Effects) {
    guard agreement.rounds.isAnchored else {
      agreement.rounds.unanchored.keep(payment)
      return
    }
    guard books.ledger.apply(payment, at: time) else { return }
    counters.fundings += 1
    books.lots.share(payment.amount)
    record(payment, into: &effects)
    observeValue()
  }
}
