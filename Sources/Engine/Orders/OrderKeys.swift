import Market
import Venue

/// Finds a live order by its id. Our ids have a number that rises with every order, so the live
/// ones are close together.
struct OrderByID: PlaceKey, Codable {
  let id: ClientOrderID

  @inline(__always) var flatHash: UInt64 { id.flatHash }
  @inline(__always) var spread: Int { Int(truncatingIfNeeded: id.generation) }
  @inline(__always) static var vacant: OrderByID { OrderByID(id: .vacant) }
  @inline(__always) static func of(_ order: Order) -> OrderByID { OrderByID(id: order.id) }
}

/// Finds a live entry by its side and price.
struct OrderBySlot: PlaceKey, Codable {
  private let slot: SlotKey

  @inline(__always) init(_ side: Side, _ price: Price) { slot = SlotKey(side, price) }
  private init(slot: SlotKey) { self.slot = slot }

  @inline(__always) var flatHash: UInt64 { slot.flatHash }
  /// High bits of the hash: rungs are many ticks apart, and often by the same number of ticks.
  @inline(__always) var spread: Int { Int(truncatingIfNeeded: flatHash &>> 40) }
  @inline(__always) static var vacant: OrderBySlot { OrderBySlot(slot: .vacant) }
  @inline(__always) static func of(_ order: Order) -> OrderBySlot {
    OrderBySlot(order.side, order.price)
  }
}
