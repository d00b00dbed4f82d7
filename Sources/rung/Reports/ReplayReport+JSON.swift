import Market

extension ReplayReport {
  /// The report as one JSON object. Scripts rely on the names; amounts are exact decimals.
  var json: String {
    var object = JSONObjectWriter()
    object.add("events", tape.events)
    object.add("wall_seconds", decimal: wallSeconds)
    object.add("events_per_second", decimal: eventsPerSecond.map(String.init))
    object.add("orders_submitted", counters.submitted)
    object.add("orders_amended", counters.amended)
    object.add("orders_cancelled", counters.cancelled)
    object.add("fills", counters.fills)
    object.add("maker_fills", counters.makerFills)
    object.add("taker_fills", counters.takerFills)
    object.add("position", decimal: instrument.text(account.position))
    object.add("realised_pnl", decimal: instrument.text(account.realised))
    object.add("unrealised_pnl", decimal: account.unrealised.map { instrument.text($0) })
    object.add("fees", decimal: instrument.text(account.fees))
    object.add("max_drawdown", decimal: instrument.text(account.maximumDrawdown))
    object.add("replans", counters.replans)
    object.add("mark_price", decimal: mark.map { instrument.text($0) })
    object.add("peak_rss_bytes", speed.peakResidentBytes)
    object.add("final_state_hash", text: hashText)
    addFurther(to: &object)
    return object.text
  }

  private func addFurther(to object: inout JSONObjectWriter) {
    object.add("tape", text: tape.name)
    object.add("venue", text: instrument.venue)
    object.add("symbol", text: instrument.symbol)
    object.add("first_time_ns", tape.first.nanoseconds)
    object.add("last_time_ns", tape.last.nanoseconds)
    object.add("updates", counters.updates)
    object.add("decisions", counters.decisions)
    object.add("orders_rejected", counters.rejected)
    object.add("orders_gated", counters.gated)
    object.add("lots_opened", counters.lotsOpened)
    object.add("lots_closed", counters.lotsClosed)
    object.add("duplicate_fills", counters.duplicateFills)
    object.add("unmatched_fills", counters.unmatchedFills)
  }
}
