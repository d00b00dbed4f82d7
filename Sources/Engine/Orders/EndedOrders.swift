import Market
import Venue

/// The orders of ours that ended last: news of them is old news, not of unknown orders.
///
/// Every order comes in here and hardly one is ever asked for, so coming in is a store and asking is
/// a walk.
struct EndedOrders: Sendable, Codable {
  private var last = RingBuffer<ClientOrderID>(capacity: 1_024)

  func contains(_ id: ClientOrderID) -> Bool { last.contains { $0 == id } }

  mutating func add(_ id: ClientOrderID) { last.append(id) }
}
