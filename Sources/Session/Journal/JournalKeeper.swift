import Engine
import Journal
import Market

/// Keeps the journal of one run: hands over what was recorded, reserves numbers ahead, makes
/// checkpoints, begins segments, and says what the operator must know of the disk.
///
/// It is used on the thread of the loop.
public final class JournalKeeper: @unchecked Sendable {
  /// How a journal is kept.
  public struct Limits: Sendable {
    /// Numbers of orders and lots are reserved in blocks of this size.
    public var block: UInt64 = 4_096
    /// A checkpoint is made after this many inputs, or after this time, in nanoseconds.
    public var checkpointInputs = 100_000
    public var checkpointNanoseconds: UInt64 = 600_000_000_000
    /// Checkpoints are at least this far apart, in nanoseconds.
    public var checkpointPause: UInt64 = 10_000_000_000
    /// A segment ends at this size in bytes.
    public var segmentBytes = 256 << 20
    /// For how long inputs are kept at least, in nanoseconds of the run; nil for all of them.
    public var keptNanoseconds: Int64?

    public init() {}
  }

  public let path: String
  public let recorder: JournalRecorder
  /// The right to write this journal, held as long as it is kept; nil if the owner needs none.
  public var lease: Lease?
  private let writer: JournalWriter
  private let build: String
  private let limits: Limits
  /// Describes the run at the beginning of a segment: JSON.
  private let world: @Sendable (_ place: Int) -> String

  private var asked = (orders: UInt64(0), lots: UInt64(0))
  private var checkpointNumber: UInt64
  private var checkpointAt: UInt64
  private var segmentDay: Int64
  private var segmentBytes: UInt64 = 0
  /// The segments that the journal keeps, oldest first.
  private var segments: [(id: Int64, begun: Instant)]
  private var hasToldFailure = false
  private var isSpaceLow = false

  /// Begins to record a run: a segment begins with the engine as it is.
  ///
  /// - Parameters:
  ///   - why: why the segment begins, in plain words.
  ///   - earlier: the segments that the journal has.
  ///   - end: where the record ended so far; the beginning, for a new one.
  ///   - world: describes the run; it is given the number in the market's source of the first update
  ///     that is still to come.
  ///   - wall: the monotonic clock in nanoseconds.
  public init(
    _ writer: JournalWriter, path: String, build: String, why: String, earlier: [Segment] = [],
    after end: RecordEnd, at time: Instant, named: NamedUpdates, limits: Limits = Limits(),
    wall: UInt64, world: @escaping @Sendable (_ place: Int) -> String
  ) {
    self.path = path
    self.writer = writer
    self.build = build
    self.limits = limits
    self.world = world
    recorder = JournalRecorder(
      writer, after: end.number, end.engine, named: named, from: end.place)
    checkpointNumber = end.number
    checkpointAt = wall
    segmentDay = time.day
    segments = earlier.map { ($0.id, $0.start.begun) }
    begin(why, end.engine, at: time)
    reserve(for: end.engine)
  }

  /// The number of the last input that is durable.
  public var committed: UInt64 { writer.committed }
  /// Why nothing is written any more; nil as long as all is well.
  public var failure: JournalFailure? { writer.failure }
  public var metrics: JournalMetrics { writer.metrics }
  /// Can be read once something that was awaited is durable.
  public var wakeDescriptor: Int32 { writer.wakeDescriptor }

  /// Waits until the first numbers are reserved: no order may leave before.
  ///
  /// - Returns: false if the disk failed or is too slow.
  public func awaitNumbers(withinMilliseconds: UInt64 = 30_000) -> Bool {
    writer.awaitReserved("order", until: asked.orders, withinMilliseconds: withinMilliseconds)
      && writer.awaitReserved("lot", until: asked.lots, withinMilliseconds: withinMilliseconds)
  }

  /// Hands over what was recorded and does what is due. Call it whenever the loop has caught up.
  ///
  /// - Returns: what the engine must be told.
  public func keepUp<World: TradingWorld>(with world: World, wall: UInt64) -> JournalNews? {
    recorder.handOver()
    // Nothing but entries waits for the disk.
    if world.kernel.outbox?.isEmpty == false { writer.hurry() }
    let engine = world.engine
    if let news = news() { return news }
    guard !hasToldFailure else { return nil }
    reserveIfNeeded(for: engine)
    let inputs = recorder.number - checkpointNumber
    let passed = wall - checkpointAt
    if passed >= limits.checkpointPause, inputs > 0,
      inputs >= limits.checkpointInputs || passed >= limits.checkpointNanoseconds
    {
      checkpoint(engine, wall: wall)
    }
    return nil
  }

  /// Hands over what was recorded, to be written at once.
  ///
  /// - Returns: the number of the last input.
  public func hurry() -> UInt64 {
    recorder.handOver()
    writer.hurry()
    return recorder.number
  }

  /// Waits until inputs up to one are durable. Any thread may.
  ///
  /// - Returns: false if the journal failed, or the disk took longer than the time given.
  @discardableResult
  public func awaitCommitted(_ input: UInt64, withinMilliseconds: UInt64) -> Bool {
    writer.awaitCommitted(input, withinMilliseconds: withinMilliseconds)
  }

  /// Whether a segment should end now: a day is over, or it is large.
  public func isRotationDue(at time: Instant) -> Bool {
    !hasToldFailure
      && (time.day != segmentDay || recorder.bytes - segmentBytes >= UInt64(limits.segmentBytes))
  }

  /// Ends the segment and begins another with the engine's record. The world that is returned has an
  /// engine that was made from that record; the run goes on with it.
  public func rotated<World: TradingWorld>(_ world: World) -> World {
    recorder.handOver()
    let why = world.time.day != segmentDay ? "a day is over" : "the segment before is full"
    let text = begin(why, world.engine, at: world.time)
    segmentDay = world.time.day
    segmentBytes = recorder.bytes
    var next = world
    do {
      next.kernel.engine = try Engine(record: RecordText.record(of: text))
    } catch {
      preconditionFailure("an engine's record can't be read back: \(error)")
    }
    return next
  }

  /// Writes what is left, with a last checkpoint, and closes the file.
  public func finish(_ engine: Engine, withinMilliseconds: UInt64) -> JournalWriter.Ending {
    recorder.handOver()
    if writer.failure == nil { checkpoint(engine, wall: checkpointAt) }
    return writer.finish(withinMilliseconds: withinMilliseconds)
  }

  // MARK: Parts

  @discardableResult
  private func begin(_ why: String, _ engine: Engine, at time: Instant) -> String {
    let text = RecordText.text(of: engine.record)
    let (id, _) = writer.begin(
      SegmentStart(
        build: build, begun: time, why: why, world: world(recorder.place),
        record: text))
    segments.append((id, time))
    forgetOld(at: time)
    return text
  }

  /// Gives up the segments that ended before all that is to be kept. Each segment begins with all
  /// that is open, so nothing that lots or fills need is lost; the readable tables stay.
  private func forgetOld(at time: Instant) {
    guard let length = limits.keptNanoseconds else { return }
    let oldest = time.advanced(byNanoseconds: -length)
    guard let first = segments.lastIndex(where: { $0.begun <= oldest }), first > 0 else { return }
    writer.forget(before: segments[first].id)
    segments.removeFirst(first)
  }

  private func checkpoint(_ engine: Engine, wall: UInt64) {
    checkpointNumber = recorder.number
    checkpointAt = wall
    writer.keepCheckpoint(build: build) {
      CheckpointContent(state: engine.checkpoint, record: RecordText.text(of: engine.record))
    }
  }

  private func reserveIfNeeded(for engine: Engine) {
    let half = limits.block / 2
    guard
      engine.generation + half >= asked.orders
        || UInt64(engine.lastLot.value) + half >= asked.lots
    else { return }
    reserve(for: engine)
  }

  private func reserve(for engine: Engine) {
    asked = (engine.generation + limits.block, UInt64(engine.lastLot.value) + limits.block)
    writer.reserve("order", until: asked.orders, isAwaited: true)
    writer.reserve("lot", until: asked.lots, isAwaited: true)
  }

  private func news() -> JournalNews? {
    if !hasToldFailure, writer.failure != nil {
      hasToldFailure = true
      return .failed
    }
    let isLow = writer.metrics.spaceIsLow
    guard isLow != isSpaceLow else { return nil }
    isSpaceLow = isLow
    return isLow ? .spaceLow : .spaceBack
  }
}

extension JournalWriter: JournalSink {
  public func append(_ bytes: [UInt8], count: Int, time: Instant, rows: [RowWrite]) {
    bytes.withUnsafeBytes { _ = append($0, count: count, time: time, rows: rows) }
  }
}

extension Instant {
  /// The number of the day in UTC.
  fileprivate var day: Int64 {
    let (days, rest) = nanoseconds.quotientAndRemainder(dividingBy: 86_400_000_000_000)
    return rest < 0 ? days - 1 : days
  }
}
