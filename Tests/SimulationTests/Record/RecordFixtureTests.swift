import Foundation
import Journal
import Market
import Testing
import Venue

@testable import Engine
@testable import Simulation

/// Records of earlier builds, kept as files: every later build must begin from them.
@Suite("Records of earlier builds")
struct RecordFixtureTests {
  /// The migration from the version that never was, to prove the way that later ones take.
  private static let fromZero = RecordMigration(from: 0) { (state) throws(RecordError) in
    try state.renameKey("timers.questionsDueAt", to: "dueAt")
    try state.add("filledBefore", .fields([.init("steps", .integer(0))]), at: "orders.live.all[]")
    try state.drop("counters.retired")
    for grid in ["setup.settings.grid", "grid.levels.grid", "grid.levels.rule.grid"] {
      try state.renameCase("sellFirst", to: "short", at: grid + ".direction")
    }
  }

  private static func engine(_ file: String) throws -> Engine {
    try Engine(
      record: RecordText.record(of: RecordFixtures.text(file + ".json")),
      migrations: [fromZero] + RecordMigration.all)
  }

  @Test(
    "STATE-07 An engine begins from the record of an earlier build, knows all, and goes on",
    arguments: ["record-0-a", "record-1-a", "record-1-b", "record-1-c"])
  func begins(file: String) throws {
    let engine = try Self.engine(file)
    #expect(try Self.facts(engine) == RecordFixtures.text(file + ".txt"))
    #expect(try Engine(record: engine.record).checkpoint == engine.checkpoint)

    // A fill of a live entry order counts once, and a cancel-all reaches what is left.
    var after = engine
    var effects = Effects()
    let now = engine.time.advanced(byNanoseconds: 1_000_000)
    let open = try #require(engine.snapshot(nil).pendingOpens.last)
    let fill = Fill(
      id: FillID(9_999_999_999), order: open.id, side: open.side, price: open.price,
      quantity: Quantity(steps: 1), fee: .zero, liquidity: .maker, time: now)
    after.apply(.reports([.filled(fill), .filled(fill)]), at: now, into: &effects)
    #expect(after.position.steps == engine.position.steps + open.side.sign)
    #expect(effects.fills.map(\.fill) == [fill])
    after.apply(.command(.cancelAll(.opens)), at: now, into: &effects)
    let live = Set(after.snapshot(nil).pendingOpens.map(\.id))
    #expect(live.isSubset(of: Set(engine.snapshot(nil).pendingOpens.map(\.id))))
    #expect(
      after.snapshot(nil).pendingOpens.allSatisfy { ![.working, .confirmed].contains($0.state) })
  }

  @Test("STATE-07 Without its migration a record of an earlier version is refused by name")
  func refused() throws {
    let record = try RecordText.record(of: RecordFixtures.text("record-0-a.json"))

    #expect(throws: RecordError(.version(0, readable: EngineRecord.readableVersions))) {
      try Engine(record: record)
    }
  }

  /// What an operator would ask first.
  private static func facts(_ engine: Engine) -> String {
    let snapshot = engine.snapshot(nil)
    return """
      position \(engine.position.steps)
      generation \(engine.generation)
      last lot \(engine.lastLot.value)
      entry orders \(snapshot.pendingOpens.map { "\($0.id)" }.joined(separator: " "))
      exit orders \(snapshot.legs.map { "\($0.id)" }.joined(separator: " "))
      lots \(snapshot.lots.map { "\($0.id.value)" }.joined(separator: " "))
      cash \(engine.books.ledger.cash.units)
      fees \(engine.books.ledger.fees.units)
      fills \(engine.books.ledger.fillCount)
      next deadline \(engine.nextDeadline.nanoseconds)

      """
  }

  /// Writes the fixtures of version 1, if asked to. Those that exist are never written again, since
  /// they show what the build of their time recorded.
  @Test(
    "Records of a new version are written on request", .enabled(if: RecordFixtures.areToBeWritten))
  func write() throws {
    var left = ["a", "b", "c"]
    var seed: UInt64 = 8_100
    while let name = left.first {
      seed += 1
      guard let engine = try Self.small(seed) else { continue }
      left.removeFirst()
      let file = "record-\(EngineRecord.currentVersion)-\(name)"
      try RecordFixtures.write(RecordText.text(of: engine.record), file + ".json")
      try RecordFixtures.write(Self.facts(engine), file + ".txt")
    }
  }

  /// An engine with lots and live orders whose record is small; nil if this world has none.
  private static func small(_ seed: UInt64) throws -> Engine? {
    let run = try RecordedRun(seed: seed, nanoseconds: 60_000_000_000)
    var engine = run.engine
    var effects = Effects()
    for (number, input) in run.inputs.enumerated() {
      input.give(to: &engine, into: &effects)
      effects.removeAll()
      guard number % 50 == 49 else { continue }
      let snapshot = engine.snapshot(nil)
      guard snapshot.lots.count >= 2, snapshot.legs.count >= 2,
        let last = snapshot.pendingOpens.last, [.working, .confirmed].contains(last.state),
        last.quantity.steps - last.filled.steps > 1
      else { continue }
      return RecordText.text(of: engine.record).utf8.count < 60_000 ? engine : nil
    }
    return nil
  }
}
