import CSQLite
import Foundation
import Market
import Testing

@testable import Journal

@Suite("The journal's file")
struct JournalFileTests {
  let folder: StoreFolder

  init() throws { folder = try StoreFolder() }

  @Test("STATE-02 A new journal is its owner's only, and opens again")
  func makesFile() throws {
    let path = folder.file()
    _ = try JournalFile(path, .new, layout: smallLayout)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    let reader = try JournalReader(path)

    #expect(mode == 0o600)
    #expect(try reader.extent() == JournalReader.Extent(first: 1, last: 0))
    #expect(throws: JournalError.exists(path: path)) {
      try JournalFile(path, .new, layout: smallLayout)
    }
  }

  @Test("STATE-02 A journal cut while it was made is made again")
  func makesCutFile() throws {
    let path = folder.file()
    try Data().write(to: URL(filePath: path))

    #expect(throws: JournalError.notAJournal(path: path)) { try JournalReader(path) }
    _ = try JournalFile(path, .openOrNew, layout: smallLayout)

    #expect(try JournalReader(path).segments().isEmpty)
  }

  @Test("STATE-03 What is no journal is refused with its reason")
  func refusesOthers() throws {
    let (text, database) = (folder.file("text"), folder.file("database"))
    try Data("no journal, only text".utf8).write(to: URL(filePath: text))
    try Database(database, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs: nil)
      .run("CREATE TABLE a(b)", .create)
    let missing = folder.file("missing")
    let noFolder = folder.file("none/missing")

    for mode in [JournalFile.Mode.read, .write] {
      #expect(throws: JournalError.notAJournal(path: text)) { try JournalFile(text, mode) }
      #expect(throws: JournalError.notAJournal(path: database)) { try JournalFile(database, mode) }
      #expect(throws: JournalError.missing(path: missing)) { try JournalFile(missing, mode) }
    }
    #expect(throws: JournalError.notAJournal(path: database)) {
      try JournalFile(database, .openOrNew)
    }
    #expect(throws: JournalError.missingFolder(path: noFolder)) { try JournalFile(noFolder, .new) }
    #expect(throws: JournalError.notAJournal(path: folder.path)) {
      try JournalFile(folder.path, .openOrNew)
    }
  }

  @Test("STATE-03 The tables of an earlier build become this one's, and keep their rows")
  func upgradesTables() throws {
    let path = folder.file()
    let old = try JournalFile(path, .new, layout: smallLayout)
    try old.database.run("INSERT INTO fills VALUES (1, 'a', 5)", .create)
    let newer = TableLayout(
      version: 3, create: [], statements: ["INSERT INTO fills VALUES (?1, ?2, ?3, ?4)"],
      upgrades: [
        ["ALTER TABLE fills ADD COLUMN fee INTEGER"], ["UPDATE fills SET fee = 10 * size"],
      ])

    for _ in 0..<2 {
      let file = try JournalFile(path, .write, layout: newer)
      #expect(
        try file.database.integer(of: "SELECT fee FROM fills WHERE input = 1", .query) == 50)
    }
    #expect(throws: JournalError.newerTables(path: path, version: 3, known: 1)) {
      try JournalFile(path, .write, layout: smallLayout)
    }
  }

  @Test("STATE-02 A change of the tables that fails leaves them and their rows as they were")
  func failedUpgrade() throws {
    let path = folder.file()
    _ = try JournalFile(path, .new, layout: smallLayout)
    let wrong = TableLayout(
      version: 2, create: [], statements: [], upgrades: [["DROP TABLE fills", "no SQL"]])

    #expect(throws: JournalError.self) { try JournalFile(path, .write, layout: wrong) }
    let file = try JournalFile(path, .write, layout: smallLayout)
    #expect(try file.database.integer(of: "SELECT count(*) FROM fills", .query) == 0)
  }

  @Test(
    "STATE-03 The tables of a version never change; a change is a new version with its way there")
  func tablesArePinned() {
    #expect(TableKeeper.layout.version == 1)
    #expect(TableKeeper.layout.fingerprint == "3d4f1076a810a0ba")
  }

  @Test("STATE-03 A journal of another format is refused")
  func refusesOtherFormats() throws {
    let path = folder.file()
    let file = try JournalFile(path, .new, layout: smallLayout)
    try file.database.run("PRAGMA user_version = 2", .open)
    #expect(throws: JournalError.otherFormat(path: path, version: 2)) { try JournalReader(path) }
    #expect(
      JournalError.otherFormat(path: "a", version: 2).description
        == "a: a journal of format 2; this Rung reads format 1")
  }

  @Test("STATE-02 A file or folder without permission is refused as such")
  func refusesPermissions() throws {
    let path = folder.file()
    _ = try JournalFile(path, .new, layout: smallLayout)
    // Not for root, who may do everything.
    guard geteuid() != 0 else { return }
    chmod(path, 0o400)
    #expect(throws: JournalError.noPermission(path: path)) {
      try JournalFile(path, .write, layout: smallLayout)
    }
    chmod(path, 0)
    #expect(throws: JournalError.noPermission(path: path)) { try JournalReader(path) }
  }

  @Test("STATE-03 A journal in a folder where nothing can be made is read")
  func readsFrozenFile() throws {
    let path = folder.file("a b%?#.journal")
    do {
      let committer = try JournalCommitter(try JournalFile(path, .new, layout: smallLayout))
      var group = CommitGroup.inputs(1...3)
      group.begin(smallStart)
      try committer.commit(group)
      try committer.close()
    }
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }

    #expect(try JournalReader(path).allBytes().last == 3)
  }

  @Test("An error says what was tried, with which file, and why")
  func errorTexts() {
    let error = StorageError(
      .commit(first: 5, count: 3), "/j", extendedCode: 1034, message: "disk I/O error")
    #expect(
      error.description
        == "cannot commit inputs 5 to 7 (/j): the disk failed to sync (SQLite error 1034)")
  }
}
