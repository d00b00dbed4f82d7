import Market
import Venue

/// Lets the ladder's requests leave together: after a plan has sent some, what would follow waits as
/// long as an order's way to the venue and back takes, within bounds. In a wild market it waits less.
///
/// Exits, cancels that a gate or the operator asks for, attempts and orders by hand never wait.
struct Coalescing: Sendable, Codable {
  /// How long an order's way there and back takes, in nanoseconds; zero before the first came back.
  private(set) var latencyNanoseconds: Int64 = 0
  /// Nothing of the ladder leaves before this moment.
  private(set) var until = Instant.distantPast
  /// How long the wait is, or was, that ends then.
  private(set) var waitNanoseconds: Int64 = 0

  /// An order came back after so long: each moves what is expected by an eighth of the difference.
  mutating func learn(_ nanoseconds: Int64) {
    latencyNanoseconds =
      latencyNanoseconds == 0
      ? nanoseconds : latencyNanoseconds + (nanoseconds - latencyNanoseconds) / 8
  }

  mutating func sent(at time: Instant, then wait: Int64) {
    until = time.advanced(byNanoseconds: wait)
    waitNanoseconds = wait
  }

  /// How long to wait: as long as the latency, within bounds; half of it over a swing of 1 %, the
  /// least over 2 %.
  static func wait(
    latency: Int64, swing: BasisPoints, _ settings: OrderSettings
  ) -> Int64 {
    let least = settings.coalesceMinimumNanoseconds
    let whole = min(max(latency, least), settings.coalesceMaximumNanoseconds)
    if swing.hundredths > 20_000 { return min(least, whole) }
    return swing.hundredths > 10_000 ? max(least, whole / 2) : whole
  }
}
