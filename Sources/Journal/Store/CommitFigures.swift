/// What a committer has written.
public struct CommitFigures: Equatable, Sendable {
  /// Transactions with inputs, rows or reservations.
  public internal(set) var commits: UInt64 = 0
  public internal(set) var inputs: UInt64 = 0
  /// Bytes of inputs.
  public internal(set) var bytes: UInt64 = 0
  public internal(set) var checkpoints: UInt64 = 0
  /// How often the log was copied into the main file.
  public internal(set) var logCopies: UInt64 = 0
  /// Pages in the write-ahead log, of 4,096 bytes.
  public internal(set) var logPages = 0
  /// A reader keeps the log from being used again, and it has grown long.
  public internal(set) var logIsHeld = false
}
