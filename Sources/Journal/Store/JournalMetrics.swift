/// What the journal's thread has done, and how the disk does.
public struct JournalMetrics: Equatable, Sendable {
  public internal(set) var figures = CommitFigures()
  /// From the start of a commit to its return from the disk.
  public internal(set) var commitTimes = CommitTimes()
  /// Bytes of inputs that are not committed yet.
  public internal(set) var waitingBytes = 0
  /// Inputs that came after a failure and are in no journal.
  public internal(set) var dropped: UInt64 = 0
  /// 1 after the failure; there is no second one.
  public internal(set) var failures: UInt64 = 0
  /// Free bytes on the disk of the journal; nil if unknown. Looked up once a second at most.
  public internal(set) var freeBytes: UInt64?
  /// Free bytes are below the limit.
  public internal(set) var spaceIsLow = false

  public init() {}
}

/// Why the journal stopped. There is no way on with this file.
public struct JournalFailure: Error, Equatable, Sendable {
  public let error: StorageError
  /// The number of the last input that is safely on the disk. Inputs after it may be there too.
  public let lastCommitted: UInt64
}

extension JournalFailure: CustomStringConvertible {
  public var description: String {
    "the journal failed after input \(lastCommitted): \(error)"
  }
}
