import Market
import Testing

@testable import Journal

@Suite("Reading a journal")
struct JournalReaderTests {
  let folder: StoreFolder
  let path: String

  init() throws {
    folder = try StoreFolder()
    path = folder.file()
  }

  /// A journal with inputs in batches of three.
  private func written(_ last: UInt64) throws -> JournalCommitter {
    let committer = try JournalCommitter(try JournalFile(path, .new, layout: smallLayout))
    var group = CommitGroup()
    group.begin(smallStart)
    try committer.commit(group)
    for first in stride(from: 1, through: last, by: 3) {
      try committer.commit(.inputs(first...min(first + 2, last)))
    }
    return committer
  }

  @Test("STATE-01 What is read is what was appended, from any input on, with its rows")
  func readsBack() throws {
    let committer = try written(20)
    let reader = try JournalReader(path)

    #expect(committer.committed == 20)
    #expect(try reader.extent() == JournalReader.Extent(first: 1, last: 20))
    #expect(try reader.allBytes().bytes == (1...20).flatMap { sample($0) })
    for input in UInt64(1)...20 {
      let first = try reader.batches(from: input).next(\.first)
      #expect(first == (input - 1) / 3 * 3 + 1)
    }
    #expect(try reader.batches(from: 21).next(\.first) == nil)
    #expect(
      try reader.rows(of: "SELECT count(*), max(key) FROM fills") == [
        [.integer(20), .text("f9")]
      ])
  }

  @Test("STATE-01 A reader beside the writer goes on when more is committed")
  func follows() throws {
    let committer = try written(3)
    let cursor = try JournalReader(path).batches(from: 1)

    #expect(try cursor.next(\.last) == 3)
    #expect(try cursor.next(\.last) == nil)
    try committer.commit(.inputs(4...5))
    #expect(try cursor.next(\.last) == 5)
    #expect(cursor.next == 6)
    #expect(try cursor.next(\.last) == nil)
  }

  @Test("STATE-03 The sqlite3 program reads a journal that is being written, and breaks nothing")
  func sqlitePromptReads() throws {
    let committer = try written(9)
    for options in [["-readonly"], []] {
      let text = try output(
        of: "/usr/bin/sqlite3", options + [path, "SELECT sum(count), count(*) FROM batch"])
      #expect(text == "9|3\n")
      try committer.commit(CommitGroup())
    }
    try committer.commit(.inputs(10...12))

    #expect(try JournalReader(path).allBytes().last == 12)
    #expect(try output(of: "/usr/bin/sqlite3", [path, "PRAGMA integrity_check"]) == "ok\n")
  }

  @Test("STATE-05 The newest checkpoint at or before an input is found; the last two are kept")
  func checkpoints() throws {
    let committer = try written(9)
    for input in [UInt64(3), 6, 9] {
      try committer.keep(
        StoredCheckpoint(
          input: input, build: input == 9 ? "b2" : "b1", state: sample(input), record: "{}"))
    }
    let reader = try JournalReader(path)

    #expect(try reader.checkpoint()?.input == 9)
    #expect(try reader.checkpoint()?.state == sample(9))
    #expect(try reader.checkpoint(of: "b1")?.input == 6)
    #expect(try reader.checkpoint(atOrBefore: 8)?.input == 6)
    #expect(try reader.checkpoint(atOrBefore: 5) == nil)
  }

  @Test("STATE-01 Segments begin where they were begun, and reservations only grow")
  func segments() throws {
    let committer = try written(6)
    var group = CommitGroup.inputs(7...8)
    let next = SegmentStart(
      build: "b2", begun: Instant(nanoseconds: 9), why: "rotation", world: "{}", record: "{\"a\":1}"
    )
    group.begin(next)
    group.reserve("lot", until: 4_096)
    group.reserve("lot", until: 5)
    try committer.commit(group)
    let reader = try JournalReader(path)

    #expect(
      try reader.segments() == [
        Segment(id: 1, first: 1, start: smallStart), Segment(id: 2, first: 7, start: next),
      ])
    #expect(try reader.reservations() == [Reservation(kind: "lot", until: 4_096)])
    #expect(try reader.extent().last == 8)
  }

  @Test(
    "STATE-07 Old segments are forgotten in slices; what is kept stays whole, and so do the rows")
  func forgets() throws {
    let committer = try written(400)
    var group = CommitGroup.inputs(401...500, bytes: 2_000)
    group.begin(smallStart)
    try committer.commit(group)
    try committer.keep(StoredCheckpoint(input: 399, build: "b1", state: [1], record: nil))
    try committer.keep(StoredCheckpoint(input: 500, build: "b1", state: [1], record: nil))
    let reader = try JournalReader(path)
    let cursor = try reader.batches(from: 1)
    let pages = try reader.rows(of: "PRAGMA page_count")

    try committer.forget(before: 2)
    #expect(try reader.extent() == JournalReader.Extent(first: 401, last: 500))
    #expect(throws: JournalError.forgotten(path: path, before: 401)) {
      try reader.batches(from: 400)
    }
    var slices = 1
    while try committer.forgetSlice() { slices += 1 }

    #expect(slices == 4)
    #expect(try reader.rows(of: "SELECT count(*) FROM batch") == [[.integer(1)]])
    #expect(try reader.rows(of: "SELECT count(*) FROM fills") == [[.integer(500)]])
    #expect(try reader.rows(of: "SELECT input FROM checkpoint") == [[.integer(500)]])
    #expect(try reader.rows(of: "SELECT id, first FROM forgotten") == [[.integer(1), .integer(1)]])
    #expect(try reader.rows(of: "PRAGMA page_count") != pages)
    #expect(
      try reader.allBytes(from: 401).bytes == (401...500).flatMap { sample($0, count: 2_000) })
    #expect(throws: JournalError.forgotten(path: path, before: 401)) { try cursor.next(\.first) }
    // The newest segment is never given up.
    try committer.forget(before: 9)
    #expect(try reader.segments().map(\.id) == [2])
  }

  @Test("STATE-01 A writer goes on where another has ended")
  func goesOn() throws {
    do { try written(5).close() }
    let committer = try JournalCommitter(try JournalFile(path, .write, layout: smallLayout))
    try committer.commit(.inputs(6...7))

    #expect(committer.committed == 7)
    #expect(try JournalReader(path).allBytes().bytes == (1...7).flatMap { sample($0) })
  }
}
