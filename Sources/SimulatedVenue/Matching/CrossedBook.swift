import Market
import Venue

/// A crossed book: its best bid is above its best ask. A recording shows that after a lost removal,
/// or while the two sides are reported one after the other. One of the two prices is wrong and
/// nothing says which. Until the book is sound again, nothing is matched:
///
/// | what | while the book is crossed |
/// |---|---|
/// | resting orders | are not filled, neither by the book nor by trades; queues follow the levels |
/// | taker orders | take nothing |
/// | post-only orders | are checked against the crossed prices, so most are refused |
/// | triggers, liquidations | wait |
/// | funding, equity, margin | are computed at the last mark before |
///
/// The update that ends the crossing fills the orders that the sound book has passed.
extension SimulatedVenue {
  /// Counts an update that left the book crossed, or notes the sound mid.
  @inline(__always)
  mutating func noteCrossing() {
    if isCrossed {
      counters.crossedUpdates += 1
    } else if let mid2 = book.mid2 {
      soundMid2 = mid2
    }
  }

  /// Whether the best prices are crossed once the whole update is applied.
  func willCross(_ update: MarketUpdate) -> Bool {
    var bid = book.bids.best
    var ask = book.asks.best
    for change in update.changes {
      let price = change.steps > 0 ? Price(checking: change.ticks) : nil
      switch change.kind {
      case .bestBid: bid = price
      case .bestAsk: ask = price
      case .clear: (bid, ask) = (nil, nil)
      case .frame, .bidLevel, .askLevel, .buyTrade, .sellTrade, .gap, .mark, nil: break
      }
    }
    guard let bid, let ask else { return false }
    return bid > ask
  }
}
