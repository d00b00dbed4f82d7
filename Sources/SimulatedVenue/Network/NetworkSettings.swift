import Market

/// What goes wrong between the venue and us, and how badly.
public struct NetworkSettings: Hashable, Sendable {
  public var rates = FaultRates()
  /// The seed of every draw, together with ``SimulatedVenueSettings/seed``.
  public var seed: UInt64 = 0
  /// How long we wait for an answer before we call it lost, in nanoseconds.
  public var timeoutNanoseconds: Int64 = 10_000_000_000
  /// The most that a delay adds to a message's way, in nanoseconds.
  public var longestDelayNanoseconds: Int64 = 60_000_000_000
  /// The longest time for which a connection can't be made, the feed is frozen, or the venue
  /// refuses, in nanoseconds.
  public var longestOutageNanoseconds: Int64 = 30_000_000_000
  /// The most that the venue's clock is wrong, in either direction, in nanoseconds.
  public var largestSkewNanoseconds: Int64 = 5_000_000_000
  /// How long after placement a status may say that an order does not exist, in nanoseconds.
  public var absentNanoseconds: Int64 = 5_000_000_000
  /// Whether the private stream begins with every live order.
  public var repeatsOrdersOnSubscribe = false
  /// Faults that are skipped although they are drawn: this is how the faults of a failing run are
  /// minimised.
  public var spared: Set<Fault> = []
  /// From this time on no fault occurs, what is late is delivered, and connections come back.
  public var healsAt = Instant.distantFuture

  public init() {}

  /// Whether no fault can occur.
  public var isFaultless: Bool { rates.isNone }
}
