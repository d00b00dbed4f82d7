import Market

extension Engine {
  /// The rows of a frame, highest price first, with the depth of the book in each.
  /// ``Snapshot/placeOnLadder(_:)`` adds our own items.
  func ladderRows(_ frame: LadderFrame) -> [LadderRow] {
    var rows = (0..<frame.rows).map {
      LadderRow(ticks: frame.topTicks - Int64($0) * frame.ticksPerRow)
    }
    guard let top = rows.first?.ticks, let bottom = rows.last?.ticks else { return rows }
    let step = frame.ticksPerRow
    if top + step > 1 {
      book.bids.visit(from: max(1, bottom), through: top + step - 1) { ticks, steps in
        guard let row = frame.row(of: ticks, .buy), let price = Price(checking: ticks) else {
          return
        }
        rows[row].bid.add(clamping: steps)
        rows[row].bestBid = max(rows[row].bestBid ?? price, price)
      }
    }
    if top > 0 {
      book.asks.visit(from: max(1, bottom - step + 1), through: top) { ticks, steps in
        guard let row = frame.row(of: ticks, .sell), let price = Price(checking: ticks) else {
          return
        }
        rows[row].ask.add(clamping: steps)
        rows[row].bestAsk = min(rows[row].bestAsk ?? price, price)
      }
    }
    return rows
  }
}
