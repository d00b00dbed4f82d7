import JSONText
import Market

extension ReplayReport {
  /// The report as one JSON object. Scripts rely on the names. Amounts are exact decimals.
  var json: String { JSONOutput.object(members + furtherMembers).text() }

  private var members: [(key: String, value: JSONOutput)] {
    [
      ("events", .integer(tape.events)),
      ("wall_seconds", .decimal(wallSeconds)),
      ("events_per_second", eventsPerSecond.map { .integer(Int($0)) } ?? .null),
      ("orders_submitted", .integer(counters.submitted)),
      ("orders_amended", .integer(counters.amended)),
      ("orders_cancelled", .integer(counters.cancelled)),
      ("fills", .integer(counters.fills)),
      ("maker_fills", .integer(counters.makerFills)),
      ("taker_fills", .integer(counters.takerFills)),
      ("position", .decimal(instrument.text(account.position))),
      ("realised_pnl", .decimal(instrument.text(account.realised))),
      ("unrealised_pnl", account.unrealised.map { .decimal(instrument.text($0)) } ?? .null),
      ("fees", .decimal(instrument.text(account.fees))),
      ("max_drawdown", .decimal(instrument.text(account.maximumDrawdown))),
      ("replans", .integer(counters.replans)),
      ("mark_price", mark.map { .decimal(instrument.text($0)) } ?? .null),
      ("peak_rss_bytes", .integer(Int(speed.peakResidentBytes))),
      ("final_state_hash", .text(HashText(finalStateHash).text)),
    ]
  }

  /// Members besides those that every backtest report has.
  private var furtherMembers: [(key: String, value: JSONOutput)] {
    [
      ("funding", .decimal(instrument.text(fundingPaid))),
      ("tape", .text(tape.name)),
      ("venue", .text(instrument.venue)),
      ("symbol", .text(instrument.symbol)),
      ("first_time_ns", .integer(Int(tape.first.nanoseconds))),
      ("last_time_ns", .integer(Int(tape.last.nanoseconds))),
      ("crossed_updates", .integer(tape.crossedUpdates)),
      ("engine_updates", .integer(counters.updates)),
      ("decisions", .integer(counters.decisions)),
      ("orders_rejected", .integer(counters.rejected)),
      ("orders_gated", .integer(counters.gated)),
      ("lots_opened", .integer(counters.lotsOpened)),
      ("lots_closed", .integer(counters.lotsClosed)),
      ("duplicate_fills", .integer(counters.duplicateFills)),
      ("unmatched_fills", .integer(counters.unmatchedFills)),
      ("boundary_hash", boundaryHash.map { .text(HashText($0).text) } ?? .null),
    ]
  }
}
