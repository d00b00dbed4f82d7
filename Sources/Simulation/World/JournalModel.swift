import Engine
import Market
import Session

/// What a world's journal holds: a small model of the disk that the real one is written to.
///
/// It keeps the engine as of the last durable input. One commit is under way at a time and takes in
/// all inputs until it begins. It begins at once if an entry waits for it, else after a pause. Numbers
/// of orders and lots are reserved ahead, in blocks.
struct JournalModel: Sendable {
  /// The world as of one input.
  struct Kept: Sendable {
    /// The number of the input.
    let number: Int
    let engine: Engine
    /// What the engine could know, and what the checkers knew.
    let known: Known
    let checkers: Checkers
  }

  /// What became of a commit.
  enum News {
    /// Everything up to this input is durable.
    case durable(Int)
    case failed
  }

  private let disk: DiskPlan
  private var dice: Dice
  private let start: Instant
  private(set) var durable: Kept
  /// The numbers that are reserved on the disk.
  private(set) var reserved: ReservedNumbers
  private(set) var hasFailed = false
  private var underWay: (kept: Kept, until: Instant, fails: Bool)?
  private var pauseEnds: Instant
  /// The failures of the disk that are still to come.
  private var failures: [Instant]

  /// Numbers are reserved in blocks of this size, as the real journal does.
  private static let block: UInt64 = 4_096

  /// A new journal, with an engine that has begun.
  init(_ disk: DiskPlan, seed: UInt64, startingAt start: Instant, with kept: Kept) {
    self.disk = disk
    self.start = start
    dice = Dice(seed, .disk)
    durable = kept
    pauseEnds = start
    failures = disk.failures.map { start.advanced(byNanoseconds: $0) }
    reserved = ReservedNumbers(orders: 0, lots: PositionID(0))
    reserve(for: kept.engine)
  }

  /// When the commit under way ends; nil if there is none.
  var due: Instant? { underWay?.until }

  /// Whether a commit begins now.
  func mustCommit(_ run: borrowing DryRun) -> Bool {
    guard underWay == nil, !hasFailed, run.kernel.inputCount > durable.number else { return false }
    return run.time >= pauseEnds || run.kernel.outbox?.isEmpty == false
  }

  /// A commit begins.
  mutating func commit(_ kept: Kept, at time: Instant) {
    let slowest = dice.once(in: 8) ? disk.slowestNanoseconds : disk.usualNanoseconds
    let fails = failures.first.map { $0 <= time } ?? false
    underWay = (kept, time.advanced(byNanoseconds: dice.below(slowest + 1)), fails)
    pauseEnds = time.advanced(byNanoseconds: disk.pauseNanoseconds)
  }

  /// The commit under way ends. Returns what became of it; nil if there was none.
  mutating func conclude() -> News? {
    guard let (kept, _, fails) = underWay else { return nil }
    underWay = nil
    guard !fails else {
      hasFailed = true
      return .failed
    }
    durable = kept
    return .durable(kept.number)
  }

  /// Everything so far is durable at once, unless the disk has failed or is about to.
  mutating func flush(_ kept: Kept, at time: Instant) {
    guard !hasFailed, failures.first.map({ $0 > time }) ?? true else { return }
    (underWay, durable) = (nil, kept)
  }

  /// Reserves the next block if half of the last one is used. A disk that has failed takes none.
  mutating func reserveIfNeeded(for engine: borrowing Engine) {
    let half = JournalModel.block / 2
    guard !hasFailed,
      engine.generation + half >= reserved.orders
        || UInt64(engine.lastLot.value) + half >= UInt64(reserved.lots.value)
    else { return }
    reserve(for: engine)
  }

  private mutating func reserve(for engine: borrowing Engine) {
    reserved = ReservedNumbers(
      orders: engine.generation + JournalModel.block,
      lots: PositionID(engine.lastLot.value + Int64(JournalModel.block)))
  }

  /// Another process goes on with this journal. The disk works again.
  mutating func begin(at time: Instant) {
    (underWay, hasFailed) = (nil, false)
    failures.removeAll { $0 <= time }
    pauseEnds = time
  }

  /// The disk is lost: a new journal begins with an engine that knows nothing.
  mutating func begin(with kept: Kept, at time: Instant) {
    begin(at: time)
    durable = kept
    reserve(for: kept.engine)
  }
}
