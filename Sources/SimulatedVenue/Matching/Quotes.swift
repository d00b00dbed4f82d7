import Market
import Venue

/// A book that shows the best prices only.
///
/// Behind the best price nothing is displayed, which is not the same as nothing standing there. So
/// an order of ours that joins behind the best has everything before it that could be, until the
/// best comes to its price and shows how much that is; and one whose price the best has left for a
/// better one keeps its place. Before the best price, by contrast, nobody stands.
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

  /// The best went from `old`: prices it fell back over show nothing now; one it left for a better
  /// price is no longer shown.
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

  /// What a quotes book says about a price: its size at the best, nobody before it, and nothing
  /// behind it. An empty side has nobody anywhere.
  @inline(__always)
  func quoted(at price: Price, _ side: Side) -> Int64? {
    guard let best = best(side) else { return 0 }
    if best == price {
      return (side == .buy ? book.bids.size(at: price) : book.asks.size(at: price)).steps
    }
    return price.isBetter(than: best, for: side) ? 0 : nil
  }
}
