import Engine
import Journal
import Market

extension JournalWorld {
  /// Opens a record at the beginning of a segment.
  ///
  /// - Parameters:
  ///   - segment: the segment's number; nil for the first that is kept.
  ///   - market: finds the markets that the segments name.
  /// - Throws: ``JournalError``, ``InputError``, ``RecordError``, or what `market` throws.
  public init(
    _ reader: JournalReader, from segment: Int64? = nil, market: @escaping SegmentMarket
  ) throws {
    let all = try reader.segments()
    guard let first = all.first(where: { segment ?? $0.id <= $0.id }) else {
      throw RecordError.isEmpty(path: reader.path)
    }
    try self.init(
      Engine(of: first), RecordedInputs(reader, after: first.first - 1),
      Segments(all, at: first.first - 1, market),
      RecordFacts(reader, mode: "JOURNAL", first: first.start.begun))
  }

  /// Opens a record where reading it to its end takes least: at its newest checkpoint of this build,
  /// or at its last segment.
  public init(
    lastOf reader: JournalReader, build: String, market: @escaping SegmentMarket
  ) throws {
    let all = try reader.segments()
    guard let last = all.last else { throw RecordError.isEmpty(path: reader.path) }
    let kept = try reader.checkpoint(of: build)
    let (engine, number): (Engine, UInt64)
    if let kept, kept.input + 1 >= last.first {
      (engine, number) = (try Engine(checkpoint: kept.state), kept.input)
    } else {
      (engine, number) = (try Engine(of: last), last.first - 1)
    }
    try self.init(
      engine, RecordedInputs(reader, after: number), Segments(all, at: number, market),
      RecordFacts(reader, mode: "JOURNAL", first: last.start.begun))
  }

  /// Repeats all inputs that are recorded by now, or those before the first that can't be repeated.
  public mutating func run() {
    while advance() {}
  }
}

extension JournalWorld.RecordFacts {
  init(_ reader: JournalReader, mode: String, first: Instant) throws {
    self.init(
      path: reader.path, mode: mode, first: first, last: try reader.lastTime() ?? first,
      count: Int(clamping: try reader.extent().last))
  }
}
