import Market
import Venue

/// How far the circuit breaker lets opens go, what stopped them, and until when.
enum BreakerState: Equatable, Sendable, Codable {
  case normal
  /// No opens; errors may still come. What latched has no end of its own.
  case tripped(BreakerCause, until: Instant)
  /// No opens until the time is over.
  case cooldown(BreakerCause, until: Instant)
  /// One open is tried: the one that went out, if any did.
  case probation(BreakerCause, until: Instant, probe: ClientOrderID?)

  /// Where it goes on to by itself, if its time has come.
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

  /// Whether an order is the open that is tried.
  @inline(__always) func tries(_ order: ClientOrderID) -> Bool {
    if case .probation(_, _, let probe) = self { probe == order } else { false }
  }

  /// Another open is tried, or one may be.
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

  /// When it goes on by itself; never where nothing or only the operator ends it.
  @inline(__always) var until: Instant {
    switch self {
    case .normal: .distantFuture
    case .tripped(_, let until), .cooldown(_, let until), .probation(_, let until, _): until
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
