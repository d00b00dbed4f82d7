import Market
import Venue

/// Where an order would trade with another one of the account, the resting one is cancelled and
/// nothing is filled.
///
/// An arriving order meets what stands before it in the order of price and queue: our orders at
/// prices better than the best displayed, then, at each level that it takes from, those of ours that
/// have less before them than it takes, or all where it takes the level whole and wants more.
extension SimulatedVenue {
  /// Whether an order at `limit` would meet one of ours.
  @inline(__always)
  func meetsOwn(_ limit: Price, _ side: Side) -> Bool {
    guard settings.rules.selfTrade == .cancelsResting, let own = orders.best(side.opposite) else {
      return false
    }
    return !own.isBetter(than: limit, for: side)
  }

  /// Cancels our orders on `side` that an arriving order meets before the level at `price`, or all
  /// within its limit where nothing is displayed.
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

  /// Cancels our orders at a level that an arriving order meets on its way through it.
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
