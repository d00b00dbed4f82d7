import Engine
import JSONText

/// The results of measuring one grid.
struct GridResult {
  let variant: GridCase
  /// The number of depth lines (quote lines if the tape has no depth) and trade lines on the tape.
  let events: Int
  let runs: Int
  /// How often each run folded the tape.
  let repeats: Int
  /// By wall time.
  let eventsPerSecond: Spread
  /// By processor time, which other processes on the machine do not affect.
  let eventsPerProcessorSecond: Spread
  /// The number of allocations of one whole fold.
  let allocations: Int
  let peakResidentBytes: Int
  /// Whether the peak is this grid's own, or that of the whole process so far.
  let isPeakOwn: Bool
  /// Bytes of the tape's records in memory, which the peak contains.
  let tapeBytes: Int
  /// What the engine did in one fold; the same in every run.
  let counters: Counters
  /// Nil if it was not asked for.
  let quietUpdates: QuietUpdates?

  var allocationsPerEvent: Double { Double(allocations) / Double(events) }
  var peakBesideTapeBytes: Int { max(0, peakResidentBytes - tapeBytes) }

  var json: JSONOutput {
    var members: [(key: String, value: JSONOutput)] = [
      ("levels", .integer(variant.levels)), ("mode", .text(variant.mode)),
      ("events", .integer(events)), ("runs", .integer(runs)), ("repeat", .integer(repeats)),
      ("events_per_second", eventsPerSecond.wholeRange),
      ("events_per_processor_second", eventsPerProcessorSecond.wholeRange),
      ("allocations_per_event", .number(allocationsPerEvent)),
      ("allocations", .integer(allocations)),
      ("peak_rss_bytes", .integer(peakResidentBytes)),
      ("peak_rss_of", .text(isPeakOwn ? "case" : "process")),
      ("peak_beside_tape_bytes", .integer(peakBesideTapeBytes)),
      ("orders_submitted", .integer(counters.submitted)),
      ("orders_cancelled", .integer(counters.cancelled)),
      ("orders_rejected", .integer(counters.rejected)), ("fills", .integer(counters.fills)),
      ("ladder_fills", .integer(counters.lotsOpened)), ("replans", .integer(counters.replans)),
    ]
    if let quietUpdates { members.append(("quiet_updates", quietUpdates.json)) }
    return .object(members)
  }
}
