import Engine
import JSONText

/// What was measured of one grid.
struct GridResult {
  let variant: GridCase
  /// Depth lines (of a tape without depth, quote lines) and trade lines of the tape.
  let events: Int
  let runs: Int
  /// How often the tape was folded within a run.
  let repeats: Int
  /// Of time as it goes by.
  let eventsPerSecond: Spread
  /// Of processor time, which other processes on the machine take nothing from.
  let eventsPerProcessorSecond: Spread
  /// Allocations of one whole fold.
  let allocations: Int
  let peakResidentBytes: Int
  /// Whether the peak is this grid's own, or that of everything the process did so far.
  let isPeakOwn: Bool
  /// Bytes of the tape's records in memory, which the peak contains.
  let tapeBytes: Int
  /// What the engine did in one fold; the same in every run.
  let counters: Counters
  /// Nothing where it was not asked for.
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
