import CSQLite

/// One connection to an SQLite file. Only one thread at a time may use it.
final class Database {
  let handle: OpaquePointer
  let path: String
  /// Pages in the write-ahead log after the last commit.
  private let pagesInLog: UnsafeMutablePointer<Int32>
  private var isAbandoned = false

  /// - Parameters:
  ///   - flags: those of `sqlite3_open_v2`, without the one about mutexes.
  ///   - vfs: the name of a registered file system of SQLite; nil for the usual one.
  init(_ path: String, name: String? = nil, flags: Int32, vfs: String?) throws(StorageError) {
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(name ?? path, &handle, flags | SQLITE_OPEN_NOMUTEX, vfs)
    guard let handle else {
      throw StorageError(.open, path, extendedCode: SQLITE_NOMEM, message: "out of memory")
    }
    guard code == SQLITE_OK else {
      let error = StorageError(
        .open, path, extendedCode: sqlite3_extended_errcode(handle),
        message: String(cString: sqlite3_errmsg(handle)))
      sqlite3_close_v2(handle)
      throw error
    }
    sqlite3_extended_result_codes(handle, 1)
    self.handle = handle
    self.path = path
    pagesInLog = .allocate(capacity: 1)
    pagesInLog.initialize(to: 0)
    countPages()
  }

  /// Watches the size of the log. Setting up automatic copying takes the watch's place.
  func countPages() {
    sqlite3_wal_hook(
      handle,
      { context, _, _, pages in
        context?.assumingMemoryBound(to: Int32.self).pointee = pages
        return SQLITE_OK
      }, pagesInLog)
  }

  /// The error of the last call.
  func error(_ attempt: StorageAttempt) -> StorageError {
    StorageError(
      attempt, path, extendedCode: sqlite3_extended_errcode(handle),
      message: String(cString: sqlite3_errmsg(handle)))
  }

  /// Runs statements that return nothing of interest.
  func run(_ sql: String, _ attempt: StorageAttempt) throws(StorageError) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw error(attempt) }
  }

  func prepare(_ sql: String, _ attempt: StorageAttempt) throws(StorageError) -> Statement {
    try Statement(self, sql, attempt)
  }

  /// The first column of the first row; nil if there is no row or the column is null.
  func value(of sql: String, _ attempt: StorageAttempt) throws(StorageError) -> SQLValue? {
    let statement = try prepare(sql, attempt)
    guard try statement.step() else { return nil }
    let value = statement.value(0)
    // A statement that also writes commits behind its last row.
    while try statement.step() {}
    return value == .null ? nil : value
  }

  func integer(of sql: String, _ attempt: StorageAttempt) throws(StorageError) -> Int64? {
    guard case .integer(let number)? = try value(of: sql, attempt) else { return nil }
    return number
  }

  /// Whether the system let us open the file only for reading.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// How many rows the last statement that writes has changed.
  var lastChanges: Int64 { sqlite3_changes64(handle) }

  /// Pages in the write-ahead log after the last commit through this connection.
  var logPages: Int { Int(pagesInLog.pointee) }

  /// Copies what it can of the write-ahead log into the main file, without waiting for readers.
  ///
  /// - Returns: pages in the log, and how many of them are in the main file now; nil if another
  ///   connection is doing the same.
  func copyLog() throws(StorageError) -> (pages: Int, copied: Int)? {
    var (pages, copied): (Int32, Int32) = (0, 0)
    let code = sqlite3_wal_checkpoint_v2(
      handle, nil, SQLITE_CHECKPOINT_PASSIVE, &pages, &copied)
    switch code & 0xFF {
    case SQLITE_OK: return (Int(pages), Int(copied))
    case SQLITE_BUSY: return nil
    default: throw error(.checkpoint)
    }
  }

  /// Leaves the connection as it is, never to be used or closed: closing it could write to the file.
  func abandon() { isAbandoned = true }

  /// Lets it be closed without another write, as if the process had been killed.
  func drop() {
    isAbandoned = false
    rung_sqlite_no_checkpoint_on_close(handle)
  }

  deinit {
    guard !isAbandoned else { return }
    // Statements that are still in use keep it open until they are finalized.
    sqlite3_close_v2(handle)
    pagesInLog.deallocate()
  }
}
