import Market
import Venue

/// News of orders that carry our tag and that we do not know, by their moments.
struct UnknownOrderBurst: Sendable, Codable {
  private var moments: [Instant] = []
  /// The last time that there were too many.
  private(set) var lastAt = Instant.distantPast

  /// Counts one. Returns whether there were too many within the window.
  mutating func count(at time: Instant, limit: Int, windowNanoseconds: Int64) -> Bool {
    moments.removeAll { time.nanoseconds(since: $0) > windowNanoseconds }
    moments.append(time)
    guard moments.count > limit else { return false }
    moments.removeAll(keepingCapacity: true)
    lastAt = time
    return true
  }
}
