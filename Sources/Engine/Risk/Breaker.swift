import Market
import Venue

/// The circuit breaker: what stops opens by itself when things go wrong, and lets them go on step by
/// step. Cancels and exits pass in every stage.
///
/// tripped (errors may still come) → cooldown → probation (one open is tried) → normal. A cause that
/// latches stays tripped until the operator clears it.
struct Breaker: Sendable, Codable {
  let settings: BreakerSettings
  private(set) var stage = BreakerStage.normal
  private(set) var cause: BreakerCause?
  /// When the stage goes on by itself.
  private(set) var until = Instant.distantFuture
  private(set) var trips = 0
  /// Causes that latched and were not cleared, in the order they came.
  private(set) var latched: [BreakerCause] = []
  /// The open that is tried in probation.
  private(set) var probe: ClientOrderID?
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
  private func again(_ cause: BreakerCause) -> BreakerCause? { stage == .normal ? nil : cause }

  /// The venue took an order, or ended it as asked. Returns whether that was the open that was tried.
  @inline(__always)
  mutating func succeeded(_ order: ClientOrderID) -> Bool {
    endRow()
    guard probe == order else { return false }
    recover()
    return true
  }

  /// An order was refused, or got no answer: another open is tried.
  @inline(__always)
  mutating func ended(_ order: ClientOrderID) { if probe == order { probe = nil } }

  /// An open goes out.
  @inline(__always)
  mutating func sent(open order: ClientOrderID) { if stage == .probation { probe = order } }

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
    if stage == .normal { trips += 1 }
    if cause.latches, !isLatched(cause) {
      latched.append(cause)
      mustPull = true
    }
    stage = .tripped
    probe = nil
    self.cause = latched.first ?? cause
    until =
      latched.isEmpty
      ? time.advanced(byNanoseconds: settings.quietNanoseconds) : .distantFuture
  }

  /// Goes on to the next stage, if its time has come. Returns whether it did.
  mutating func advance(to time: Instant) -> Bool {
    guard time >= until else { return false }
    switch stage {
    case .normal: until = .distantFuture
    case .tripped:
      stage = .cooldown
      until = time.advanced(byNanoseconds: settings.cooldownNanoseconds)
    case .cooldown:
      stage = .probation
      until = time.advanced(byNanoseconds: settings.probationNanoseconds)
    case .probation: recover()
    }
    return true
  }

  /// Back to normal.
  private mutating func recover() {
    stage = .normal
    cause = nil
    until = .distantFuture
    probe = nil
    endRow()
  }

  /// The operator takes back what latched: probation follows.
  mutating func clear(at time: Instant) {
    latched.removeAll()
    mustPull = false
    guard stage != .normal else { return }
    stage = .probation
    probe = nil
    until = time.advanced(byNanoseconds: settings.probationNanoseconds)
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
    switch stage {
    case .normal: return nil
    case .tripped, .cooldown:
      return Reason(
        .breakerTripped, value: Int64(cause?.rawValue ?? 0), limit: wait(at: time) ?? 0)
    case .probation:
      return probe == nil
        ? nil : Reason(.breakerProbation, value: Int64(cause?.rawValue ?? 0), limit: 1)
    }
  }
}

/// How far the circuit breaker lets opens go.
public enum BreakerStage: UInt8, CaseIterable, Sendable, Codable {
  case normal
  /// No opens; errors may still come.
  case tripped
  /// No opens until the time is over.
  case cooldown
  /// One open is tried.
  case probation

  public var name: String {
    switch self {
    case .normal: "NORMAL"
    case .tripped: "TRIPPED"
    case .cooldown: "COOLDOWN"
    case .probation: "PROBATION"
    }
  }
}

/// What tripped the breaker.
public enum BreakerCause: UInt8, CaseIterable, Sendable, Codable {
  /// The venue says that there are too many requests.
  case throttled
  /// The way to the venue is broken, or it doesn't work.
  case network
  /// Refusals nobody expected.
  case errors
  /// The venue doesn't take our requests at all.
  case ban
  /// More was lost today than may be.
  case loss
  /// Profit fell further from its high-water mark than it may.
  case drawdown
  /// Both legs of a lot filled.
  case bothLegs
  /// The venue's position is not ours.
  case drift
  /// What left is not what was meant to leave.
  case lastHop

  /// Whether only the operator ends it.
  public var latches: Bool {
    switch self {
    case .throttled, .network, .errors: false
    case .ban, .loss, .drawdown, .bothLegs, .drift, .lastHop: true
    }
  }

  public var name: String {
    switch self {
    case .throttled: "THROTTLED"
    case .network: "NETWORK"
    case .errors: "ERRORS"
    case .ban: "BAN"
    case .loss: "LOSS"
    case .drawdown: "DRAWDOWN"
    case .bothLegs: "BOTH_LEGS"
    case .drift: "DRIFT"
    case .lastHop: "LAST_HOP"
    }
  }
}
