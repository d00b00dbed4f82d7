import Market
import Venue

/// What live orders are looked for by.
protocol OrderKey: FlatKey {
  /// Its low bits tell apart most of the orders that live at one time.
  var spread: Int { get }
  static func of(_ order: Order) -> Self
}

extension ClientOrderID: OrderKey {
  /// Our ids carry a number that rises with every order, so that live ones lie close together.
  @inline(__always) var spread: Int { Int(truncatingIfNeeded: high) }
  @inline(__always) static func of(_ order: Order) -> ClientOrderID { order.id }
}

/// A side and a price: what identifies a rung's slot among the entries.
struct SlotOfOrder: OrderKey {
  let key: UInt64

  @inline(__always) init(_ side: Side, _ price: Price) { key = SlotKey.of(side, price) }
  private init(key: UInt64) { self.key = key }

  @inline(__always) var flatHash: UInt64 { key &* 0x9E37_79B9_7F4A_7C15 }
  @inline(__always) static var vacant: SlotOfOrder { SlotOfOrder(key: .max) }
  /// The high bits of the product: rungs lie many ticks apart, often as many each.
  @inline(__always) var spread: Int { Int(truncatingIfNeeded: flatHash &>> 40) }
  @inline(__always) static func of(_ order: Order) -> SlotOfOrder {
    SlotOfOrder(order.side, order.price)
  }
}

/// Finds the place of a live order by its id or its slot.
///
/// It is a ring of places and holds no keys: whether an order is the one that is looked for its place says,
/// which whoever asks reads next. An order whose turn in the ring is another's is kept in a table beside it: an old
/// one's number, one of another instance, or a price that meets another's.
struct OrderPlaces<Key: OrderKey>: Sendable {
  /// Places of orders, negative where there is none; its size is a power of two, and at least four times
  /// the number of orders, so that few of them meet.
  private var ring = [Int32](repeating: -1, count: 256)
  private var beside = FlatTable<Key, Int32>(blank: -1)
  private var count = 0

  @inline(__always) private func turn(of key: Key) -> Int { key.spread & (ring.count &- 1) }

  /// The place of an order among `orders`.
  @inline(__always) func place(of key: Key, among orders: [Order]) -> Int32? {
    let place = ring[turn(of: key)]
    if place >= 0, Key.of(orders[Int(place)]) == key { return place }
    return beside.count > 0 ? beside[key] : nil
  }

  /// An order was put in its place among `orders`.
  @inline(__always) mutating func add(_ key: Key, at place: Int32, among orders: [Order]) {
    count += 1
    if count * 4 > ring.count { grow(orders) }
    let turn = turn(of: key)
    if ring[turn] < 0 { ring[turn] = place } else { beside[key] = place }
  }

  /// The order in a place leaves it; nothing, where the key leads to another.
  @inline(__always) mutating func remove(_ key: Key, at place: Int32) {
    let turn = turn(of: key)
    if ring[turn] == place {
      ring[turn] = -1
    } else {
      guard beside.count > 0, beside[key] == place else { return }
      beside[key] = nil
    }
    count -= 1
  }

  /// Gives all that were put in before a ring of twice the size.
  private mutating func grow(_ orders: [Order]) {
    let old = ring
    ring = Array(repeating: -1, count: old.count * 2)
    for place in old where place >= 0 { ring[turn(of: Key.of(orders[Int(place)]))] = place }
  }
}
