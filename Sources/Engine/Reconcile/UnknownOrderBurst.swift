import Market
import Venue

/// Updates for orders that carry our tag and that we don't know, with their times.
struct UnknownOrderBurst: Sendable, Codable {
  /// Orders that an update named and that are still to be queried.
  private var named: [ClientOrderID] = []
  private var moments: [Instant] = []
  /// When there were last too many.
  private(set) var lastAt = Instant.distantPast

  var isNamed: Bool { !named.isEmpty }

  mutating func name(_ id: ClientOrderID) { named.append(id) }

  /// Returns the named orders and forgets them.
  mutating func takeNamed() -> [ClientOrderID] {
    defer { named.removeAll() }
    return named
  }

  /// Counts an update. Returns true if there were too many within the window.
  mutating func count(at time: Instant, limit: Int, windowNanoseconds: Int64) -> Bool {
    moments.removeAll { time.nanoseconds(since: $0) > windowNanoseconds }
    moments.append(time)
    guard moments.count > limit else { return false }
    moments.removeAll(keepingCapacity: true)
    lastAt = time
    return true
  }
}
