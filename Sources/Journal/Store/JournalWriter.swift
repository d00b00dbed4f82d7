import CProcess
import Glibc
import Market
import Synchronization

/// Writes a journal on a thread of its own.
///
/// The loop hands inputs over without waiting. The thread commits what has gathered: at once if
/// something waits for it, otherwise after 50 ms or 64 kB (``CommitLimits``). The first failure is
/// final (``failure``): what comes later is dropped and counted.
public final class JournalWriter: Sendable {
  private let core: WriterCore

  /// Goes on at the end of a journal.
  ///
  /// - Throws: ``JournalError``, if the file's end can't be read or is damaged, or if the system gives
  ///   no thread.
  public init(_ file: sending JournalFile, limits: CommitLimits = CommitLimits())
    throws(JournalError)
  {
    let reader = try JournalReader(file)
    let reserved = try reader.reservations()
    let isForgetting = try reader.hasForgottenBatches()
    let committer = try JournalCommitter(file, limits: limits)
    core = WriterCore(committer, reserved, isForgetting: isForgetting, limits)
    try core.start()
  }

  deinit { core.finish() }

  // MARK: What the loop hands over

  /// Appends inputs.
  ///
  /// - Parameters:
  ///   - bytes: the inputs. They are copied.
  ///   - count: how many inputs.
  ///   - time: the moment of the last of them.
  ///   - rows: what they changed in the readable tables.
  ///   - isAwaited: something waits until they are on the disk.
  /// - Returns: the number of the last of them.
  @discardableResult
  public func append(
    _ bytes: UnsafeRawBufferPointer, count: Int, time: Instant, rows: [RowWrite] = [],
    isAwaited: Bool = false
  ) -> UInt64 {
    core.change {
      $0.append(bytes, count: count, time: time, rows: rows)
      if isAwaited { $0.hurry() }
      return $0.appended
    }
  }

  /// Commits what was appended at once: something waits for it now.
  public func hurry() { core.change { $0.hurry() } }

  /// Begins a segment with the next input.
  ///
  /// - Returns: its number, and that of its first input.
  @discardableResult
  public func begin(_ segment: SegmentStart) -> (id: Int64, first: UInt64) {
    core.change { $0.begin(segment) }
  }

  /// Keeps a checkpoint of an engine that has heard all that was appended so far.
  ///
  /// - Parameters:
  ///   - build: the build that can read it.
  ///   - make: encodes it. Runs on the journal's thread, after its inputs are committed.
  public func keepCheckpoint(
    build: String, _ make: @escaping @Sendable () -> CheckpointContent
  ) {
    core.change { $0.keep(CheckpointRequest(build: build, make: make)) }
  }

  /// Reserves numbers up to and including one.
  ///
  /// - Parameter isAwaited: something waits until they may be used (``reserved(_:)``).
  public func reserve(_ kind: String, until: UInt64, isAwaited: Bool = false) {
    core.change {
      $0.reserve(Reservation(kind: kind, until: until))
      if isAwaited { $0.hurryOthers() }
    }
  }

  /// Gives up the segments before one, with their inputs and checkpoints; the readable tables stay.
  /// It is done a little at a time, while nothing else is due.
  public func forget(before segment: Int64) { core.change { $0.forget(before: segment) } }

  // MARK: What the loop reads

  /// The number of the last input that is on the disk.
  public var committed: UInt64 { core.committed.load(ordering: .acquiring) }

  /// Why nothing is written any more; nil as long as all is well.
  public var failure: JournalFailure? {
    guard core.hasFailed.load(ordering: .acquiring) else { return nil }
    return core.mailbox.withLock { $0.failure }
  }

  /// Can be read after a commit that something waited for, and after the failure. The reader empties
  /// it: it is an `eventfd`.
  public var wakeDescriptor: Int32 { core.wakeDescriptor }

  /// The last number of a kind that is reserved on the disk; 0 if there is none.
  public func reserved(_ kind: String) -> UInt64 {
    core.mailbox.withLock { $0.reserved.first { $0.kind == kind }?.until ?? 0 }
  }

  /// Waits until numbers up to one are reserved on the disk.
  ///
  /// - Returns: false if the journal failed, or the disk took longer than the time given.
  public func awaitReserved(_ kind: String, until: UInt64, withinMilliseconds: UInt64) -> Bool {
    let end = monotonicNanoseconds() + withinMilliseconds * 1_000_000
    return core.mailbox.wait { mailbox, now in
      let isReserved = (mailbox.reserved.first { $0.kind == kind }?.until ?? 0) >= until
      return isReserved || mailbox.failure != nil || now >= end
        ? .go(isReserved) : .wait(until: min(end, now + 1_000_000))
    }
  }

  /// Waits until inputs up to one are on the disk.
  ///
  /// - Returns: false if the journal failed, or the disk took longer than the time given.
  @discardableResult
  public func awaitCommitted(_ input: UInt64, withinMilliseconds: UInt64) -> Bool {
    let end = monotonicNanoseconds() + withinMilliseconds * 1_000_000
    return core.mailbox.wait { mailbox, now in
      let isThere = core.committed.load(ordering: .acquiring) >= input
      return isThere || mailbox.failure != nil || now >= end
        ? .go(isThere) : .wait(until: min(end, now + 1_000_000))
    }
  }

  public var metrics: JournalMetrics { core.mailbox.withLock { $0.metrics } }

  // MARK: The end

  public enum Ending: Equatable, Sendable {
    /// All that was appended is on the disk, and the file is closed.
    case closed
    case failed(JournalFailure)
    /// The disk was too slow. The thread goes on; what is committed is safe.
    case late(committed: UInt64)
  }

  /// Commits what is left, copies the log into the main file and closes it.
  ///
  /// - Parameter withinMilliseconds: how long to wait for the disk.
  public func finish(withinMilliseconds: UInt64) -> Ending {
    core.finish()
    let end = monotonicNanoseconds() + withinMilliseconds * 1_000_000
    let isDone = core.mailbox.wait { mailbox, now in
      mailbox.isDone || now >= end ? .go(mailbox.isDone) : .wait(until: end)
    }
    if let failure { return .failed(failure) }
    return isDone ? .closed : .late(committed: committed)
  }
}
