import Market
import Venue

/// News of orders that carry our tag and that we do not know, by their moments.
struct UnknownOrderBurst: Sendable, Codable {
  /// Those that news came of and that are still to be asked about.
  private var named: [ClientOrderID] = []
  private var moments: [Instant] = []
  /// The last time that there were too many.
  private(set) var lastAt = Instant.distantPast

  var isNamed: Bool { !named.isEmpty }

  mutating func name(_ id: ClientOrderID) { named.append(id) }

  /// Hands over who was named; they are named no longer.
  mutating func takeNamed() -> [ClientOrderID] {
    defer { named.removeAll() }
    return named
  }

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
