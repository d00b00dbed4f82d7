/// What was being done with the journal's file when an error came.
public enum StorageAttempt: Equatable, Sendable {
  case open
  case create
  case begin
  case write(table: String)
  case commit(first: UInt64, count: Int)
  /// Copying the write-ahead log into the main file.
  case checkpoint
  case read(table: String)
  case query
  case forget
  case close
}

extension StorageAttempt: CustomStringConvertible {
  public var description: String {
    switch self {
    case .open: "open the journal"
    case .create: "create the journal"
    case .begin: "begin a transaction"
    case .write(let table): "write to the table \(table)"
    case .commit(_, 0): "commit"
    case .commit(let first, 1): "commit input \(first)"
    case .commit(let first, let count): "commit inputs \(first) to \(first + UInt64(count) - 1)"
    case .checkpoint: "copy the write-ahead log into the journal"
    case .read(let table): "read the table \(table)"
    case .query: "run the query"
    case .forget: "delete old inputs"
    case .close: "close the journal"
    }
  }
}
