import Market

/// What goes wrong between the venue and us, and how badly.
public struct NetworkSettings: Hashable, Sendable {
  public var rates = FaultRates()
  /// What every draw is made from, with ``SimulatedVenueSettings/seed``.
  public var seed: UInt64 = 0
  /// How long we wait for an answer before we call it lost, in nanoseconds.
  public var timeoutNanoseconds: Int64 = 10_000_000_000
  /// The most that a delayed message travels longer, in nanoseconds.
  public var longestDelayNanoseconds: Int64 = 60_000_000_000
  /// The longest time for which a connection can't be made, the feed stands still, or the venue
  /// refuses, in nanoseconds.
  public var longestOutageNanoseconds: Int64 = 30_000_000_000
  /// The most the venue's clock goes wrong, either way, in nanoseconds.
  public var largestSkewNanoseconds: Int64 = 5_000_000_000
  /// For how long after it was placed an order's status may say there is none, in nanoseconds.
  public var absentNanoseconds: Int64 = 5_000_000_000
  /// Whether the private stream begins with every order that stands.
  public var repeatsOrdersOnSubscribe = false
  /// Faults that would occur and don't: how a failure's list of faults is made shorter.
  public var spared: Set<Fault> = []
  /// No fault occurs from this moment on, what is late is delivered, and connections come back.
  public var healsAt = Instant.distantFuture

  public init() {}

  /// Whether nothing goes wrong.
  public var isFaultless: Bool { rates.isNone }
}
