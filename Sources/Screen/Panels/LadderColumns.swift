/// The columns of the ladder:
/// `own buy | bid size | marks PRICE last | ask size | own sell`.
struct LadderColumns: Equatable {
  let ownBuy: Range<Int>
  let bidBar: Range<Int>
  let bid: Range<Int>
  /// The column for the anchor and the average entry.
  let marks: Int
  let price: Range<Int>
  let last: Int
  let ask: Range<Int>
  let askBar: Range<Int>
  let ownSell: Range<Int>

  /// The narrowest own column that can show a state and two short numbers.
  static let minimumOwn = 6
  static let minimumSize = 5
  /// The width of an own column in which an exit and an entry fit, such as `T●.003 ○.003`.
  static let twoOrders = 12

  /// The columns for a width; nil if they don't fit.
  init?(width: Int, priceWidth: Int) {
    let fixed = 1 + 1 + 2 + priceWidth + 1 + 1  // cursor, gap, marks, price, last trade, gap
    let free = width - fixed - 4  // a gap on the inner side of the size columns and at the edges
    let half = free / 2
    guard half >= LadderColumns.minimumOwn + LadderColumns.minimumSize else { return nil }
    let size = min(10, max(LadderColumns.minimumSize, half - LadderColumns.twoOrders))
    let own = min(13, half - size)
    let bar = half - size - own >= 5 ? min(12, half - size - own - 1) : 0
    let barGap = bar > 0 ? 1 : 0
    var at = 1
    func take(_ count: Int) -> Range<Int> {
      defer { at += count }
      return at..<at + count
    }
    // Columns that nothing needs are split between both sides, so that the price stays centred.
    at += max(0, (free - 2 * (size + own + bar + barGap)) / 2)
    ownBuy = take(own)
    at += barGap
    bidBar = take(bar)
    at += 1
    bid = take(size)
    at += 1
    marks = at
    at += 2
    price = take(priceWidth)
    last = at
    at += 2
    ask = take(size)
    at += 1
    askBar = take(bar)
    at += barGap
    ownSell = take(own)
  }
}
