import CSQLite
import Glibc
import Output

/// A journal on the disk, open for writing or for reading. Only one thread at a time may use it.
public final class JournalFile {
  public enum Mode: Equatable, Sendable {
    /// Makes a file that must not be there yet.
    case new
    /// Opens a file for writing, or makes it.
    case openOrNew
    /// Opens a file that must be there, for writing.
    case write
    case read
  }

  public let path: String
  let database: Database
  let layout: TableLayout

  /// Opens or makes a journal. Only the owner may read a new file.
  ///
  /// - Parameters:
  ///   - layout: the readable tables. Not needed for reading.
  ///   - vfs: the name of a file system registered with SQLite, for tests; nil for the disk.
  ///   - waitMilliseconds: how long to wait for the write lock if another process holds it.
  public init(
    _ path: String, _ mode: Mode, layout: TableLayout = TableLayout(create: [], statements: []),
    vfs: String? = nil, waitMilliseconds: Int32 = 10_000
  ) throws(JournalError) {
    self.path = path
    self.layout = layout
    do {
      if vfs == nil { try prepareFile(path, mode) }
      database = try connection(to: path, mode, vfs)
      sqlite3_busy_timeout(database.handle, waitMilliseconds)
    } catch {
      throw refusal(error, path, mode)
    }
    if mode == .read {
      try checkFormat()
    } else {
      try setUp(mode)
      if vfs == nil { try syncFolder(of: path) }
    }
  }

  private func setUp(_ mode: Mode) throws(JournalError) {
    let isEmpty: Bool
    do throws(StorageError) {
      guard !database.isReadOnly else {
        throw StorageError(.open, path, extendedCode: SQLITE_READONLY, message: "read-only")
      }
      isEmpty = try database.integer(of: "SELECT count(*) FROM sqlite_schema", .open) == 0
    } catch {
      throw refusal(.storage(error), path, mode)
    }
    if isEmpty, mode != .write {
      do throws(StorageError) { try makeTables() } catch {
        throw refusal(.storage(error), path, mode)
      }
    }
    try checkFormat()
    do throws(StorageError) { try writeSafely() } catch {
      throw refusal(.storage(error), path, mode)
    }
    let version = try tablesVersion()
    guard version <= layout.version else {
      throw .newerTables(path: path, version: version, known: layout.version)
    }
    guard version < layout.version else { return }
    do throws(StorageError) { try upgradeTables(from: version) } catch {
      throw refusal(.storage(error), path, mode)
    }
  }

  /// The version of the readable tables in the file.
  private func tablesVersion() throws(JournalError) -> Int {
    let value: SQLValue?
    do throws(StorageError) {
      value = try database.value(
        of: "SELECT value FROM property WHERE name = 'tables'", .read(table: "property"))
    } catch {
      throw refusal(.storage(error), path, .read)
    }
    guard case .text(let text)? = value, let version = Int(text), version > 0 else {
      throw .damaged(
        JournalDamage(path, table: "property", .structure(extendedCode: SQLITE_CORRUPT), at: nil))
    }
    return version
  }

  /// Turns the readable tables of an earlier version into this one's, in one transaction.
  private func upgradeTables(from version: Int) throws(StorageError) {
    try database.run("BEGIN IMMEDIATE", .create)
    for sql in layout.upgrades.dropFirst(version - 1).joined() { try database.run(sql, .create) }
    try keepTablesVersion()
    try database.run("COMMIT", .create)
  }

  private func keepTablesVersion() throws(StorageError) {
    let insert = try database.prepare(
      "INSERT OR REPLACE INTO property VALUES ('tables', ?1)", .create)
    insert.bind(1, .text(String(layout.version)))
    try insert.run()
  }

  /// A new file is made in one transaction, so that a kill leaves all of it or an empty file.
  private func makeTables() throws(StorageError) {
    // Until the log is in use SQLite writes with a rollback journal. Its deletion must be on the disk
    // before anything is acknowledged: found again after a loss of power, it would undo everything.
    try database.run("PRAGMA synchronous = EXTRA; PRAGMA auto_vacuum = INCREMENTAL", .create)
    try writeSafely()
    try database.run("BEGIN IMMEDIATE", .create)
    try database.run(JournalSchema.tables, .create)
    for sql in layout.create { try database.run(sql, .create) }
    try keepTablesVersion()
    try database.run("COMMIT", .create)
  }

  /// Every commit waits for the disk. The log is copied into the main file by us, so that its errors
  /// are seen: SQLite drops those of its automatic copying.
  private func writeSafely() throws(StorageError) {
    let mode = try database.value(of: "PRAGMA journal_mode = WAL", .open)
    guard mode == .text("wal") else {
      throw StorageError(
        .open, path, extendedCode: SQLITE_CANTOPEN,
        message: "the file system cannot hold a write-ahead log")
    }
    try database.run(
      """
      PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
      PRAGMA journal_size_limit = 16777216; PRAGMA cell_size_check = ON;
      """, .open)
    database.countPages()
  }

  private func checkFormat() throws(JournalError) {
    let (application, version): (Int64?, Int64?)
    do throws(StorageError) {
      application = try database.integer(of: "PRAGMA application_id", .open)
      version = try database.integer(of: "PRAGMA user_version", .open)
    } catch {
      throw refusal(.storage(error), path, .read)
    }
    guard application == JournalSchema.applicationID else { throw .notAJournal(path: path) }
    guard let version, version == JournalSchema.version else {
      throw .otherFormat(path: path, version: version ?? 0)
    }
  }

  /// Lets the file be closed without another write, as if the process had been killed. It is closed when
  /// nothing uses it any more.
  public func drop() { database.drop() }
}

/// Makes the file with the permissions of its owner only, so that SQLite finds it.
private func prepareFile(_ path: String, _ mode: JournalFile.Mode) throws(JournalError) {
  var facts = stat()
  guard stat(path, &facts) != 0 else {
    if mode == .new { throw .exists(path: path) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw .notAJournal(path: path) }
    return
  }
  switch (errno, mode) {
  case (ENOENT, .new), (ENOENT, .openOrNew): break
  case (ENOENT, _): throw .missing(path: path)
  case (EACCES, _): throw .noPermission(path: path)
  case (ENOTDIR, _): throw .missingFolder(path: path)
  case (let code, _): throw system(code, path)
  }
  do throws(FileError) {
    try OutputFile(new: path).finish()
  } catch {
    throw JournalError(making: error, path)
  }
}

extension JournalError {
  /// Why a new file can't be made.
  init(making error: FileError, _ path: String) {
    switch error.code {
    case ENOENT, ENOTDIR: self = .missingFolder(path: path)
    case EACCES, EPERM: self = .noPermission(path: path)
    case EROFS: self = .readOnlyDisk(path: path)
    case EEXIST: self = .exists(path: path)
    default: self = system(error.code, path)
    }
  }
}

/// The names of files that were made or deleted are on the disk before anything depends on it.
private func syncFolder(of path: String) throws(JournalError) {
  let slash = path.lastIndex(of: "/")
  let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard folder >= 0 else { throw system(errno, path) }
  defer { close(folder) }
  // Some file systems can't sync a folder and return EINVAL.
  guard fsync(folder) == 0 || errno == EINVAL else { throw system(errno, path) }
}

private func connection(
  to path: String, _ mode: JournalFile.Mode, _ vfs: String?
) throws(JournalError) -> Database {
  do throws(StorageError) {
    guard mode == .read else {
      let flags = SQLITE_OPEN_READWRITE | (vfs == nil ? 0 : SQLITE_OPEN_CREATE)
      return try Database(path, flags: flags, vfs: vfs)
    }
    guard vfs == nil else { return try Database(path, flags: SQLITE_OPEN_READONLY, vfs: vfs) }
    return try Database(
      path, name: nameForReading(path), flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, vfs: nil)
  } catch {
    throw .storage(error)
  }
}

/// The name by which SQLite opens a journal for reading only.
func nameForReading(_ path: String) -> String {
  "file:\(escaped(path))?" + (isFrozen(path) ? "immutable=1" : "mode=ro")
}

/// Whether nobody can be writing: SQLite could not make the files beside it that it needs for reading
/// a journal that may change.
private func isFrozen(_ path: String) -> Bool {
  let slash = path.lastIndex(of: "/")
  let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  return access(parent, W_OK) != 0 && access(path + "-wal", F_OK) != 0
}

private func escaped(_ path: String) -> String {
  let marks = "0123456789/-_.".unicodeScalars
  var text = ""
  for byte in path.utf8 {
    let character = Unicode.Scalar(byte)
    let isPlain =
      character.isASCII && (character.properties.isAlphabetic || marks.contains(character))
    text += isPlain ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
  return text
}

private func system(_ code: Int32, _ path: String) -> JournalError {
  .storage(
    StorageError(.open, path, extendedCode: SQLITE_CANTOPEN, message: systemMessage(code)))
}

/// The error of SQLite as what an operator can do something about.
private func refusal(_ error: JournalError, _ path: String, _ mode: JournalFile.Mode)
  -> JournalError
{
  guard case .storage(let storage) = error else { return error }
  switch storage.code {
  case SQLITE_NOTADB: return .notAJournal(path: path)
  case SQLITE_CANTOPEN where access(path, R_OK) != 0 && errno == EACCES,
    SQLITE_PERM:
    return .noPermission(path: path)
  case SQLITE_READONLY, SQLITE_CANTOPEN:
    guard mode != .read, access(path, W_OK) != 0 else { return error }
    return errno == EROFS ? .readOnlyDisk(path: path) : .noPermission(path: path)
  default:
    guard storage.isDamage else { return error }
    return .damaged(
      JournalDamage(
        path, table: "sqlite_schema", .structure(extendedCode: storage.extendedCode), at: nil))
  }
}
