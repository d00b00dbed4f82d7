import Glibc
import Market
import Output
import Synchronization

/// Writes one black box at a time on a thread of its own, so that the console waits for nothing.
final class BoxThread: Sendable {
  typealias Outcome = Result<BlackBox.Written, CommandFailure>

  private enum State: Sendable {
    case idle
    case busy
    case done(Outcome)
  }

  private let state = Mutex(State.idle)

  /// The work of a thread.
  private final class Work: Sendable {
    let owner: BoxThread
    let write: @Sendable () throws(CommandFailure) -> BlackBox.Written

    init(
      _ owner: BoxThread, _ write: @escaping @Sendable () throws(CommandFailure) -> BlackBox.Written
    ) {
      self.owner = owner
      self.write = write
    }

    func run() {
      let outcome = Result { () throws(CommandFailure) in try write() }
      owner.state.withLock { $0 = .done(outcome) }
    }
  }

  var isBusy: Bool {
    state.withLock { if case .busy = $0 { true } else { false } }
  }

  /// Begins to write a box.
  ///
  /// - Returns: false if one is being written already.
  func write(
    to path: String, _ write: @escaping @Sendable () throws(CommandFailure) -> BlackBox.Written
  ) -> Bool {
    let isFree = state.withLock { state in
      if case .busy = state { return false }
      state = .busy
      return true
    }
    guard isFree else { return false }
    let code = start(Work(self, write))
    if code != 0 {
      let failure = CommandFailure(.disk, "\(path): \(systemMessage(code))")
      state.withLock { $0 = .done(.failure(failure)) }
    }
    return true
  }

  /// Starts a thread. It takes no signals: they are the loop's.
  private func start(_ work: Work) -> Int32 {
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(work)
    let code = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard code == 0 else {
      context.release()
      return code
    }
    pthread_detach(thread)
    return 0
  }

  /// The outcome of the last box, once; nil if there is none yet.
  func takeResult() -> Outcome? {
    state.withLock { state in
      guard case .done(let outcome) = state else { return nil }
      state = .idle
      return outcome
    }
  }

  /// Waits for the outcome of a box that is being written; nil if there is none in time.
  func awaitResult(withinMilliseconds limit: Int64) -> Outcome? {
    let end = monotonicNanoseconds() + limit * 1_000_000
    while isBusy, monotonicNanoseconds() < end { waitForAny([Int32?](), within: 10_000_000) }
    return takeResult()
  }

  /// A name for the box of a moment, in the folder `boxes` of ``StateFolder``.
  static func name(for time: Instant) throws(FileError) -> String {
    let folder = try StateFolder.made("boxes")
    let stamp = String(
      time.utcText(fractionDigits: 0).map { "0123456789".contains($0) ? $0 : "-" })
    var number = 1
    while fileExists("\(folder)/\(stamp)\(number).rung") { number += 1 }
    return "\(folder)/\(stamp)\(number).rung"
  }
}
