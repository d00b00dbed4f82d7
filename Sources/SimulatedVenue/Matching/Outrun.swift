import Market

/// How far trades have gone through the book since its last update.
struct Outrun: Sendable {
  /// The lowest price that was sold at: no bid above it stands any more.
  var lowestSale = Int64.max
  /// The highest price that was bought at: no ask below it stands any more.
  var highestPurchase: Int64 = 0

  mutating func note(_ price: Price, hitting side: Side) {
    switch side {
    case .buy: lowestSale = min(lowestSale, price.ticks)
    case .sell: highestPurchase = max(highestPurchase, price.ticks)
    }
  }
}

extension SimulatedVenue {
  /// The best displayed price of a side that can still stand.
  @inline(__always)
  func standing(_ side: Side) -> Price? {
    guard let best = best(side) else { return nil }
    let isThere =
      side == .buy ? best.ticks <= outrun.lowestSale : best.ticks >= outrun.highestPurchase
    return isThere ? best : standingBehind(side)
  }

  @inline(never)
  private func standingBehind(_ side: Side) -> Price? {
    let limit = Price(ticks: side == .buy ? outrun.lowestSale : outrun.highestPurchase)
    let levels = side == .buy ? book.bids : book.asks
    return levels.shows(limit) ? limit : levels.next(behind: limit)
  }
}
