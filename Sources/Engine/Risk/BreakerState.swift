import Market
import Venue

/// How far the circuit breaker lets entries pass, what stopped them, and until when.
enum BreakerState: Equatable, Sendable, Codable {
  case normal
  /// No entries; errors may still come. A cause that latched has no end of its own.
  case tripped(BreakerCause, until: Instant)
  /// No entries until the time is over.
  case cooldown(BreakerCause, until: Instant)
  /// One entry is tried: `probe`, or nil if none was sent yet.
  case probation(BreakerCause, until: Instant, probe: ClientOrderID?)

  /// The stage that follows by itself; nil while its time has not come.
  func next(at now: Instant, _ settings: BreakerSettings) -> BreakerState? {
    guard now >= until else { return nil }
    switch self {
    case .normal: return nil
    case .tripped(let cause, _):
      return .cooldown(cause, until: now.advanced(byNanoseconds: settings.cooldownNanoseconds))
    case .cooldown(let cause, _):
      return .probation(
        cause, until: now.advanced(byNanoseconds: settings.probationNanoseconds), probe: nil)
    case .probation: return .normal
    }
  }

  /// Whether an order is the entry on probation.
  @inline(__always) func tries(_ order: ClientOrderID) -> Bool {
    if case .probation(_, _, let probe) = self { probe == order } else { false }
  }

  /// Another entry is tried, or may be if the id is nil.
  @inline(__always) mutating func tryNext(_ order: ClientOrderID?) {
    if case .probation(let cause, let until, _) = self {
      self = .probation(cause, until: until, probe: order)
    }
  }

  var stage: BreakerStage {
    switch self {
    case .normal: .normal
    case .tripped: .tripped
    case .cooldown: .cooldown
    case .probation: .probation
    }
  }

  var cause: BreakerCause? {
    switch self {
    case .normal: nil
    case .tripped(let cause, _), .cooldown(let cause, _), .probation(let cause, _, _): cause
    }
  }

  /// When the next stage begins by itself; never if nothing, or only the operator, ends this one.
  @inline(__always) var until: Instant {
    switch self {
    case .normal: .distantFuture
    case .tripped(_, let until), .cooldown(_, let until), .probation(_, let until, _): until
    }
  }
}

/// How far the circuit breaker lets entries pass.
public enum BreakerStage: UInt8, CaseIterable, Sendable, Codable {
  case normal
  /// No entries; errors may still come.
  case tripped
  /// No entries until the time is over.
  case cooldown
  /// One entry is tried.
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
  /// The venue reports too many requests.
  case throttled
  /// The connection to the venue is broken, or the venue is down.
  case network
  /// Refusals that are not expected.
  case errors
  /// The venue accepts none of our requests.
  case ban
  /// The loss of the day is above its cap.
  case loss
  /// Profit fell further below its high-water mark than allowed.
  case drawdown
  /// Both exits of a lot filled.
  case bothLegs
  /// The venue's position differs from ours.
  case drift
  /// What was sent is not what the engine intended to send.
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
