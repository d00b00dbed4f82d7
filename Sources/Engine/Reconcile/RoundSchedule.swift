import Market
import Venue

/// When orders, fills and position are compared with the venue's next.
struct RoundSchedule: Sendable, Codable {
  /// When the next regular comparison, look at fills, and audit are due.
  private(set) var roundAt = Instant.distantFuture
  private(set) var pollAt = Instant.distantFuture
  private(set) var auditAt = Instant.distantFuture
  /// When all is compared once more before entries may go, and what for.
  private(set) var againAt = Instant.distantFuture
  private(set) var againFor = ReconcileCause.reconnect
  /// When the venue is compared with since fills came quickly, so soon after the last comparison.
  private(set) var busyAt = Instant.distantFuture

  var wakeAt: Instant { min(min(roundAt, busyAt), min(pollAt, min(auditAt, againAt))) }

  /// The engine begins: fills are looked at, and audited, as often as that.
  mutating func begin(at now: Instant, polling: Int64, auditing: Int64) {
    polled(at: now, again: polling)
    auditAt = now.advanced(byNanoseconds: auditing)
  }

  /// All is compared once more at a moment.
  mutating func lookAgain(at moment: Instant, for cause: ReconcileCause) {
    againAt = min(againAt, moment)
    againFor = cause
  }

  /// Fills come quickly: the next comparison is due by then.
  mutating func compareBusy(by moment: Instant) { busyAt = min(busyAt, moment) }

  mutating func compareNext(at moment: Instant) { roundAt = moment }

  /// A comparison is through: the next is due after so many nanoseconds.
  mutating func compared(at now: Instant, again wait: Int64) {
    busyAt = .distantFuture
    roundAt = now.advanced(byNanoseconds: wait)
  }

  /// Fills were looked at, whatever for.
  mutating func polled(at now: Instant, again wait: Int64) {
    pollAt = now.advanced(byNanoseconds: wait)
  }

  /// What all is compared once more for, if that is due; it is not due any more then.
  mutating func takeAgain(at now: Instant) -> ReconcileCause? {
    guard now >= againAt else { return nil }
    againAt = .distantFuture
    return againFor
  }

  mutating func takeBusy(at now: Instant) -> Bool {
    guard now >= busyAt else { return false }
    busyAt = .distantFuture
    return true
  }

  mutating func takeRegular(at now: Instant) -> Bool {
    guard now >= roundAt else { return false }
    roundAt = .distantFuture
    return true
  }

  /// Whether fills are looked at now; the next time after so many nanoseconds.
  mutating func takePoll(at now: Instant, again wait: Int64) -> Bool {
    guard now >= pollAt else { return false }
    polled(at: now, again: wait)
    return true
  }

  mutating func takeAudit(at now: Instant, again wait: Int64) -> Bool {
    guard now >= auditAt else { return false }
    auditAt = now.advanced(byNanoseconds: wait)
    return true
  }
}
