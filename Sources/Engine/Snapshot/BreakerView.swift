import Market

/// The circuit breaker as an operator sees it.
public struct BreakerView: Equatable, Sendable {
  public var stage = BreakerStage.normal
  public var cause: BreakerCause?
  /// When the stage ends by itself; nil if only the operator ends it.
  public var until: Instant?
  /// Causes that latched, in the order they came.
  public var latched: [BreakerCause] = []
  public var trips = 0
  /// Errors in a row.
  public var errorStreak = 0

  public init() {}
}
