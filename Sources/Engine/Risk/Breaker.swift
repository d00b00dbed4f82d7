import Market
import Venue

/// The circuit breaker: it stops entries when things go wrong and lets them resume in stages.
/// Cancels and exits pass in every stage.
///
/// tripped (errors may still come) → cooldown → probation (one entry is tried) → normal. A cause
/// that latches stays tripped until the operator clears it.
struct Breaker: Sendable, Codable {
  let settings: BreakerSettings
  private(set) var state = BreakerState.normal
  private(set) var trips = 0
  /// Causes that latched and were not cleared yet, oldest first.
  private(set) var latched: [BreakerCause] = []
  /// A trip requires that working entries are cancelled.
  private(set) var mustPull = false

  private var networks = Streak()
  private var others = Streak()

  init(_ settings: BreakerSettings) { self.settings = settings }

  /// Errors of one kind in a row.
  private struct Streak: Sendable, Codable {
    var count = 0
    var last = Instant.distantPast

    mutating func add(at time: Instant, window: Int64) -> Int {
      let isNew = last == .distantPast || time.nanoseconds(since: last) > window
      count = isNew ? 1 : count + 1
      last = time
      return count
    }
  }

  var stage: BreakerStage { state.stage }
  var cause: BreakerCause? { state.cause }
  /// When the next stage begins by itself; never if nothing, or only the operator, ends this one.
  @inline(__always) var until: Instant { state.until }

  /// The longest current run of errors.
  var errorStreak: Int { max(networks.count, others.count) }

  func isLatched(_ cause: BreakerCause) -> Bool { latched.contains(cause) }

  /// Counts an error. Returns the cause that the breaker must trip for, or nil.
  mutating func count(_ error: ErrorClass, at time: Instant) -> BreakerCause? {
    let window = settings.windowNanoseconds
    let reached: BreakerCause
    switch error {
    case .expected, .margin: return nil
    case .throttled:
      // The venue bans clients that continue: the first such error is enough.
      reached = .throttled
    case .network, .venueDown:
      guard networks.add(at: time, window: window) >= 2 * settings.threshold else {
        return again(.network)
      }
      reached = .network
    case .unexpected:
      guard others.add(at: time, window: window) >= settings.threshold else {
        return again(.errors)
      }
      reached = .errors
    case .permanent: reached = .ban
    }
    return reached
  }

  /// Outside the normal stage one more error is enough.
  private func again(_ cause: BreakerCause) -> BreakerCause? { state == .normal ? nil : cause }

  /// The venue accepted an order, or ended it as asked. Returns whether that was the entry on
  /// probation.
  @inline(__always)
  mutating func succeeded(_ order: ClientOrderID) -> Bool {
    endRow()
    guard state.tries(order) else { return false }
    recover()
    return true
  }

  /// An order was refused or got no answer: another entry may be tried.
  @inline(__always)
  mutating func ended(_ order: ClientOrderID) {
    if state.tries(order) { state.tryNext(nil) }
  }

  /// An entry is sent.
  @inline(__always)
  mutating func sent(open order: ClientOrderID) { state.tryNext(order) }

  /// Returns whether working entries must be cancelled, and clears that request.
  mutating func takePull() -> Bool {
    defer { mustPull = false }
    return mustPull
  }

  /// A request succeeded: the errors are no longer in a row.
  @inline(__always)
  private mutating func endRow() {
    guard errorStreak > 0 else { return }
    (networks, others) = (Streak(), Streak())
  }

  mutating func trip(_ cause: BreakerCause, at time: Instant) {
    if state == .normal { trips += 1 }
    if cause.latches, !isLatched(cause) {
      latched.append(cause)
      mustPull = true
    }
    let quietAt = time.advanced(byNanoseconds: settings.quietNanoseconds)
    state =
      latched.first.map { .tripped($0, until: .distantFuture) } ?? .tripped(cause, until: quietAt)
  }

  /// Moves to the next stage if its time has come. Returns whether it did.
  mutating func advance(to time: Instant) -> Bool {
    guard let next = state.next(at: time, settings) else { return false }
    if next == .normal { recover() } else { state = next }
    return true
  }

  /// Back to normal.
  private mutating func recover() {
    state = .normal
    endRow()
  }

  /// The operator clears what latched: probation follows.
  mutating func clear(at time: Instant) {
    latched.removeAll()
    mustPull = false
    guard let cause = state.cause else { return }
    state = .probation(
      cause, until: time.advanced(byNanoseconds: settings.probationNanoseconds), probe: nil)
  }

  /// The least time until an entry is tried again, in nanoseconds; nil if the operator has to clear
  /// what latched.
  func wait(at time: Instant) -> Int64? {
    guard until < .distantFuture else { return nil }
    let left = max(0, until.nanoseconds(since: time))
    return stage == .tripped ? left + settings.cooldownNanoseconds : left
  }

  /// Why no entry is sent at this moment; nil if one may be.
  @inline(__always)
  func block(at time: Instant) -> Reason? {
    switch state {
    case .normal, .probation(_, _, nil): return nil
    case .tripped(let cause, _), .cooldown(let cause, _):
      return Reason(.breakerTripped, value: Int64(cause.rawValue), limit: wait(at: time) ?? 0)
    case .probation(let cause, _, _?):
      return Reason(.breakerProbation, value: Int64(cause.rawValue), limit: 1)
    }
  }
}
