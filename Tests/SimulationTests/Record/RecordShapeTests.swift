import Engine
import Foundation
import Journal
import Market
import Testing

@testable import Simulation

/// Guards the shape of records, which later builds must read.
@Suite("The shape of a record")
struct RecordShapeTests {
  private static let seeds: ClosedRange<UInt64> = 8_000...8_007

  /// Records of many moments of worlds.
  private static func shape(_ seeds: ClosedRange<UInt64>) throws -> RecordShape {
    var shape = RecordShape()
    for seed in seeds {
      let run = try RecordedRun(seed: seed, nanoseconds: 60_000_000_000)
      var engine = run.engine
      var effects = Effects()
      for (number, input) in run.inputs.enumerated() {
        if number % max(1, run.inputs.count / 30) == 0 { try shape.learn(engine) }
        input.give(to: &engine, into: &effects)
        effects.removeAll()
      }
      try shape.learn(engine)
    }
    return shape
  }

  @Test("STATE-07 The shape of a record changes only with its version")
  func guarded() throws {
    let file = "record-shape-\(EngineRecord.currentVersion).txt"
    let old = RecordShape(text: try RecordFixtures.text(file))

    let changes = try Self.shape(Self.seeds).changes(of: old)

    #expect(
      changes.isEmpty,
      """
      Records have another shape than in \(file):
      \(changes.joined(separator: "\n"))
      A record is read by every later build. Where a property or a case that existed before has \
      another name, kind or place, or is gone, or a property is new: count up \
      EngineRecord.currentVersion, add the migration to RecordMigration.all, and keep the fixtures \
      of the versions before. Where only a case is new, or was never met by a run, nothing must \
      be migrated. In both cases write the text again:
      RUNG_RECORD_FIXTURES=1 swift test --filter RecordShapeTests
      """)
  }

  @Test("STATE-07 The guard sees a key that is new, one that is gone, and a case with another name")
  func sees() throws {
    let old = RecordShape(text: "a: fields\na.b: text\nenum Way: left, right\n")
    let same = RecordShape(text: old.text)
    let new = RecordShape(
      text: "a: fields\na.b: a number\na.c: nothing\nenum Way: left, straight\n")

    #expect(same.changes(of: old).isEmpty)
    #expect(old.text == same.text)
    #expect(
      new.changes(of: old) == [
        "+ a.b: a number", "+ enum Way: left, straight", "+ key a.c", "- enum Way: left, right",
      ])
  }

  @Test("STATE-07 The guard sees a key that the engine no longer records")
  func gone() throws {
    var now = RecordShape()
    try now.learn(RecordedRun(seed: Self.seeds.lowerBound, nanoseconds: 1_000_000_000).engine)
    let old = RecordShape(text: now.text + "books.ledger.gone: a flag\nnowhere.met: a flag\n")

    #expect(now.changes(of: old) == ["- key books.ledger.gone"])
  }

  /// Writes the fixtures of the current version, if asked to.
  @Test(
    "The fixtures of a record's shape are written on request",
    .enabled(if: RecordFixtures.areToBeWritten))
  func write() throws {
    let shape = try Self.shape(Self.seeds.lowerBound...Self.seeds.lowerBound + 60)
    try RecordFixtures.write(
      shape.text, "record-shape-\(EngineRecord.currentVersion).txt")
  }
}
