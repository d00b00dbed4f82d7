import Engine
import Journal
import Market
import SimulatedVenue

/// The market of a recorded run as the records of a tape.
public enum RecordedMarket {
  /// The market updates that a journal holds itself, at the times at which they arrived.
  ///
  /// - Throws: ``JournalError`` or ``InputError``.
  public static func records(toldIn reader: JournalReader) throws -> [MarketChange] {
    var inputs = try RecordedInputs(reader, after: try reader.extent().first - 1)
    var records: [MarketChange] = []
    var last: Instant?
    while let (input, _) = try inputs.next() {
      guard case .market(let arrival, _, _, let told) = input else { continue }
      // The clock of a client that was started again may stand behind that of the one before.
      let time = max(last ?? arrival, arrival)
      let changes = onTape(told, since: last, at: time)
      guard !changes.isEmpty else { continue }
      append(changes, at: time, to: &records)
      last = time
    }
    return records
  }

  /// The changes of an update that was heard, as a tape has them: a gap comes first, and lasted since
  /// the update before. Before the first update there is none.
  private static func onTape(
    _ changes: [MarketChange], since last: Instant?, at time: Instant
  ) -> [MarketChange] {
    let others = changes.filter { $0.kind != .gap }
    guard others.count < changes.count, let last else { return others }
    return [.gap(nanoseconds: max(1, time.nanoseconds(since: last)))] + others
  }

  /// The updates of the market that a journal names, from where its first segment begins to its last
  /// input.
  public static func records(
    of segment: SegmentSource, through last: Instant
  ) -> [MarketChange] {
    var feed = MarketFeed(segment.source)
    var records: [MarketChange] = []
    while let time = feed.nextTime, time <= last, let update = feed.next() {
      guard feed.update + segment.skipped > segment.place else { continue }
      append(update.changes, at: update.time, to: &records)
    }
    return records
  }

  private static func append(
    _ changes: some Collection<MarketChange>, at time: Instant, to records: inout [MarketChange]
  ) {
    let kinds = changes.reduce(into: MarketKinds()) { $0.formUnion($1.kind?.kinds ?? []) }
    records.append(.frame(at: time, kinds: kinds, count: changes.count))
    records += changes
  }
}
