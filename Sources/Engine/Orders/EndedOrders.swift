import Market
import Venue

/// Our orders that ended last. An update for one of them is late, not about an unknown order.
///
/// Every order is added here and hardly any is ever looked up, so adding is a store and a lookup is
/// a linear search.
struct EndedOrders: Sendable, Codable {
  private var last = RingBuffer<ClientOrderID>(capacity: 1_024)

  func contains(_ id: ClientOrderID) -> Bool { last.contains { $0 == id } }

  mutating func add(_ id: ClientOrderID) { last.append(id) }
}
