import Market
import Venue

/// What was traded and what is held: each fill once, the lots they made, and the profit.
struct Books: Sendable, Digested {
  var lots: LotBook
  var ledger = Ledger()
  var gaps = Gaps()
  var unmatched = RingBuffer<Fill>(capacity: 64)
  /// What other sources told of fills that were booked otherwise before.
  var contradictions = RingBuffer<Fill>(capacity: 64)
  /// The lots, or parts of them, that were closed last.
  var recentCloses = RingBuffer<LotRecord>(capacity: 64)

  /// - Parameter lastLot: new lots have ids above it.
  init(after lastLot: PositionID) {
    lots = LotBook(after: lastLot)
  }

  func digest(into hash: inout StateHash) {
    hash.add(lots, ledger, gaps, unmatched, contradictions, recentCloses)
  }
}
