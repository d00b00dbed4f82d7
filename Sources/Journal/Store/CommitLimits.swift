/// When the journal writes, and when it warns.
public struct CommitLimits: Sendable {
  /// How long inputs that nothing waits for may stay in memory.
  public var delayNanoseconds: UInt64 = 50_000_000
  /// How many bytes of inputs are written without waiting for that time.
  public var bytes = 65_536
  /// Pages of the write-ahead log from which on it is copied into the main file. A page has 4,096
  /// bytes.
  public var logPages = 1_000
  /// Pages of the log from which on a reader that holds it is reported.
  public var heldLogPages = 16_384
  /// Free bytes on the disk below which space is low.
  public var lowSpaceBytes: UInt64 = 1 << 30

  public init() {}
}
