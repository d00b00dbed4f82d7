import Market

/// How much may still be sent, and how the ladder's requests are put together.
public struct SendingView: Equatable, Sendable {
  /// Weight of the last sixty seconds, what opens may make it, and whether the venue has such a limit.
  public var weight = 0
  public var weightForOpens: Int?
  /// Actions the account may still send, and how many of them are kept for cancels and exits.
  public var actionsLeft: Int?
  public var actionsKept = 0
  /// How long an order's way to the venue and back takes; nothing before the first came back.
  public var latencyNanoseconds: Int64?
  /// How long the ladder waits after it has sent something; zero where it doesn't.
  public var coalesceNanoseconds: Int64 = 0
  /// Nothing of the ladder leaves before this moment.
  public var coalescesUntil: Instant?

  public init() {}
}
