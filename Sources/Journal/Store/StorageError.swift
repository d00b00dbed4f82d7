import CSQLite

/// A refusal by SQLite or the disk below it.
public struct StorageError: Error, Equatable, Sendable {
  public let attempt: StorageAttempt
  public let path: String
  /// The extended result code of SQLite, such as 1034 for a failed sync.
  public let extendedCode: Int32
  /// SQLite's own text.
  public let message: String

  public init(_ attempt: StorageAttempt, _ path: String, extendedCode: Int32, message: String) {
    self.attempt = attempt
    self.path = path
    self.extendedCode = extendedCode
    self.message = message
  }

  /// The result code without its details, such as 10 for any input or output error.
  public var code: Int32 { extendedCode & 0xFF }

  public var isDiskFull: Bool { code == SQLITE_FULL }

  /// Whether the bytes of the file make no sense, rather than that the disk refused them.
  var isDamage: Bool {
    code == SQLITE_CORRUPT || code == SQLITE_NOTADB
      || extendedCode == Int32(RUNG_SQLITE_IOERR_SHORT_READ)
  }

  /// The reason in plain words.
  public var reason: String {
    switch code {
    case SQLITE_FULL: "the disk is full"
    case SQLITE_IOERR: disk
    case SQLITE_BUSY: "another process holds the journal's write lock"
    case SQLITE_LOCKED: "the table is in use"
    case SQLITE_READONLY: "the file is read-only"
    case SQLITE_CORRUPT: "the file is damaged"
    case SQLITE_NOTADB: "the file is not an SQLite database"
    case SQLITE_CANTOPEN: "the file cannot be opened"
    case SQLITE_PERM: "no permission"
    case SQLITE_NOMEM: "out of memory"
    default: message
    }
  }

  private var disk: String {
    switch Int(extendedCode) {
    case RUNG_SQLITE_IOERR_READ: "the disk failed to read"
    case RUNG_SQLITE_IOERR_SHORT_READ: "the file ends too early"
    case RUNG_SQLITE_IOERR_WRITE: "the disk failed to write"
    case RUNG_SQLITE_IOERR_FSYNC, RUNG_SQLITE_IOERR_DIR_FSYNC:
      "the disk failed to sync"
    case RUNG_SQLITE_IOERR_SHMSIZE: "the disk has no room for the file that is shared with readers"
    default: "the disk reported an error"
    }
  }
}

extension StorageError: CustomStringConvertible {
  public var description: String {
    "cannot \(attempt) (\(path)): \(reason) (SQLite error \(extendedCode))"
  }
}
