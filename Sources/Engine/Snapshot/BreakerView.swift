import Market

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

/// The circuit breaker as an operator sees it.
public struct BreakerView: Equatable, Sendable {
  public var stage = BreakerStage.normal
  public var cause: BreakerCause?
  /// When the stage goes on by itself; nothing where only the operator ends it.
  public var until: Instant?
  /// What latched, in the order it came.
  public var latched: [BreakerCause] = []
  public var trips = 0
  /// Errors in a row.
  public var errorStreak = 0

  public init() {}
}
