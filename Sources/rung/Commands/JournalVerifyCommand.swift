import Engine
import Journal
import Market
import Options
import Session

/// `rung journal verify FILE`: makes everything again from the inputs, and compares.
enum JournalVerifyCommand {
  static let subcommand = Subcommand(
    "journal verify", "Check a journal: inputs, effects, tables and balances",
    operands: [OperandDescription("FILE", "the journal")],
    options: [
      OptionDescription("tape", takes: "FILE", "The recording that the journal names, if it moved")
    ],
    details: [
      """
      Every checksum is read. The inputs are given to an engine again and what they cause is compared;
      the readable tables are made again and compared row by row; position, fees and funding are
      added up from the fills alone. The exit code is 1 if anything differs, and 4 if the file is
      damaged.
      """,
      """
      If the journal has no beginning, because it is a black box or old segments were given up, the
      engine begins as the first segment has it. Rows that began before are not compared; the
      balances are.
      """,
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    let path = options.operand(0) ?? ""
    let journal = try OpenedJournal(path, moved: options.value("tape"))
    try journal.tellOtherBuilds()
    var world = try journal.world()
    let first = world.number
    let check = try readingJournal { try TableCheck(path) }
    let recorder = TableRecorder(check, after: first, world.engine)
    world.kernel.record(by: recorder)
    while world.number < check.lastInput, world.advance() {}
    if let problem = world.problem { throw CommandFailure(.disk, "\(path): \(problem)") }
    if let problem = recorder.problem { throw CommandFailure(problem) }
    try checkRest(of: journal.reader)
    var findings: [String] = []
    if let divergence = world.divergence {
      findings.append(
        "input \(divergence.input) at \(divergence.time.utcText()) does not cause what it caused "
          + "when it was recorded")
    }
    let compared = try readingJournal { try check.compare(from: first + 1) }
    findings += compared.differences.map {
      "table \($0.table): \($0.missing) rows are missing, \($0.extra) should not be there; "
        + "one of them: \($0.example)"
    }
    findings += try Balances(check, world.engine).findings
    var lines = [
      "\(path): \(world.number - first) inputs, recorded by "
        + (try journal.builds.joined(separator: " and "))
    ]
    lines.append("\(compared.rows) rows of the readable tables were made again from the inputs")
    if first > 0 {
      lines.append(
        "the file holds no inputs before \(first + 1): rows that began before were not compared")
    }
    lines += findings.isEmpty ? ["everything agrees"] : findings
    try printResult(lines: lines)
    return findings.isEmpty ? .done : .found
  }
}

/// Reads what a repetition does not need: the checkpoints, and the structure of the file.
///
/// - Throws: ``CommandFailure`` that names what is damaged.
private func checkRest(of reader: JournalReader) throws(CommandFailure) {
  try readingJournal {
    var before = UInt64.max
    while let checkpoint = try reader.checkpoint(atOrBefore: before), checkpoint.input > 0 {
      before = checkpoint.input - 1
    }
    let found = try reader.rows(of: "PRAGMA integrity_check(1)").first?.first
    guard found == .text("ok") else {
      throw CommandFailure(.disk, "\(reader.path): the journal is damaged: \(found ?? .null)")
    }
  }
}

/// The balances as the table of fills makes them, beside those of the engine.
private struct Balances {
  private(set) var findings: [String] = []

  init(_ check: TableCheck, _ engine: Engine) throws(CommandFailure) {
    func sum(_ sql: String) throws(CommandFailure) -> Int64 {
      try readingJournal { try check.sum(sql) }
    }
    let snapshot = engine.snapshot()
    let bought = try sum(
      "SELECT sum(CASE side WHEN 'buy' THEN size_steps ELSE -size_steps END) FROM journal.fills")
    // A late fill takes back what an adjustment had assumed of it.
    let adjusted = try sum(
      """
      SELECT sum(change_steps - sign(change_steps) * abs(coalesce(reversed_steps, 0)))
      FROM journal.adjustments
      """)
    let began = engine.anchor?.position.steps ?? 0
    compare("position in steps", began + bought + adjusted, engine.position.steps)
    compare("fees", try sum("SELECT sum(fee_units) FROM journal.fills"), snapshot.account.fees)
    compare(
      "funding", try sum("SELECT sum(amount_units) FROM journal.funding"), snapshot.account.funding)
    let fills = try sum("SELECT count(*) FROM journal.fills")
    compare("number of fills", fills, Int64(snapshot.counters.fills))
  }

  private mutating func compare(_ what: String, _ fills: Int64, _ books: ExactMoney) {
    guard ExactMoney(units: Int128(fills)) != books else { return }
    findings.append("\(what): the tables make \(fills) units, the books have \(books.units)")
  }

  private mutating func compare(_ what: String, _ fills: Int64, _ books: Int64) {
    guard fills != books else { return }
    findings.append("\(what): the tables make \(fills), the books have \(books)")
  }
}
