import CProcess
import CSQLite
import Glibc
import Output
import Synchronization

/// What the loop and the journal's thread share.
final class WriterCore: @unchecked Sendable {
  let mailbox: Monitor<Mailbox>
  let committed: Atomic<UInt64>
  let hasFailed = Atomic(false)
  let wakeDescriptor: Int32
  /// Only the journal's thread uses it.
  private let committer: JournalCommitter
  private var space: FreeSpace
  private let limits: CommitLimits

  init(
    _ committer: JournalCommitter, _ reserved: [Reservation], isForgetting: Bool,
    _ limits: CommitLimits
  ) {
    self.committer = committer
    self.limits = limits
    committed = Atomic(committer.committed)
    wakeDescriptor = cprocess_event()
    space = FreeSpace(path: committer.path)
    mailbox = Monitor(
      Mailbox(
        last: committer.committed, segment: committer.segment, reserved: reserved,
        isForgetting: isForgetting, limits: limits))
  }

  deinit { if wakeDescriptor >= 0 { close(wakeDescriptor) } }

  /// Starts the thread. It takes no signals: they are the loop's.
  func start() throws(JournalError) {
    guard wakeDescriptor >= 0 else { throw refusal(errno) }
    look()
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<WriterCore>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    guard code == 0 else {
      Unmanaged.passUnretained(self).release()
      throw refusal(code)
    }
    pthread_detach(thread)
  }

  private func refusal(_ code: Int32) -> JournalError {
    .storage(
      StorageError(
        .open, committer.path, extendedCode: SQLITE_ERROR, message: systemMessage(code)))
  }

  /// Changes what waits, from the loop.
  func change<Result>(_ act: (inout Mailbox) -> Result) -> Result {
    let (result, mustLook) = mailbox.withLock { mailbox in
      let result = act(&mailbox)
      return (result, mailbox.note(at: monotonicNanoseconds()))
    }
    if mustLook { mailbox.wakeAll() }
    return result
  }

  func finish() {
    mailbox.withLock { $0.finish() }
    mailbox.wakeAll()
  }

  // MARK: The journal's thread

  private func run() {
    do throws(StorageError) {
      while try carryOut(mailbox.wait { $0.next(at: $1) }) {}
    } catch {
      let failure = JournalFailure(error: error, lastCommitted: committer.committed)
      mailbox.withLock { $0.fail(failure) }
      hasFailed.store(true, ordering: .releasing)
      wake()
    }
    mailbox.withLock { $0.isDone = true }
    mailbox.wakeAll()
  }

  /// - Returns: whether there is more to come.
  private func carryOut(_ task: Mailbox.Task) throws(StorageError) -> Bool {
    switch task {
    case .commit(let groups):
      for group in groups { try commit(group) }
      try committer.copyLog(isBusy: mailbox.withLock { $0.isUrgent })
      publish()
    case .forget(let segment): try committer.forget(before: segment)
    case .forgetSlice:
      if try !committer.forgetSlice() { mailbox.withLock { $0.endForgetting() } }
      try committer.copyLog()
      publish()
    case .finish:
      try committer.close()
      publish()
      return false
    }
    return true
  }

  private func commit(_ group: CommitGroup) throws(StorageError) {
    let before = committer.committed
    let began = monotonicNanoseconds()
    try committer.write(group)
    let ended = monotonicNanoseconds()
    committed.store(committer.committed, ordering: .releasing)
    space.look(at: ended)
    let isAwaited = mailbox.withLock { mailbox in
      if group.hasWrites { mailbox.metrics.commitTimes.add(nanoseconds: ended - began) }
      mailbox.metrics.waitingBytes -= group.body.count
      mailbox.reserve(committed: group.reservations)
      return mailbox.awaited > before || !group.reservations.isEmpty
    }
    publish()
    if isAwaited { wake() }
    try committer.keepCheckpoints(of: group)
  }

  /// Makes the figures visible.
  private func publish() {
    let (figures, free) = (committer.figures, space.bytes)
    let isLow = free.map { $0 < limits.lowSpaceBytes } ?? false
    mailbox.withLock {
      $0.metrics.figures = figures
      $0.metrics.freeBytes = free
      $0.metrics.spaceIsLow = isLow
    }
  }

  private func look() {
    space.look(at: monotonicNanoseconds())
    publish()
  }

  private func wake() {
    var one: UInt64 = 1
    // It fails only after 2⁶⁴ wake-ups without a read.
    _ = write(wakeDescriptor, &one, MemoryLayout<UInt64>.size)
  }
}
