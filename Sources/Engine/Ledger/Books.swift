import Market
import Venue

/// What was traded and what is held: each fill once, the lots that fills made, and the profit.
struct Books: Sendable, Codable {
  var lots: LotBook
  var ledger = Ledger()
  var gaps = Gaps()
  private(set) var unmatched = RingBuffer<Fill>(capacity: 64)
  /// Reports from other sources that contradict fills as they were booked.
  private(set) var contradictions = RingBuffer<Fill>(capacity: 64)
  /// The lots, or parts of them, that were closed last.
  private(set) var recentCloses = RingBuffer<LotRecord>(capacity: 64)

  /// - Parameter lastLot: new lots have ids above it.
  init(after lastLot: PositionID) {
    lots = LotBook(after: lastLot)
  }

  /// Keeps a fill of an order that is not among our live ones, to be shown.
  mutating func keep(unmatched fill: Fill) { unmatched.append(fill) }

  /// Keeps what another source reported of a fill that stays booked as it was.
  mutating func keep(contradiction fill: Fill) { contradictions.append(fill) }

  /// Keeps a lot, or a part of one, that was closed.
  mutating func keep(_ record: LotRecord) { recentCloses.append(record) }
}
