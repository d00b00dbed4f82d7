import JSONText
import Journal
import Options
import Output

/// `rung journal export FILE`: one of the readable tables as CSV or as lines of JSON, or the market
/// as a tape.
enum JournalExportCommand {
  static let subcommand = Subcommand(
    "journal export", "Print a table of a journal, or write its market as a tape",
    operands: [OperandDescription("FILE", "the journal")],
    options: [
      OptionDescription("table", takes: "NAME", "The table (default: fills)"),
      OptionDescription("format", takes: "csv|json", "The form of a row (default: csv)"),
      OptionDescription("market", "Write the market of the run as a binary tape"),
      OptionDescription(
        "output", letter: "o", takes: "FILE", "With --market: the tape to write (required)"),
      OptionDescription(
        "tape", takes: "FILE", "With --market: the recording that the journal names, if it moved"),
    ],
    details: [
      "The tables and their columns are described in docs/journal-tables.md.",
      """
      With --market, the tape has what a live run heard, at the times at which it arrived; of a dry
      run it has the updates of the recording or of the generated market that the run played, at
      their own times. rung replay plays it.
      """,
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private enum Form {
    case csv
    case json
  }

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    if options.has("market") { return try exportMarket(options) }
    for name in ["output", "tape"] where options.value(name) != nil {
      throw CommandFailure(.usage, "--\(name) needs --market")
    }
    let reader = try OpenedJournal(options.operand(0) ?? "").reader
    let tables = try names(
      reader,
      """
      SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
        AND name NOT IN ('batch', 'checkpoint', 'property', 'reserved', 'forgotten', 'segment', 'recording')
      ORDER BY name
      """)
    let table = options.value("table") ?? "fills"
    let form: Form
    do throws(OptionError) {
      guard tables.contains(table) else {
        throw .badValue("--table", given: table, allowed: tables.joined(separator: ", "))
      }
      form = try options.choice("format", [("csv", .csv), ("json", .json)]) ?? .csv
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    let columns = try names(reader, "SELECT name FROM pragma_table_xinfo('\(table)')")
    let rows = try readingJournal { try reader.rows(of: "SELECT * FROM \(table)") }
    switch form {
    case .csv:
      try printResult(
        lines: [columns.joined(separator: ",")]
          + rows.map { $0.map(\.csv).joined(separator: ",") })
    case .json:
      try printResult(
        lines: rows.map { row in
          "{"
            + zip(columns, row).map { "\(JSONOutput.quoted($0)): \($1.json)" }
            .joined(separator: ", ") + "}"
        })
    }
    return .done
  }

  private static func names(
    _ reader: JournalReader, _ sql: String
  ) throws(CommandFailure) -> [String] {
    try readingJournal { try reader.rows(of: sql) }.compactMap {
      guard case .text(let name)? = $0.first else { return nil }
      return name
    }
  }
}

extension SQLValue {
  /// The value as a field of CSV: empty if there is none, quoted where it must be.
  fileprivate var csv: String {
    switch self {
    case .null: return ""
    case .integer(let number): return String(number)
    case .bytes(let bytes): return bytes.map { String($0, radix: 16) }.joined()
    case .text(let text):
      guard text.contains(where: { "\",\n\r".contains($0) }) else { return text }
      return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
  }

  fileprivate var json: String {
    switch self {
    case .null: "null"
    case .integer(let number): String(number)
    case .bytes(let bytes): JSONOutput.quoted(bytes.map { String($0, radix: 16) }.joined())
    case .text(let text): JSONOutput.quoted(text)
    }
  }
}
