import Market

/// The price nearest the other side at which an order of ours may rest, for each side.
struct FurthestResting: Sendable, Codable {
  /// In ticks, or one beyond it; zero where none ever did.
  private(set) var ticks = PerSide<Int64>(0)
  /// The order that stood there has ended.
  private(set) var isStale = false

  init() {}

  /// Finds it among orders that may have ended.
  init(of orders: [Order]) {
    for order in orders where order.id != .vacant && order.mayRest {
      reach(order.side, order.price)
    }
  }

  /// An order of ours may rest at a price.
  @inline(__always) mutating func reach(_ side: Side, _ price: Price) {
    guard ticks[side] == 0 || side.reaches(ticks[side], from: price.ticks) else { return }
    ticks[side] = price.ticks
  }

  /// One has ended.
  @inline(__always) mutating func left(_ side: Side, _ price: Price) {
    if price.ticks == ticks[side] { isStale = true }
  }
}
