import Market

/// For each side, the price nearest the other side at which one of our orders may rest.
struct FurthestResting: Sendable, Codable {
  /// In ticks; beyond the true price while ``isStale``. 0 if no order was recorded.
  private(set) var ticks = PerSide<Int64>(0)
  /// The order at this price has ended.
  private(set) var isStale = false

  init() {}

  /// Computes it from the live orders, skipping vacant places.
  init(of orders: [Order]) {
    for order in orders where order.id != .vacant && order.mayRest {
      reach(order.side, order.price)
    }
  }

  /// One of our orders may rest at a price.
  @inline(__always) mutating func reach(_ side: Side, _ price: Price) {
    guard ticks[side] == 0 || side.reaches(ticks[side], from: price.ticks) else { return }
    ticks[side] = price.ticks
  }

  /// One of our orders has ended.
  @inline(__always) mutating func left(_ side: Side, _ price: Price) {
    if price.ticks == ticks[side] { isStale = true }
  }
}
