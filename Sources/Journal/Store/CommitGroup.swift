import Market

/// What one transaction writes: at most one segment's beginning, then at most one batch, with the
/// rows that its inputs caused.
public struct CommitGroup: Sendable {
  /// The beginning of a segment, in front of the inputs.
  public internal(set) var segment: SegmentStart?
  /// The inputs' bytes, in order.
  public private(set) var body: [UInt8] = []
  /// How many inputs.
  public private(set) var count = 0
  /// The moment of the last input.
  public private(set) var time = Instant.distantPast
  public private(set) var rows: [RowWrite] = []
  public internal(set) var reservations: [Reservation] = []
  /// Taken after the inputs, each in a transaction of its own.
  var checkpoints: [CheckpointRequest] = []

  public init() {}

  public mutating func append(
    _ bytes: UnsafeRawBufferPointer, count added: Int, time: Instant, rows new: [RowWrite]
  ) {
    body.append(contentsOf: bytes)
    count += added
    self.time = time
    if !new.isEmpty { rows.append(contentsOf: new) }
  }

  public mutating func begin(_ segment: SegmentStart) { self.segment = segment }

  public mutating func reserve(_ kind: String, until: UInt64) {
    reservations.append(Reservation(kind: kind, until: until))
  }

  var isEmpty: Bool {
    count == 0 && segment == nil && rows.isEmpty && reservations.isEmpty && checkpoints.isEmpty
  }
  /// Whether there is something besides checkpoints.
  var hasWrites: Bool {
    count > 0 || segment != nil || !rows.isEmpty || !reservations.isEmpty
  }
}

/// Numbers that are kept for use ahead: a start goes on above them.
public struct Reservation: Equatable, Sendable {
  /// What is numbered, such as `order` or `lot`.
  public let kind: String
  /// The last number that is reserved.
  public let until: UInt64

  public init(kind: String, until: UInt64) {
    self.kind = kind
    self.until = until
  }
}

/// A checkpoint that the journal makes when it has written the inputs before it.
struct CheckpointRequest: Sendable {
  let build: String
  let make: @Sendable () -> CheckpointContent
}
