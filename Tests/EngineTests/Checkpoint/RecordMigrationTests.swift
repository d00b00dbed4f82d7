import Testing

@testable import Engine

@Suite("Migrations of a record")
struct RecordMigrationTests {
  private let state = RecordValue.fields([
    .init(
      "lots", .list([.fields([.init("stop", .integer(1))]), .fields([.init("stop", .nothing)])])),
    .init("breaker", .choice("tripped", [.init("until", .integer(5))])),
    .init("side", .choice("buy", [])),
    .init("gone", .nothing),
  ])

  private func changed(
    _ change: (inout RecordValue) throws(RecordError) -> Void
  ) throws(RecordError) -> RecordValue {
    var state = state
    try change(&state)
    return state
  }

  private func value(_ path: String, of state: RecordValue) throws -> [RecordValue] {
    var found: [RecordValue] = []
    var state = state
    try state.change(path) { found.append($0) }
    return found
  }

  @Test("STATE-07 A migration adds, renames and drops keys in every element of a list")
  func lists() throws {
    let added = try changed { (s) throws(RecordError) in try s.add("age", .integer(0), at: "lots[]")
    }
    let renamed = try changed { (s) throws(RecordError) in
      try s.renameKey("lots[].stop", to: "trigger")
    }
    let dropped = try changed { (s) throws(RecordError) in try s.drop("lots[].stop") }

    #expect(try value("lots[].age", of: added) == [.integer(0), .integer(0)])
    #expect(try value("lots[].trigger", of: renamed) == [.integer(1), .nothing])
    #expect(try value("lots[]", of: dropped) == [.fields([]), .fields([])])
  }

  @Test("STATE-07 A migration reaches the data of a case, and leaves a value with another case")
  func cases() throws {
    let renamed = try changed { (s) throws(RecordError) in
      try s.renameKey("breaker.tripped?.until", to: "end")
      try s.renameCase("tripped", to: "off", at: "breaker")
      try s.renameCase("sell", to: "ask", at: "side")
      try s.add("until", .nothing, at: "breaker.cooldown?")
      try s.add("more", .flag(true), at: "gone")
    }

    #expect(
      try value("breaker", of: renamed) == [.choice("off", [.init("end", .integer(5))])])
    #expect(try value("side", of: renamed) == [.choice("buy", [])])
    #expect(try value("gone", of: renamed) == [.nothing])
  }

  @Test("STATE-07 A migration that does not find what it changes says where")
  func notFound() {
    func text(_ change: (inout RecordValue) throws(RecordError) -> Void) -> String {
      do {
        _ = try changed(change)
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    #expect(
      text { (s) throws(RecordError) in try s.drop("lots[].size") } == "lots[0].size is missing")
    #expect(text { (s) throws(RecordError) in try s.drop("slots[].size") } == "slots is missing")
    #expect(
      text { (s) throws(RecordError) in try s.renameKey("breaker.cooldown.until", to: "end") }
        == "breaker.cooldown is missing")
    #expect(
      text { (s) throws(RecordError) in try s.add("side", .nothing, at: "") }
        == "the record: the key side is there already")
    #expect(
      text { (s) throws(RecordError) in try s.drop("side[].a") }
        == "side: expected a list, found the case buy")
  }

  @Test("STATE-07 A record is led from version to version; one from a later build is refused")
  func versions() throws {
    let first = RecordMigration(from: -1) { (s) throws(RecordError) in
      try s.renameKey("side", to: "way")
    }
    let second = RecordMigration(from: 0) { (s) throws(RecordError) in
      try s.renameKey("way", to: "side")
    }
    let later = EngineRecord(version: EngineRecord.currentVersion + 1, state: state)
    let all = [first, second] + RecordMigration.all

    #expect(EngineRecord.readable(by: all) == -1...EngineRecord.currentVersion)
    #expect(EngineRecord.readableVersions.upperBound == EngineRecord.currentVersion)
    if EngineRecord.currentVersion == 1 {
      #expect(try EngineRecord(version: -1, state: state).currentState(all) == state)
    }
    #expect(throws: (any Error).self) { try Engine(record: later) }
    do {
      _ = try later.currentState(all)
      Issue.record("a later version was read")
    } catch {
      #expect(
        "\(error)" == "the record has version \(later.version); this build reads -1 to "
          + "\(EngineRecord.currentVersion)")
    }
  }

  @Test("The versions that migrations lead from follow each other up to this build's")
  func complete() {
    let froms = RecordMigration.all.map(\.from)

    #expect(froms == Array(EngineRecord.readableVersions.dropLast()))
  }
}
