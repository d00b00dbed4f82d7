/// An engine as it was after an input: a cache that only the build that wrote it can read.
public struct StoredCheckpoint: Equatable, Sendable {
  /// The number of the last input it has heard.
  public let input: UInt64
  public let build: String
  /// The encoded engine.
  public let state: [UInt8]
  /// JSON: the engine's keyed record at the same input, which other builds can read too.
  public let record: String?

  public init(input: UInt64, build: String, state: [UInt8], record: String?) {
    self.input = input
    self.build = build
    self.state = state
    self.record = record
  }

  var check: Int64 {
    var sum = Checksum()
    sum.add(input)
    sum.add(build)
    state.withUnsafeBytes { sum.add($0) }
    sum.add(record)
    return sum.value
  }
}

/// What a checkpoint holds, made on the journal's thread.
public struct CheckpointContent: Sendable {
  public let state: [UInt8]
  public let record: String?

  public init(state: [UInt8], record: String?) {
    self.state = state
    self.record = record
  }
}
