import Market
import Venue

/// The orders of ours that ended last: news of them is old news, not news of strangers.
///
/// They come into a table until it is full; then the table before it is emptied and takes its turn.
/// So the last thousand are always known, and none has to be taken out by itself.
struct EndedOrders: Sendable {
  private var newer = FlatTable<ClientOrderID, Int32>(capacity: EndedOrders.capacity, blank: 0)
  private var older = FlatTable<ClientOrderID, Int32>(capacity: EndedOrders.capacity, blank: 0)
  private static let capacity = 1_024

  func contains(_ id: ClientOrderID) -> Bool { newer.contains(id) || older.contains(id) }

  mutating func add(_ id: ClientOrderID) {
    if newer.count == EndedOrders.capacity {
      swap(&newer, &older)
      newer.removeAll()
    }
    newer[id] = 1
  }
}
