import Market
import Venue

/// The orders of ours that ended last: news of them is old news, not news of strangers.
struct EndedOrders: Sendable {
  private var known: FlatTable<ClientOrderID, Int32>
  private var ring: [ClientOrderID] = []
  private var next = 0
  private static let capacity = 1_024

  init() {
    known = FlatTable(capacity: EndedOrders.capacity, blank: 0)
    ring.reserveCapacity(EndedOrders.capacity)
  }

  func contains(_ id: ClientOrderID) -> Bool { known.contains(id) }

  mutating func add(_ id: ClientOrderID) {
    known[id] = 1
    if ring.count < EndedOrders.capacity { return ring.append(id) }
    known[ring[next]] = nil
    ring[next] = id
    next = (next + 1) % EndedOrders.capacity
  }
}
