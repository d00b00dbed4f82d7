import Market
import Venue

extension Engine {
  /// Whether the ladder has to wait before it sends again.
  @inline(__always) var isCoalescing: Bool {
    settings.orders.coalesceMaximumNanoseconds > 0 && time < orders.coalescing.until
  }

  /// How long the ladder waits at this moment after it has sent something, in nanoseconds.
  @inline(__always) var coalesceNanoseconds: Int64 {
    guard settings.orders.coalesceMaximumNanoseconds > 0 else { return 0 }
    return Coalescing.wait(
      latency: orders.coalescing.latencyNanoseconds, swing: swing, settings.orders)
  }

  /// A plan is over that may have sent something.
  mutating func beginCoalescing() {
    orders.coalescing.sent(at: time, then: coalesceNanoseconds)
  }

  /// How a rung stands that may have to wait for others.
  @inline(__always) var coalescingReading: GateReading {
    guard settings.orders.coalesceMaximumNanoseconds > 0 else {
      return .unused(.coalescing, .coalesced)
    }
    return GateReading(
      .coalescing, isOpen: !isCoalescing,
      Reason(
        .coalesced, value: max(0, orders.coalescing.until.nanoseconds(since: time)),
        limit: orders.coalescing.waitNanoseconds))
  }
}
