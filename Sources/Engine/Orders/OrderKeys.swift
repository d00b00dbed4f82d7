import Market
import Venue

/// Finds a live order by its id. Ours carry a number that rises with every order, so that those that live lie
/// close together.
struct OrderByID: PlaceKey, Codable {
  let id: ClientOrderID

  @inline(__always) var flatHash: UInt64 { id.flatHash }
  @inline(__always) var spread: Int { Int(truncatingIfNeeded: id.generation) }
  @inline(__always) static var vacant: OrderByID { OrderByID(id: .vacant) }
  @inline(__always) static func of(_ order: Order) -> OrderByID { OrderByID(id: order.id) }
}

/// Finds a live entry by its side and price.
struct OrderBySlot: PlaceKey, Codable {
  private let slot: UInt64

  @inline(__always) init(_ side: Side, _ price: Price) { slot = SlotKey.of(side, price) }
  private init(slot: UInt64) { self.slot = slot }

  @inline(__always) var flatHash: UInt64 { slot &* 0x9E37_79B9_7F4A_7C15 }
  /// High bits of the hash: rungs lie many ticks apart, and often as many each.
  @inline(__always) var spread: Int { Int(truncatingIfNeeded: flatHash &>> 40) }
  @inline(__always) static var vacant: OrderBySlot { OrderBySlot(slot: .max) }
  @inline(__always) static func of(_ order: Order) -> OrderBySlot {
    OrderBySlot(order.side, order.price)
  }
}
