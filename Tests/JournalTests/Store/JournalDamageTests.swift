import Foundation
import Testing

@testable import Journal

/// J4 of the list of promises about reliability: damage is refused with its place, never cut.
@Suite("A damaged journal")
struct JournalDamageTests {
  let folder: StoreFolder
  let path: String

  init() throws {
    folder = try StoreFolder()
    path = folder.file()
    let committer = try JournalCommitter(try JournalFile(path, .new, layout: smallLayout))
    for first in stride(from: UInt64(1), through: 96, by: 5) {
      var group = CommitGroup.inputs(first...first + 4)
      if first == 1 { group.begin(smallStart) }
      try committer.commit(group)
    }
    try committer.close()
  }

  private func change(_ sql: String) throws {
    let file = try JournalFile(path, .write, layout: smallLayout)
    try file.database.run(sql, .query)
  }

  /// The damage met by reading from the beginning.
  private func damage() -> JournalDamage? {
    do {
      _ = try JournalReader(path).allBytes()
    } catch JournalError.damaged(let damage) {
      return damage
    } catch {
      Issue.record("\(error)")
    }
    return nil
  }

  @Test(
    "STATE-02 A wrong batch is refused with the number of its first input",
    arguments: [
      ("UPDATE batch SET body = body || x'00' WHERE first = 11", .checksum, 11),
      ("UPDATE batch SET time = time + 1 WHERE first = 11", .checksum, 11),
      ("UPDATE batch SET count = count + 1 WHERE first = 11", .checksum, 11),
      ("UPDATE batch SET first = 12 WHERE first = 11", .checksum, 12),
      ("DELETE FROM batch WHERE first = 11", .hole(found: 16), 11),
      ("DELETE FROM batch WHERE first = 1", .hole(found: 6), nil),
      ("DELETE FROM segment", .noSegment, nil),
      ("UPDATE segment SET record = '{}'", .checksum, 1),
    ] as [(String, JournalDamage.Finding, UInt64?)])
  func wrongRows(sql: String, finding: JournalDamage.Finding, number: UInt64?) throws {
    try change(sql)
    let found = damage()

    #expect(found?.finding == finding)
    #expect(found?.number == number)
  }

  @Test("STATE-02 A batch that repeats inputs is refused")
  func overlap() throws {
    do {
      let file = try JournalFile(path, .write, layout: smallLayout)
      let body = sample(3)
      try body.withUnsafeBytes {
        try Statements(file).write(
          Batch(first: 13, count: 1, time: .init(nanoseconds: 0), body: $0))
      }
    }
    let reader = try JournalReader(path)
    let cursor = try reader.batches(from: 1)

    #expect(damage()?.finding == .overlap(found: 13))
    for last in [UInt64(5), 10, 15] { #expect(try cursor.next(\.last) == last) }
    #expect(throws: JournalError.self) { try cursor.next(\.last) }
  }

  @Test("STATE-02 Inputs that a checkpoint has heard and that are gone are missed")
  func missingTail() throws {
    do {
      let committer = try JournalCommitter(try JournalFile(path, .write, layout: smallLayout))
      try committer.keep(StoredCheckpoint(input: 100, build: "b", state: [], record: nil))
      try committer.close()
    }
    try change("DELETE FROM batch WHERE first > 90")

    #expect(damage()?.finding == .missingTail(known: 100))
    #expect(throws: JournalError.self) {
      try JournalCommitter(try JournalFile(path, .write, layout: smallLayout))
    }
  }

  @Test("STATE-02 The error names the page and the byte of a damaged batch")
  func place() throws {
    var bytes = try Data(contentsOf: URL(filePath: path))
    let body = try #require(bytes.range(of: Data((51...55).flatMap { sample($0) })))
    bytes[body.lowerBound + 40] ^= 1
    try bytes.write(to: URL(filePath: path))
    let found = try #require(damage())
    let place = try #require(found.place)

    #expect(found.number == 51)
    #expect(place.page == body.lowerBound / 4_096 + 1)
    // The row begins with its sizes, its number, its count and its time.
    #expect((1...24).contains(body.lowerBound - place.offset))
    #expect(
      found.description.hasSuffix(
        "at input 51, page \(place.page), byte \(place.offset): the checksum is wrong"))
    for byte in (place.page - 1) * 4_096..<place.page * 4_096 { bytes[byte] = 0xFF }
    try bytes.write(to: URL(filePath: path))
    #expect(damage()?.place == .init(page: place.page, offset: (place.page - 1) * 4_096))
  }

  @Test("STATE-02 Whatever sector is overwritten, no wrong input is read")
  func overwrittenSectors() throws {
    let whole = try Data(contentsOf: URL(filePath: path))
    let truth = (1...100).flatMap { sample($0) }
    var found = 0
    for sector in stride(from: 0, to: whole.count, by: 512) {
      var bytes = whole
      for place in sector..<sector + 512 { bytes[place] ^= 0xA5 }
      try bytes.write(to: URL(filePath: path))
      do {
        let read = try JournalReader(path).allBytes()
        #expect(read.bytes == truth, "sector at \(sector)")
      } catch let error as JournalError {
        found += 1
        switch error {
        case .damaged, .notAJournal, .otherFormat: break
        default: Issue.record("sector at \(sector): \(error)")
        }
      }
    }
    // Some sectors hold rows of other tables or nothing.
    #expect(found > whole.count / 512 / 4)
  }

  @Test("STATE-02 A file cut at any page is refused, not read as shorter")
  func cutFile() throws {
    let whole = try Data(contentsOf: URL(filePath: path))
    for count in stride(from: 4_096, to: whole.count, by: 4_096) {
      try whole.prefix(count).write(to: URL(filePath: path))
      #expect(throws: JournalError.self, "cut at \(count)") { try JournalReader(path).allBytes() }
    }
  }
}
