import Market
import Venue

/// When orders, fills and position are next compared with the venue's.
struct RoundSchedule: Sendable, Codable {
  /// When the next regular comparison, poll for fills, and audit are due.
  private(set) var roundAt = Instant.distantFuture
  private(set) var pollAt = Instant.distantFuture
  private(set) var auditAt = Instant.distantFuture
  /// When another comparison is due before entries are allowed, and its cause.
  private(set) var againAt = Instant.distantFuture
  private(set) var againFor = ReconcileCause.reconnect
  /// When a comparison is due because fills come quickly; it keeps a distance from the last one.
  private(set) var busyAt = Instant.distantFuture

  var wakeAt: Instant { min(min(roundAt, busyAt), min(pollAt, min(auditAt, againAt))) }

  /// The engine starts: polls and audits of fills come at these intervals, in nanoseconds.
  mutating func begin(at now: Instant, polling: Int64, auditing: Int64) {
    polled(at: now, again: polling)
    auditAt = now.advanced(byNanoseconds: auditing)
  }

  /// Another comparison is due at a moment.
  mutating func lookAgain(at moment: Instant, for cause: ReconcileCause) {
    againAt = min(againAt, moment)
    againFor = cause
  }

  /// Fills come quickly: the next comparison is due at this moment at the latest.
  mutating func compareBusy(by moment: Instant) { busyAt = min(busyAt, moment) }

  mutating func compareNext(at moment: Instant) { roundAt = moment }

  /// A comparison is complete; the next is due after `wait` nanoseconds.
  mutating func compared(at now: Instant, again wait: Int64) {
    busyAt = .distantFuture
    roundAt = now.advanced(byNanoseconds: wait)
  }

  /// Fills were fetched, for whatever reason.
  mutating func polled(at now: Instant, again wait: Int64) {
    pollAt = now.advanced(byNanoseconds: wait)
  }

  /// The cause of another comparison if one is due, else nil. It is no longer due afterwards.
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

  /// Whether fills are polled now; if so, the next poll is due after `wait` nanoseconds.
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
