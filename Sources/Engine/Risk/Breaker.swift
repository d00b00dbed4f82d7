import Market
import Venue

/// The circuit breaker: what stops opens by itself when things go wrong, and lets them go on step by
/// step. Cancels and exits pass in every stage.
///
/// tripped (errors may still come) → cooldown → probation (one open is tried) → normal. A cause that
/// latches stays tripped until the operator clears it.
struct Breaker: Sendable, Codable {
  let settings: BreakerSettings
  private(set) var state = BreakerState.normal
  private(set) var trips = 0
  /// Causes that latched and were not cleared, in the order they came.
  private(set) var latched: [BreakerCause] = []
  /// Working opens must be pulled because of a trip.
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
  /// When the stage goes on by itself; never where nothing or only the operator ends it.
  @inline(__always) var until: Instant { state.until }

  /// The longest row of errors that stands now.
  var errorStreak: Int { max(networks.count, others.count) }

  func isLatched(_ cause: BreakerCause) -> Bool { latched.contains(cause) }

  /// Takes in an error. Returns what it trips, if anything.
  mutating func count(_ error: ErrorClass, at time: Instant) -> BreakerCause? {
    let window = settings.windowNanoseconds
    let reached: BreakerCause
    switch error {
    case .expected, .margin: return nil
    case .throttled:
      // The venue bans whoever goes on: the first is enough.
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

  /// The venue took an order, or ended it as asked. Returns whether that was the open that was tried.
  @inline(__always)
  mutating func succeeded(_ order: ClientOrderID) -> Bool {
    endRow()
    guard state.tries(order) else { return false }
    recover()
    return true
  }

  /// An order was refused, or got no answer: another open is tried.
  @inline(__always)
  mutating func ended(_ order: ClientOrderID) {
    if state.tries(order) { state.tryNext(nil) }
  }

  /// An open goes out.
  @inline(__always)
  mutating func sent(open order: ClientOrderID) { state.tryNext(order) }

  /// Whether working opens must be pulled since this was asked last.
  mutating func takePull() -> Bool {
    defer { mustPull = false }
    return mustPull
  }

  /// Something went well: the errors are no longer in a row.
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

  /// Goes on to the next stage, if its time has come. Returns whether it did.
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

  /// The operator takes back what latched: probation follows.
  mutating func clear(at time: Instant) {
    latched.removeAll()
    mustPull = false
    guard let cause = state.cause else { return }
    state = .probation(
      cause, until: time.advanced(byNanoseconds: settings.probationNanoseconds), probe: nil)
  }

  /// How long it takes at least until an open is tried again, in nanoseconds; nothing where a person has
  /// to clear what latched.
  func wait(at time: Instant) -> Int64? {
    guard until < .distantFuture else { return nil }
    let left = max(0, until.nanoseconds(since: time))
    return stage == .tripped ? left + settings.cooldownNanoseconds : left
  }

  /// Why no open goes out at a moment, if so.
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
