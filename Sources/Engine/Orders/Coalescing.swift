import Market
import Venue

/// Lets the ladder's requests leave together. After a plan has sent some, the next ones wait for
/// one round trip of an order, within bounds. In a volatile market the wait is shorter.
///
/// Exits, cancels that a gate or the operator asks for, attempts and manual orders never wait.
struct Coalescing: Sendable, Codable {
  /// Smoothed round-trip time of an order, in nanoseconds; 0 before the first answer.
  private(set) var latencyNanoseconds: Int64 = 0
  /// The ladder sends nothing before this moment.
  private(set) var until = Instant.distantPast
  /// Length of the wait that ends at ``until``, in nanoseconds.
  private(set) var waitNanoseconds: Int64 = 0

  /// An order was answered after this many nanoseconds. Each sample moves the estimate by an eighth
  /// of the difference.
  mutating func learn(_ nanoseconds: Int64) {
    latencyNanoseconds =
      latencyNanoseconds == 0
      ? nanoseconds : latencyNanoseconds + (nanoseconds - latencyNanoseconds) / 8
  }

  mutating func sent(at time: Instant, then wait: Int64) {
    until = time.advanced(byNanoseconds: wait)
    waitNanoseconds = wait
  }

  /// How long to wait, in nanoseconds: the latency, within bounds. Half of it if the swing exceeds
  /// 1 %, the minimum if it exceeds 2 %.
  static func wait(
    latency: Int64, swing: BasisPoints, _ settings: OrderSettings
  ) -> Int64 {
    let least = settings.coalesceMinimumNanoseconds
    let whole = min(max(latency, least), settings.coalesceMaximumNanoseconds)
    if swing.hundredths > 20_000 { return min(least, whole) }
    return swing.hundredths > 10_000 ? max(least, whole / 2) : whole
  }
}
