import Market

/// What a run of inputs begins from, as it is handed to the journal.
public struct SegmentStart: Equatable, Sendable {
  /// The build of Rung that writes it.
  public let build: String
  public let begun: Instant
  /// Why it begins, in plain words, such as `rotation`.
  public let why: String
  /// JSON: the kind of run, its configuration and its source of market data.
  public let world: String
  /// JSON: the engine's keyed record; nil if the engine begins fresh.
  public let record: String?

  public init(build: String, begun: Instant, why: String, world: String, record: String?) {
    self.build = build
    self.begun = begun
    self.why = why
    self.world = world
    self.record = record
  }
}

/// A run of inputs in the journal, up to where the next one begins.
public struct Segment: Equatable, Sendable {
  public let id: Int64
  /// The number of its first input, which may not be there yet.
  public let first: UInt64
  public let start: SegmentStart

  var check: Int64 {
    var sum = Checksum()
    sum.add(id)
    sum.add(first)
    sum.add(start.build)
    sum.add(start.begun.nanoseconds)
    sum.add(start.why)
    sum.add(start.world)
    sum.add(start.record)
    return sum.value
  }
}
