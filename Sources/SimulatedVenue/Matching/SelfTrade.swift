import Market
import Venue

/// What the venue does when an order would trade with another one of the account: it cancels the
/// resting one and fills nothing of it.
///
/// An arriving order meets other orders by price, then by queue. First come our orders at prices
/// better than the best displayed. Then, at each level that it takes from, come those of our orders
/// that have less size ahead of them than it takes, or all of them if it takes the whole level and
/// wants more.
extension SimulatedVenue {
  /// Whether an order at `limit` would meet our own order.
  @inline(__always)
  func meetsOwn(_ limit: Price, _ side: Side) -> Bool {
    guard settings.rules.selfTrade == .cancelsResting, let own = orders.best(side.opposite) else {
      return false
    }
    return !own.isBetter(than: limit, for: side)
  }

  /// Cancels our orders on `side` that an arriving order meets before the level at `price`, or all
  /// within its limit if nothing is displayed.
  mutating func cancelOwn(
    _ side: Side, before price: Price?, within limit: Price?, at time: Instant
  ) {
    while let own = orders.best(side), price.map({ own.isBetter(than: $0, for: side) }) ?? true,
      limit.map({ !own.isBetter(than: $0, for: side.opposite) }) ?? true,
      let level = orders.level(at: own, side)
    {
      end(orders[level: level].first, .selfTrade, at: time)
    }
  }

  /// Cancels our orders at a level that an arriving order meets as it takes from the level.
  mutating func cancelOwn(
    _ side: Side, at price: Price, passing steps: Int64, wantsMore: Bool, at time: Instant
  ) {
    guard let level = orders.level(at: price, side) else { return }
    var slot = orders[level: level].first
    while slot != RestingOrders.none {
      let next = orders[slot].next
      if wantsMore || orders[slot].ahead < steps { end(slot, .selfTrade, at: time) }
      slot = next
    }
  }
}
