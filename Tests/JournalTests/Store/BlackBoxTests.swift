import Foundation
import Market
import Testing

@testable import Journal

@Suite("Black boxes")
struct BlackBoxTests {
  let folder: StoreFolder
  let path: String

  init() throws {
    folder = try StoreFolder()
    path = folder.file()
  }

  private let second = SegmentStart(
    build: "b2", begun: Instant(nanoseconds: 9), why: "a day is over", world: "{\"a\":1}",
    record: "{}")

  /// A journal of two segments: inputs 1 to 6, and 7 to 12.
  private func written() throws -> JournalCommitter {
    let layout = TableLayout(
      create: smallLayout.create + [
        "CREATE TABLE notes(input INTEGER, line INTEGER, twice INTEGER AS (2 * line) VIRTUAL)",
        "CREATE INDEX by_line ON notes (line)", "CREATE VIEW lines AS SELECT line FROM notes",
      ],
      statements: smallLayout.statements + ["INSERT INTO notes (input, line) VALUES (?1, ?2)"])
    let committer = try JournalCommitter(try JournalFile(path, .new, layout: layout))
    for (start, inputs) in [(smallStart, UInt64(1)...3), (second, 7...9)] {
      var group = CommitGroup()
      group.begin(start)
      try committer.commit(group)
      for first in [inputs.lowerBound, inputs.lowerBound + 3] {
        var inputs = CommitGroup.inputs(first...first + 2)
        inputs.append(
          UnsafeRawBufferPointer(start: nil, count: 0), count: 0,
          time: Instant(nanoseconds: Int64(first) + 2),
          rows: [RowWrite(1, [.integer(Int64(first)), .integer(5)])])
        inputs.reserve("lot", until: 4_096)
        try committer.commit(inputs)
      }
    }
    return committer
  }

  /// Packs the journal from a segment on.
  private func pack(
    _ box: String, from segment: Int64, during act: () throws -> Void = {}
  ) throws {
    let reader = try JournalReader(path)
    try reader.reading(asOfNow: {
      let first = try #require(try reader.segments().first { $0.id == segment })
      let writer = try BlackBoxWriter(box)
      try writer.copy(reader, from: first) { segment in
        try act()
        return "described \(segment.id)"
      }
      try writer.add(BoxPart(size: 7, body: [1, 2, 3]))
      try writer.add(BoxPart(size: 8, body: []))
      try writer.finish(BoxFacts(["build": "b3", "screen": "a\nb", "recording_skipped": "4"]))
    })
  }

  @Test("STATE-04 A black box holds the last segments byte for byte, and reads as a journal")
  func copies() throws {
    let committer = try written()
    let box = folder.file("box")
    try pack(box, from: 2)
    let reader = try JournalReader(box)

    #expect(try reader.extent() == JournalReader.Extent(first: 7, last: 12))
    #expect(try reader.allBytes(from: 7).bytes == (7...12).flatMap { sample($0) })
    let kept = try #require(try reader.segments().first)
    #expect(try reader.segments().count == 1)
    #expect(kept.id == 2 && kept.first == 7 && kept.start.world == "described 2")
    #expect(kept.start.build == "b2" && kept.start.record == "{}")
    #expect(try reader.rows(of: "SELECT id, first FROM forgotten") == [[.integer(1), .integer(1)]])
    #expect(try reader.reservations() == [Reservation(kind: "lot", until: 4_096)])
    #expect(throws: JournalError.forgotten(path: box, before: 7)) { try reader.batches(from: 6) }
    let facts = try #require(try reader.box())
    #expect(facts.build == "b3" && facts.screen == "a\nb" && facts.skippedUpdates == 4)
    #expect(
      try reader.boxParts() == [BoxPart(size: 7, body: [1, 2, 3]), BoxPart(size: 8, body: [])])
    #expect(try JournalReader(path).box() == nil)
    #expect(committer.committed == 12)
  }

  @Test("STATE-03 The readable tables of a black box are whole, but for notes from before it")
  func tables() throws {
    _ = try written()
    let box = folder.file("box")
    try pack(box, from: 2)
    let reader = try JournalReader(box)

    #expect(try reader.rows(of: "SELECT count(*) FROM fills") == [[.integer(12)]])
    #expect(
      try reader.rows(of: "SELECT input, line, twice FROM notes ORDER BY input") == [
        [.integer(7), .integer(5), .integer(10)], [.integer(10), .integer(5), .integer(10)],
      ])
    #expect(try reader.rows(of: "SELECT * FROM lines") == [[.integer(5)], [.integer(5)]])
    let names = try reader.rows(
      of: "SELECT name FROM sqlite_schema WHERE name IN ('by_line', 'lines', 'box')")
    #expect(names.count == 3)
    let property = "SELECT value FROM property"
    #expect(try reader.rows(of: property) == JournalReader(path).rows(of: property))
  }

  @Test("STATE-04 What is committed while a black box is copied is not in it, and is not held up")
  func beside() throws {
    let committer = try written()
    let box = folder.file("box")
    try pack(box, from: 1) {
      guard committer.committed < 20 else { return }
      try committer.commit(.inputs(committer.committed + 1...committer.committed + 4))
    }

    #expect(committer.committed == 20)
    #expect(try JournalReader(box).extent() == JournalReader.Extent(first: 1, last: 12))
    #expect(try JournalReader(box).rows(of: "SELECT count(*) FROM fills") == [[.integer(12)]])
  }

  @Test("STATE-02 A black box replaces no file, and one that is not finished leaves nothing")
  func isNew() throws {
    struct Stop: Error {}
    _ = try written()
    let box = folder.file("box")
    try Data("mine".utf8).write(to: URL(filePath: box))
    #expect(throws: JournalError.exists(path: box)) { try pack(box, from: 1) }
    #expect(try String(contentsOfFile: box, encoding: .utf8) == "mine")
    #expect(throws: Stop.self) { try pack(folder.file("other"), from: 1) { throw Stop() } }
    // A file of that name that is made meanwhile stays too.
    #expect(throws: JournalError.exists(path: folder.file("late"))) {
      try pack(folder.file("late"), from: 2) {
        try Data("late".utf8).write(to: URL(filePath: folder.file("late")))
      }
    }
    #expect(try String(contentsOfFile: folder.file("late"), encoding: .utf8) == "late")
    #expect(throws: JournalError.missingFolder(path: folder.file("none/box"))) {
      try pack(folder.file("none/box"), from: 1)
    }

    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.filter { !$0.hasPrefix("a.journal") }.sorted() == ["box", "late"])
  }

  @Test("STATE-02 A damaged journal is not packed, and damage in a box is found")
  func damaged() throws {
    do { try written().close() }
    let change = "UPDATE batch SET body = zeroblob(length(body)) WHERE first = 10"
    #expect(try output(of: "/usr/bin/sqlite3", [path, change]) == "")
    let box = folder.file("box")
    #expect(throws: JournalError.self) { try pack(box, from: 2) }
    #expect(!FileManager.default.fileExists(atPath: box))

    #expect(try output(of: "/usr/bin/sqlite3", [path, "DELETE FROM batch WHERE first > 9"]) == "")
    try pack(box, from: 2)
    let part = "UPDATE recording SET body = x'010204' WHERE part = 1"
    #expect(try output(of: "/usr/bin/sqlite3", [box, part]) == "")
    #expect(throws: JournalError.self) { try JournalReader(box).boxParts() }
  }
}
