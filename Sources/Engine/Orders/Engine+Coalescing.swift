import Market
import Venue

extension Engine {
  /// Whether the ladder has to wait before it sends again.
  @inline(__always) var isCoalescing: Bool {
    settings.orders.coalesceMaximumNanoseconds > 0 && time < orders.coalescing.until
  }

  /// How long the ladder would wait now after sending something, in nanoseconds.
  @inline(__always) var coalesceNanoseconds: Int64 {
    guard settings.orders.coalesceMaximumNanoseconds > 0 else { return 0 }
    return Coalescing.wait(
      latency: orders.coalescing.latencyNanoseconds, swing: swing, settings.orders)
  }

  /// A plan that may have sent something is complete.
  mutating func beginCoalescing() {
    orders.coalescing.sent(at: time, then: coalesceNanoseconds)
  }

  /// The coalescing gate's reading for a rung.
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
