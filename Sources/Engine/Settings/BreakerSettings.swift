/// When the circuit breaker trips, and how it comes back.
public struct BreakerSettings: Hashable, Sendable {
  /// So many errors in a row trip it; network errors twice as many, "too many requests" at once.
  public var threshold = 5
  /// Errors further apart than this are not in a row, in nanoseconds.
  public var windowNanoseconds: Int64 = 60_000_000_000
  /// Once tripped it waits for so long a time without another error, in nanoseconds.
  public var quietNanoseconds: Int64 = 5_000_000_000
  /// Then nothing is sent for this long, in nanoseconds.
  public var cooldownNanoseconds: Int64 = 60_000_000_000
  /// Then one rung is tried; if nothing goes wrong for this long it is over, in nanoseconds.
  public var probationNanoseconds: Int64 = 30_000_000_000

  public init() {}
}
