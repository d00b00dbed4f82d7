import CSQLite
import Engine
import Market
import Session
import SimulatedVenue
import Testing
import Venue

@testable import Journal

/// The readable tables in memory, written as the journal writes them and read as by any SQL prompt.
final class TableFile {
  private var handle: OpaquePointer?
  private var statements: [OpaquePointer?] = []

  /// What SQLite refused, with its own words.
  struct Refused: Error, CustomStringConvertible {
    let description: String
  }

  init() throws {
    guard sqlite3_open(":memory:", &handle) == SQLITE_OK else { throw refusal("open") }
    for sql in TableKeeper.layout.create { try run(sql) }
    for sql in TableKeeper.layout.statements { statements.append(try prepare(sql)) }
    try run("BEGIN")
  }

  deinit {
    for statement in statements { sqlite3_finalize(statement) }
    sqlite3_close(handle)
  }

  private func refusal(_ what: String) -> Refused {
    Refused(description: "\(what): \(String(cString: sqlite3_errmsg(handle)))")
  }

  func run(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw refusal(sql) }
  }

  private func prepare(_ sql: String) throws -> OpaquePointer? {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else {
      throw refusal(sql)
    }
    return statement
  }

  func write(_ rows: [RowWrite]) throws {
    for row in rows {
      let statement = statements[row.statement]
      guard Int(sqlite3_bind_parameter_count(statement)) == row.values.count else {
        throw Refused(description: "\(row): \(sqlite3_bind_parameter_count(statement)) values")
      }
      for (place, value) in row.values.enumerated() { bind(value, Int32(place + 1), statement) }
      defer { sqlite3_reset(statement) }
      guard sqlite3_step(statement) == SQLITE_DONE else {
        throw refusal("\(TableStatement.allCases[row.statement]) \(row.values)")
      }
    }
  }

  private func bind(_ value: SQLValue, _ place: Int32, _ statement: OpaquePointer?) {
    switch value {
    case .null: sqlite3_bind_null(statement, place)
    case .integer(let number): sqlite3_bind_int64(statement, place, number)
    case .text(let text):
      sqlite3_bind_text(statement, place, text, -1, rung_sqlite_transient())
    case .bytes(let bytes):
      sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), rung_sqlite_transient())
    }
  }

  /// The rows of an answer as texts; nil for NULL.
  func rows(_ sql: String) throws -> [[String?]] { try answer(sql).rows }

  func answer(_ sql: String) throws -> (columns: [String], rows: [[String?]]) {
    let statement = try prepare(sql)
    defer { sqlite3_finalize(statement) }
    let columns = (0..<sqlite3_column_count(statement)).map {
      String(cString: sqlite3_column_name(statement, $0))
    }
    var rows: [[String?]] = []
    while true {
      let result = sqlite3_step(statement)
      if result == SQLITE_DONE { return (columns, rows) }
      guard result == SQLITE_ROW else { throw refusal(sql) }
      rows.append(
        columns.indices.map {
          sqlite3_column_text(statement, Int32($0)).map { String(cString: $0) }
        })
    }
  }

  /// The first value of the first row as a number; nil if it is NULL or there is no row.
  func number(_ sql: String) throws -> Int64? {
    try rows(sql).first?.first?.flatMap { Int64($0) }
  }

  /// All rows of all tables in the order of their keys: equal files have equal texts.
  func dump() throws -> [String: [[String?]]] {
    var dump: [String: [[String?]]] = [:]
    for table in try rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
      guard let name = table.first ?? nil else { continue }
      dump[name] = try rows("SELECT * FROM \(name) ORDER BY 1, 2")
    }
    return dump
  }
}

/// Keeps all inputs, market updates with copies of their changes.
private final class Inputs: InputRecorder, @unchecked Sendable {
  enum Recorded {
    case market(time: Instant, asOf: Instant, MarketKinds, [MarketChange])
    case other(Input, at: Instant)
  }

  private(set) var all: [Recorded] = []

  func conclude(_ effects: Effects, since mark: EffectMark, on engine: Engine) {}

  func record(_ input: Input, at time: Instant, place: Int?) {
    guard case .market(let update) = input else { return all.append(.other(input, at: time)) }
    all.append(.market(time: update.time, asOf: update.asOf, update.kinds, Array(update.changes)))
  }
}

/// A dry run that was played to its end, and the tables of what its engine was given.
final class TableRun: @unchecked Sendable {
  let world: DryRun
  let file: TableFile
  let instrument: Instrument
  /// The fills as the run itself wrote them down.
  let fills: [FillRecord]
  /// What happened at the venue, by its own account.
  let history: [VenueEvent]
  let commands: [Command]
  let hasFaults: Bool
  private let inputs: [Inputs.Recorded]
  /// The engine before the first of them.
  private let twin: Engine

  init(_ plan: TablePlan) throws {
    var plan = plan
    var world = try DryRun(.generated(plan.market), settings: plan.run)
    let twin = world.engine
    let inputs = Inputs()
    world.kernel.record(by: inputs)
    world.kernel.recordsFills = true
    var (fills, history, commands): ([FillRecord], [VenueEvent], [Command]) = ([], [], [])
    while world.advance() {
      if let command = plan.command(for: world) {
        commands.append(command)
        world.perform(command)
      }
      plan.interfere(with: &world)
      fills += world.takeFillRecords()
    }
    world.kernel.record(by: nil)
    world.interfere { venue, _ in history = venue.takeHistory() }
    (self.world, instrument, self.twin) = (world, plan.market.instrument, twin)
    (self.fills, self.history, self.commands) = (fills, history, commands)
    (self.inputs, hasFaults) = (inputs.all, !plan.run.network.isFaultless)
    file = try TableRun.folded(inputs.all, twin)
  }

  /// The tables of the same inputs, with a new keeper after every `count` of them on average.
  func refolded(keeperAgainAfter count: Int64) throws -> TableFile {
    try TableRun.folded(inputs, twin, keeperAgainAfter: count)
  }

  private static func folded(
    _ inputs: [Inputs.Recorded], _ twin: Engine, keeperAgainAfter restarts: Int64 = 0
  ) throws -> TableFile {
    let file = try TableFile()
    var (engine, dice) = (twin, TableDice(7))
    var keeper = TableKeeper(instrument: engine.instrument)
    keeper.begin(with: engine)
    var (effects, rows): (Effects, [RowWrite]) = (Effects(), [])
    for (place, recorded) in inputs.enumerated() {
      let number = UInt64(place + 1)
      // As in a kernel, effects are handed over now and then, not after every input.
      if place % 3 == 0 { effects.removeAll() }
      let mark = effects.mark
      switch recorded {
      case .market(let time, let asOf, let kinds, let changes):
        changes.withUnsafeBufferPointer {
          let update = MarketUpdate(time: time, asOf: asOf, kinds: kinds, changes: $0)
          engine.apply(update, into: &effects)
          keeper.take(
            .market(update), number: number, at: time, effects: effects, since: mark,
            engine: engine, into: &rows)
        }
      case .other(let input, let time):
        engine.apply(input, at: time, into: &effects)
        keeper.take(
          input, number: number, at: time, effects: effects, since: mark, engine: engine,
          into: &rows)
      }
      try file.write(rows)
      rows.removeAll(keepingCapacity: true)
      if restarts > 0, dice.once(in: restarts) {
        keeper = TableKeeper(instrument: engine.instrument)
        keeper.begin(with: engine)
      }
    }
    return file
  }
}

/// Draws from a seed: the same in every run.
struct TableDice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

  mutating func below(_ bound: Int64) -> Int64 {
    state ^= state &<< 13
    state ^= state &>> 7
    state ^= state &<< 17
    return Int64(state % UInt64(bound))
  }

  mutating func once(in count: Int64) -> Bool { below(count) == 0 }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int(below(Int64(choices.count)))]
  }
}
