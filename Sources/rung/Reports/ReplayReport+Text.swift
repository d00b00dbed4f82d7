import Market
import Output

extension ReplayReport {
  /// The report for a person: one figure per line, names on the left.
  var text: String {
    let rows = marketRows + orderRows + profitRows + speedRows
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map { row in
      row.name + String(repeating: " ", count: width - row.name.count + 2)
        + HarmlessText.line(row.value)
    }.joined(separator: "\n")
  }

  private typealias Row = (name: String, value: String)

  private var marketRows: [Row] {
    [
      ("tape", tape.name),
      ("market", "\(instrument.venue) \(instrument.symbol)"),
      ("span", "\(tape.first.utcText()) to \(tape.last.utcText())"),
      ("events", "\(tape.events)"),
    ] + crossedRows + [("replans", "\(counters.replans)")]
  }

  /// Rows about crossed books; empty if there were none, as on most tapes.
  private var crossedRows: [Row] {
    guard tape.crossedUpdates > 0 else { return [] }
    return [
      (
        "crossed",
        "\(tape.crossedUpdates) updates left the book crossed; they fill and value nothing"
      )
    ]
  }

  private var orderRows: [Row] {
    [
      (
        "orders",
        "\(counters.submitted) submitted, \(counters.amended) amended, \(counters.cancelled) "
          + "cancelled, \(counters.rejected) rejected, \(counters.gated) blocked by gates"
      ),
      (
        "fills",
        "\(counters.fills): \(counters.makerFills) maker, \(counters.takerFills) taker"
      ),
      ("lots", "\(counters.lotsOpened) opened, \(counters.lotsClosed) closed"),
    ]
  }

  private var profitRows: [Row] {
    [
      ("position", instrument.text(account.position)),
      ("mark price", markText),
      ("realised", "\(instrument.text(account.realised)) after fees and funding"),
      ("unrealised", account.unrealised.map { instrument.text($0) } ?? "unknown"),
      ("fees", instrument.text(account.fees)),
      ("funding", instrument.text(fundingPaid)),
      ("max drawdown", instrument.text(account.maximumDrawdown)),
    ]
  }

  private var markText: String {
    guard let mark else { return "unknown" }
    return instrument.text(mark)
      + (isMarkTold ? "" : " (the mid: there was no mark price to go by)")
  }

  private var speedRows: [Row] {
    [
      ("wall time", "\(wallSeconds) s"),
      ("events per second", eventsPerSecond.map(String.init) ?? "too short to measure"),
      ("peak memory", "\(speed.peakResidentBytes) bytes"),
      ("state hash", HashText(finalStateHash).text),
    ]
  }
}
