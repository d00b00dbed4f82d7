import Engine
import JSONText
import Market
import Output
import Session

/// The result of repeating a journal: whether everything came out as it was recorded.
struct JournalReport {
  let path: String
  /// The number of inputs that were repeated.
  let inputs: Int
  let wallNanoseconds: Int64
  let builds: [String]
  /// The first input that caused something else than it did then.
  let divergence: Divergence?
  /// Why the record could not be repeated to its end; nil if it was.
  let problem: String?
  let snapshot: Snapshot
  let stateHash: UInt64

  /// - Parameter first: the number of the last input before the record.
  init(
    _ world: JournalWorld, path: String, after first: UInt64, builds: [String],
    wallNanoseconds: Int64
  ) {
    self.path = path
    inputs = Int(world.number - first)
    self.wallNanoseconds = wallNanoseconds
    self.builds = builds
    divergence = world.divergence
    problem = world.problem
    snapshot = world.snapshot()
    var hash = StateHash()
    world.engine.digest(into: &hash)
    stateHash = hash.value
  }

  private var instrument: Instrument { snapshot.instrument }

  private var inputsPerSecond: Int? {
    guard wallNanoseconds > 0 else { return nil }
    return Int(Int128(inputs) * 1_000_000_000 / Int128(wallNanoseconds))
  }

  private var wallSeconds: String {
    DecimalText(mantissa: wallNanoseconds, decimals: 9).description
  }

  // MARK: For a person

  var text: String {
    let rows: [(name: String, value: String)] = [
      ("journal", path),
      ("recorded by", builds.joined(separator: " and ")),
      ("market", "\(instrument.venue) \(instrument.symbol)"),
      ("inputs", "\(inputs)"),
      ("result", result),
      ("fills", "\(snapshot.counters.fills)"),
      ("position", instrument.text(snapshot.account.position)),
      ("realised", "\(instrument.text(snapshot.account.realised)) after fees and funding"),
      ("fees", instrument.text(snapshot.account.fees)),
      ("wall time", "\(wallSeconds) s"),
      ("inputs per second", inputsPerSecond.map(String.init) ?? "too short to measure"),
      ("state hash", HashText(stateHash).text),
    ]
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map { row in
      row.name + String(repeating: " ", count: width - row.name.count + 2)
        + HarmlessText.line(row.value)
    }.joined(separator: "\n")
  }

  private var result: String {
    if let problem { return "could not be repeated to its end: \(problem)" }
    guard let divergence else { return "every effect is as it was recorded" }
    return "input \(divergence.input) at \(divergence.time.utcText()) caused "
      + "\(words(divergence.found)); recorded was \(words(divergence.expected))"
  }

  private func words(_ digest: UInt64?) -> String {
    digest.map { "effects \(HashText($0).text)" } ?? "nothing"
  }

  // MARK: For a script

  var json: String {
    JSONOutput.object([
      ("journal", .text(path)), ("builds", .list(builds.map { .text($0) })),
      ("venue", .text(instrument.venue)), ("symbol", .text(instrument.symbol)),
      ("inputs", .integer(inputs)), ("wall_seconds", .decimal(wallSeconds)),
      ("inputs_per_second", inputsPerSecond.map { .integer($0) } ?? .null),
      ("first_divergence", divergence.map(json) ?? .null),
      ("problem", problem.map { .text($0) } ?? .null),
      ("fills", .integer(snapshot.counters.fills)),
      ("orders_submitted", .integer(snapshot.counters.submitted)),
      ("position", .decimal(instrument.text(snapshot.account.position))),
      ("realised_pnl", .decimal(instrument.text(snapshot.account.realised))),
      ("fees", .decimal(instrument.text(snapshot.account.fees))),
      ("final_state_hash", .text(HashText(stateHash).text)),
    ]).text()
  }

  private func json(_ divergence: Divergence) -> JSONOutput {
    .object([
      ("input", .integer(Int(divergence.input))),
      ("time_ns", .decimal(String(divergence.time.nanoseconds))),
      ("expected", divergence.expected.map { .text(HashText($0).text) } ?? .null),
      ("found", divergence.found.map { .text(HashText($0).text) } ?? .null),
    ])
  }
}
