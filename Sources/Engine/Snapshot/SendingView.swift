import Market

/// How much may still be sent, and how the ladder's requests are grouped.
public struct SendingView: Equatable, Sendable {
  /// Weight of the last 60 seconds, and the limit up to which entries may raise it; nil if the
  /// venue has no such limit.
  public var weight = 0
  public var weightForOpens: Int?
  /// Actions that the account may still send, and how many of them are kept for cancels and exits.
  public var actionsLeft: Int?
  public var actionsKept = 0
  /// Round-trip time of an order; nil before the first answer.
  public var latencyNanoseconds: Int64?
  /// How long the ladder waits after it has sent something; 0 if it doesn't wait.
  public var coalesceNanoseconds: Int64 = 0
  /// The ladder sends nothing before this moment; nil if it does not wait.
  public var coalescesUntil: Instant?

  public init() {}
}
