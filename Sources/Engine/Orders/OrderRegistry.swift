import Market
import Venue

/// All live orders. An order is in here or it does not exist.
///
/// Orders keep their place while they live, so that rungs and lots refer to them by index; ended
/// places are used again. Totals that the gates need are kept along, so asking costs nothing.
struct OrderRegistry: Sendable {
  private(set) var orders: [Order] = []
  private var free: [Int32] = []
  private var byID: FlatTable<ClientOrderID, Int32>
  /// The one live open of a side and price.
  private var openBySlot: FlatTable<UInt64, Int32>

  /// Live orders.
  private(set) var count = 0
  /// Remaining steps of all live orders, by side.
  private(set) var exposed = PerSide<Int64>(0)
  /// Remaining steps of live exits, by side.
  private(set) var exiting = PerSide<Int64>(0)
  /// Notional of what remains of live opens, by side.
  private(set) var openNotional = PerSide<Money>(.zero)
  /// Remaining steps of live opens, by side.
  private(set) var opening = PerSide<Int64>(0)

  init() {
    byID = FlatTable(capacity: 64, blank: -1)
    openBySlot = FlatTable(capacity: 64, blank: -1)
    orders.reserveCapacity(64)
  }

  subscript(index: Int32) -> Order {
    get { orders[Int(index)] }
    _modify { yield &orders[Int(index)] }
  }

  func index(of id: ClientOrderID) -> Int32? { byID[id] }

  /// The live open on a side at a price.
  func openIndex(_ side: Side, _ price: Price) -> Int32? { openBySlot[SlotKey.of(side, price)] }

  /// Takes in a new order and returns its index.
  mutating func add(_ order: Order) -> Int32 {
    let index: Int32
    if let reused = free.popLast() {
      index = reused
      orders[Int(index)] = order
    } else {
      index = Int32(orders.count)
      orders.append(order)
    }
    byID[order.id] = index
    if order.purpose.isOpen { openBySlot[SlotKey.of(order.side, order.price)] = index }
    count += 1
    weigh(order, +1)
    return index
  }

  /// Forgets an ended order.
  mutating func remove(_ index: Int32) {
    let order = orders[Int(index)]
    weigh(order, -1)
    byID[order.id] = nil
    if order.purpose.isOpen { openBySlot[SlotKey.of(order.side, order.price)] = nil }
    orders[Int(index)] = .vacant
    free.append(index)
    count -= 1
  }

  /// Books a fill of an order: what remains shrinks.
  mutating func fill(_ index: Int32, _ quantity: Quantity) {
    let order = orders[Int(index)]
    weigh(order, -1)
    let filled = min(quantity, order.remaining)
    orders[Int(index)].remaining -= filled
    orders[Int(index)].filled += filled
    if order.state == .working { orders[Int(index)].state = .partlyFilled }
    weigh(orders[Int(index)], +1)
  }

  /// Sets what remains after an amend of the size.
  mutating func resize(_ index: Int32, remaining: Quantity) {
    weigh(orders[Int(index)], -1)
    orders[Int(index)].remaining = remaining
    orders[Int(index)].quantity = remaining + orders[Int(index)].filled
    weigh(orders[Int(index)], +1)
  }

  /// Calls `body` with the index of every live order, in the order of their places.
  func forEachLive(_ body: (Int32) -> Void) {
    for index in orders.indices where orders[index].id != .vacant { body(Int32(index)) }
  }

  private mutating func weigh(_ order: Order, _ sign: Int64) {
    let steps = sign * order.remaining.steps
    exposed[order.side] += steps
    if order.purpose.isOpen {
      opening[order.side] += steps
      openNotional[order.side].units += sign * Money(order.price, times: order.remaining).units
    } else {
      exiting[order.side] += steps
    }
  }

  func digest(into hash: inout StateHash) {
    for order in orders where order.id != .vacant {
      hash.add(order.id.high)
      hash.add(order.id.low)
      hash.add(UInt64(order.state.rawValue))
      hash.add(order.price.ticks)
      hash.add(order.remaining.steps)
      hash.add(order.filled.steps)
      hash.add(Int64(order.lot))
    }
    hash.add(count)
  }
}

/// Two of a thing, one for each side.
struct PerSide<Value: Sendable>: Sendable {
  var buy: Value
  var sell: Value

  init(_ value: Value) {
    buy = value
    sell = value
  }

  subscript(side: Side) -> Value {
    get { side == .buy ? buy : sell }
    _modify {
      if side == .buy { yield &buy } else { yield &sell }
    }
  }
}

extension PerSide: Equatable where Value: Equatable {}

/// A side and a price in one word: what identifies a rung's slot.
enum SlotKey {
  static func of(_ side: Side, _ price: Price) -> UInt64 {
    UInt64(bitPattern: price.ticks) << 1 | UInt64(side.rawValue)
  }
}
