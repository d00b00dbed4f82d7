import Market

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
