import Market

/// What waits to be written, and when that is due. The loop fills it, the journal's thread empties it.
struct Mailbox {
  /// In order; inputs are appended to the last.
  private var groups: [CommitGroup] = []
  /// When the oldest of it came.
  private var since: UInt64?
  private var isHurried = false
  private var forgetBefore: Int64?
  /// There are inputs to delete.
  private var isForgetting: Bool
  private var isFinishing = false
  /// Commits since something else was done.
  private var commitsInTurn = 0
  private let limits: CommitLimits

  /// The number of the last input that was appended.
  private(set) var appended: UInt64
  /// The number of the last input that was taken from here.
  private var taken: UInt64
  /// The number of the last input that something waits for.
  private(set) var awaited: UInt64 = 0
  private(set) var nextSegment: Int64
  /// Numbers that are reserved on the disk.
  var reserved: [Reservation]
  var metrics = JournalMetrics()
  var failure: JournalFailure?
  /// The journal's thread has ended.
  var isDone = false

  /// A batch that has this size is full: the next inputs begin another.
  private static let batchBytes = 1 << 20

  /// - Parameter isForgetting: the journal still has inputs that were given up before.
  init(
    last: UInt64, segment: Int64?, reserved: [Reservation], isForgetting: Bool = false,
    limits: CommitLimits
  ) {
    self.isForgetting = isForgetting
    (appended, taken) = (last, last)
    nextSegment = (segment ?? 0) + 1
    self.reserved = reserved
    self.limits = limits
  }

  /// What the journal's thread does next.
  enum Task {
    case commit([CommitGroup])
    case forget(before: Int64)
    /// Deletes a few more of the inputs that are given up.
    case forgetSlice
    case finish
  }

  /// Whether something waits for what is not written yet.
  var isUrgent: Bool { awaited > taken || isHurried }

  mutating func append(
    _ bytes: UnsafeRawBufferPointer, count: Int, time: Instant, rows: [RowWrite]
  ) {
    appended += UInt64(count)
    guard failure == nil else {
      metrics.dropped += UInt64(count)
      return
    }
    metrics.waitingBytes += bytes.count
    let isFull = groups.last.map { $0.body.count >= Mailbox.batchBytes } ?? true
    if isFull { groups.append(CommitGroup()) }
    groups[groups.count - 1].append(bytes, count: count, time: time, rows: rows)
  }

  /// - Returns: the segment's number and that of its first input.
  mutating func begin(_ segment: SegmentStart) -> (id: Int64, first: UInt64) {
    var group = CommitGroup()
    group.begin(segment)
    groups.append(group)
    nextSegment += 1
    return (nextSegment - 1, appended + 1)
  }

  mutating func keep(_ checkpoint: CheckpointRequest) {
    open { $0.checkpoints.append(checkpoint) }
    // What comes after it belongs behind it.
    groups.append(CommitGroup())
  }

  mutating func reserve(_ reservation: Reservation) {
    open { $0.reservations.append(reservation) }
  }

  private mutating func open(_ change: (inout CommitGroup) -> Void) {
    if groups.isEmpty { groups.append(CommitGroup()) }
    change(&groups[groups.count - 1])
  }

  mutating func forget(before segment: Int64) {
    forgetBefore = max(forgetBefore ?? segment, segment)
  }

  /// Something waits for all that was appended.
  mutating func hurry() { awaited = appended }

  /// Something waits for what is no input.
  mutating func hurryOthers() { isHurried = true }

  mutating func finish() { isFinishing = true }

  /// Notes that something new came.
  ///
  /// - Returns: whether the journal's thread must look.
  mutating func note(at now: UInt64) -> Bool {
    guard failure == nil else { return false }
    defer { if since == nil { since = now } }
    return since == nil || isUrgent || metrics.waitingBytes >= limits.bytes
  }

  /// Decides what the journal's thread does now, and takes it out.
  mutating func next(at now: UInt64) -> Monitor<Mailbox>.Step<Task> {
    // Deleting waits for commits, but not for ever.
    let hasTurn = (forgetBefore != nil || isForgetting) && commitsInTurn >= 16 && !isFinishing
    if isDue(now), !hasTurn {
      commitsInTurn += 1
      since = nil
      isHurried = false
      taken = appended
      defer { groups = [] }
      return .go(.commit(groups.filter { !$0.isEmpty }))
    }
    commitsInTurn = 0
    if let segment = forgetBefore {
      forgetBefore = nil
      isForgetting = true
      return .go(.forget(before: segment))
    }
    // What is not deleted at the end is deleted at the next start.
    if isFinishing { return .go(.finish) }
    if isForgetting { return .go(.forgetSlice) }
    return since.map { .wait(until: $0 + limits.delayNanoseconds) } ?? .sleep
  }

  private func isDue(_ now: UInt64) -> Bool {
    guard let since else { return false }
    return isUrgent || isFinishing || metrics.waitingBytes >= limits.bytes
      || now >= since + limits.delayNanoseconds
  }

  mutating func endForgetting() { isForgetting = false }

  /// Notes what is on the disk now.
  mutating func reserve(committed new: [Reservation]) {
    for reservation in new {
      if let place = reserved.firstIndex(where: { $0.kind == reservation.kind }) {
        guard reserved[place].until < reservation.until else { continue }
        reserved[place] = reservation
      } else {
        reserved.append(reservation)
      }
    }
  }

  /// Gives up what waits: nothing is written any more.
  mutating func fail(_ failure: JournalFailure) {
    self.failure = failure
    metrics.failures = 1
    metrics.dropped = appended - failure.lastCommitted
    metrics.waitingBytes = 0
    groups = []
    since = nil
  }
}
