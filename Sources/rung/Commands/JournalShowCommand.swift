import Engine
import Journal
import Market
import Options
import Output
import Session

/// `rung journal show FILE`: what a journal holds, in a few lines.
enum JournalShowCommand {
  static let subcommand = Subcommand(
    "journal show", "Say what a journal holds: runs, inputs, fills, what is open",
    operands: [OperandDescription("FILE", "the journal")],
    details: [
      """
      Any SQL prompt reads the tables of a journal too, also while it is written:
      sqlite3 -readonly FILE. The tables are described in docs/journal-tables.md.
      """
    ],
    perform: { (options) throws(CommandFailure) in
      let path = options.operand(0) ?? ""
      try printResult(lines: try JournalSummary(path).lines)
      return .done
    })
}

/// What a journal holds.
struct JournalSummary {
  let path: String
  let segments: [Segment]
  let inputs: JournalReader.Extent
  /// The moment of the last input; nil if there is none.
  let last: Instant?
  let symbol: String
  let fills: Int64
  let openLots: Int64
  let liveOrders: Int64
  let commands: Int64
  let unacknowledgedAlarms: Int64
  /// Whether the run was closed: nothing was added after its last checkpoint.
  let isClosed: Bool
  /// What it says about itself as a black box; nil if it is none.
  let box: BoxFacts?

  init(_ path: String) throws(CommandFailure) {
    let journal = try OpenedJournal(path)
    self = try readingJournal { try JournalSummary(journal) }
  }

  private init(_ journal: OpenedJournal) throws {
    let reader = journal.reader
    path = reader.path
    box = journal.box
    segments = try reader.segments()
    inputs = try reader.extent()
    func number(_ sql: String) throws -> Int64? {
      guard case .integer(let number)? = try reader.rows(of: sql).first?.first else { return nil }
      return number
    }
    last = try reader.lastTime()
    if case .text(let text)? = try reader.rows(
      of: "SELECT value FROM meta WHERE key = 'symbol'"
    ).first?.first {
      symbol = text
    } else {
      symbol = ""
    }
    fills = try number("SELECT count(*) FROM fills") ?? 0
    openLots = try number("SELECT count(*) FROM lots WHERE closed_at IS NULL") ?? 0
    liveOrders = try number("SELECT count(*) FROM orders WHERE ended_at IS NULL") ?? 0
    commands = try number("SELECT count(*) FROM commands") ?? 0
    unacknowledgedAlarms =
      try number("SELECT count(*) FROM alarms WHERE acknowledged_at IS NULL") ?? 0
    isClosed = try reader.checkpoint()?.input == inputs.last
  }

  private var end: String {
    if box != nil { return "copied up to here" }
    return isClosed ? "closed" : "not closed: still being written, or the process was killed"
  }

  var lines: [String] {
    let rows: [(String, String)] =
      [
        ("journal", path),
        ("market", symbol),
        ("inputs", "\(inputs.first) to \(inputs.last)"),
        ("last input", last?.utcText() ?? "none"),
        ("ended", end),
        ("fills", "\(fills)"),
        ("open lots", "\(openLots)"),
        ("live orders", "\(liveOrders)"),
        ("commands", "\(commands)"),
        ("open alarms", "\(unacknowledgedAlarms)"),
      ]
      + (box.map { [("black box", "written \($0.made) by \($0.build)")] } ?? [])
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, value in
      name + String(repeating: " ", count: width - name.count + 2) + HarmlessText.line(value)
    }
      + segments.map {
        "segment \($0.id) from input \($0.first): \($0.start.why), \($0.start.begun.utcText()), "
          + $0.start.build
      }
  }
}
