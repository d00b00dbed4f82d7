import Market
import Venue

/// How far trades have swept the book since its last update.
struct Outrun: Sendable {
  /// The lowest price that was sold at: no bid above it is left.
  var lowestSale = Int64.max
  /// The highest price that was bought at: no ask below it is left.
  var highestPurchase: Int64 = 0

  mutating func note(_ price: Price, hitting side: Side) {
    switch side {
    case .buy: lowestSale = min(lowestSale, price.ticks)
    case .sell: highestPurchase = max(highestPurchase, price.ticks)
    }
  }
}

/// Orders that rest at prices where the displayed book has yet to catch up with the trades.
extension SimulatedVenue {
  /// Remembers an order if the displayed opposite best is already beyond its price when it comes to
  /// rest.
  @inline(__always)
  mutating func noteIfUnseen(_ order: RestingOrders.Order) {
    if !unseen.isEmpty { unseen.removeAll { $0 == order.id } }
    if isThrough(order) { unseen.append(order.id) }
  }

  /// Whether the displayed opposite best is beyond an order's price.
  @inline(__always)
  private func isThrough(_ order: RestingOrders.Order) -> Bool {
    guard let reach = reach(of: order.side.opposite) else { return false }
    return order.price.isBetter(than: reach, for: order.side)
  }

  /// Fills the orders that the opposite best has passed, except those that the displayed book has
  /// never been clear of.
  @inline(never)
  mutating func fillThroughButUnseen(at time: Instant) {
    for index in unseen.indices.reversed() {
      if let slot = orders.slot(of: unseen[index]), isThrough(orders[slot]) { continue }
      unseen.remove(at: index)
    }
    for side in Side.allCases {
      guard let reach = reach(of: side.opposite) else { continue }
      var price = orders.best(side)
      while let here = price, here.isBetter(than: reach, for: side) {
        price = orders.next(behind: here, side)
        fillSeen(at: here, side, time)
      }
    }
  }

  private mutating func fillSeen(at price: Price, _ side: Side, _ time: Instant) {
    guard let level = orders.level(at: price, side) else { return }
    var slot = orders[level: level].first
    while slot != RestingOrders.none {
      let next = orders[slot].next
      if !unseen.contains(orders[slot].id) { fill(slot, orders[slot].remaining, at: time) }
      slot = next
    }
  }

  /// The best displayed price of a side that trades have not swept; nil if there is none.
  @inline(__always)
  func standing(_ side: Side) -> Price? {
    guard let best = best(side) else { return nil }
    let isThere =
      side == .buy ? best.ticks <= outrun.lowestSale : best.ticks >= outrun.highestPurchase
    return isThere
      ? best : outrun.standingBehind(side, in: side == .buy ? book.bids : book.asks)
  }
}

extension Outrun {
  @inline(never)
  fileprivate func standingBehind(_ side: Side, in levels: BookSide) -> Price? {
    let limit = Price(ticks: side == .buy ? lowestSale : highestPurchase)
    return levels.shows(limit) ? limit : levels.next(behind: limit)
  }
}
