import Market
import Venue

/// A book that shows the best prices only.
///
/// Behind the best price nothing is displayed, but orders can rest there. So if our order joins
/// behind the best, the queue ahead of it is unknown and counts as unlimited, until the best comes
/// to its price and shows how much it is. An order keeps its place if the best leaves its price for
/// a better one. At prices better than the best there is nobody.
extension SimulatedVenue {
  mutating func foldQuotes(_ update: MarketUpdate) {
    var isCleared = false
    if update.kinds.contains(.quotes) || update.kinds.contains(.depth) {
      isCrossed = willCross(update)
    }
    for change in update.changes {
      switch change.kind {
      case .bestBid: quote(change, .buy, isCleared)
      case .bestAsk: quote(change, .sell, isCleared)
      case .sellTrade: match(change, hitting: .buy, at: update.time)
      case .buyTrade: match(change, hitting: .sell, at: update.time)
      case .clear:
        book.clear()
        isCleared = true
      case .frame, .bidLevel, .askLevel, .gap, .mark, nil: break
      }
    }
    if isCleared { relearnLevels() }
  }

  private mutating func quote(_ change: MarketChange, _ side: Side, _ isCleared: Bool) {
    let old = best(side)
    book.apply(change)
    guard !isCleared, orders.best(side) != nil else { return }
    let new = best(side)
    if let old, old != new { leave(old, for: new, side) }
    if let new { levelChanged(new, side, to: change.steps) }
  }

  /// Handles a best that moved away from `old`. Prices that it fell back over are empty now. A
  /// price that it left for a better one is no longer shown.
  private mutating func leave(_ old: Price, for new: Price?, _ side: Side) {
    if let new, new.isBetter(than: old, for: side) {
      guard let level = orders.level(at: old, side) else { return }
      orders[level: level].shown = 0
      orders[level: level].traded = 0
      return
    }
    levelChanged(old, side, to: 0)
    guard let new else { return }
    var price = orders.next(behind: old, side)
    while let here = price, here.isBetter(than: new, for: side) {
      levelChanged(here, side, to: 0)
      price = orders.next(behind: here, side)
    }
  }

  /// What a quotes book says about a price: the displayed size at the best, 0 at better prices, nil
  /// (unknown) behind it. On an empty side it is 0 everywhere.
  @inline(__always)
  func quoted(at price: Price, _ side: Side) -> Int64? {
    guard let best = best(side) else { return 0 }
    if best == price {
      return (side == .buy ? book.bids.size(at: price) : book.asks.size(at: price)).steps
    }
    return price.isBetter(than: best, for: side) ? 0 : nil
  }
}
