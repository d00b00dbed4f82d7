import Market
import Venue

/// Size that the book still displays although trades have consumed it. It cannot be taken again.
///
/// The book often reports this much later than the trades. Until it does, our taker orders see the
/// displayed size of a price less what traded there, and nothing at prices that a trade went
/// beyond.
///
/// | the tape says | then |
/// |---|---|
/// | a trade at a price | the size of the trade is gone there, and everything at better prices |
/// | a level's size | that price shows what the line says |
/// | a level with size that trades went beyond | all prices they went beyond can be taken again |
/// | the whole book, or a best price of a quotes book | nothing of it is consumed any more |
///
/// The whole size of a trade counts, even if one of our own orders filled from it: the trades on
/// the tape met only what others displayed.
struct Consumed: Sendable {
  var bids = ConsumedSide(.buy)
  var asks = ConsumedSide(.sell)

  @inline(__always) var isEmpty: Bool { bids.isEmpty && asks.isEmpty }

  subscript(side: Side) -> ConsumedSide { side == .buy ? bids : asks }

  mutating func trade(_ side: Side, _ ticks: Int64, _ steps: Int64, isDisplayed: Bool) {
    switch side {
    case .buy: bids.trade(ticks, steps, isDisplayed: isDisplayed)
    case .sell: asks.trade(ticks, steps, isDisplayed: isDisplayed)
    }
  }

  mutating func show(_ side: Side, _ ticks: Int64, _ steps: Int64) {
    switch side {
    case .buy: bids.show(ticks, steps)
    case .sell: asks.show(ticks, steps)
    }
  }

  mutating func clear() {
    bids.clear()
    asks.clear()
  }

  func digest(into hash: inout StateHash) {
    bids.digest(into: &hash)
    asks.digest(into: &hash)
  }
}

/// What trades consumed of one side of the displayed book.
struct ConsumedSide: Sendable {
  private struct Level {
    let ticks: Int64
    var steps: Int64
  }

  private let side: Side
  /// The furthest price that trades reached: nothing better than it can be taken. 0 if none.
  private var furthest: Int64 = 0
  /// What traded at prices that are still displayed, sorted by price.
  private var levels: [Level] = []
  /// The price behind which a line of the book changes nothing here, in the form that ``BookSide``
  /// expects.
  private(set) var reach: Int64

  init(_ side: Side) {
    self.side = side
    reach = ConsumedSide.nothing(side)
    // A trade then allocates nothing unless very many traded prices still wait for a line of the
    // book.
    levels.reserveCapacity(1_024)
  }

  @inline(__always) var isEmpty: Bool { furthest == 0 && levels.isEmpty }

  /// Records a trade that hit this side.
  mutating func trade(_ ticks: Int64, _ steps: Int64, isDisplayed: Bool) {
    if furthest == 0 || isBeyond(furthest, ticks) { furthest = ticks }
    if isBeyond(reach, ticks) { reach = ticks }
    guard isDisplayed else { return }
    let index = place(of: ticks)
    guard index < levels.count, levels[index].ticks == ticks else {
      return levels.insert(Level(ticks: ticks, steps: steps), at: index)
    }
    let (sum, overflow) = levels[index].steps.addingReportingOverflow(steps)
    levels[index].steps = overflow ? .max : sum
  }

  /// Records the size that a line of the book gives for a price.
  mutating func show(_ ticks: Int64, _ steps: Int64) {
    guard !isBeyond(reach, ticks) else { return }
    if furthest != 0, steps > 0, isBeyond(ticks, furthest) { furthest = 0 }
    let index = place(of: ticks)
    if index < levels.count, levels[index].ticks == ticks { levels.remove(at: index) }
    reach = furthest == 0 ? ConsumedSide.nothing(side) : furthest
    let last = side == .buy ? levels.first : levels.last
    if let last, isBeyond(reach, last.ticks) { reach = last.ticks }
  }

  mutating func clear() {
    furthest = 0
    levels.removeAll(keepingCapacity: true)
    reach = ConsumedSide.nothing(side)
  }

  /// A reach that every line lies behind, so that no line changes anything.
  private static func nothing(_ side: Side) -> Int64 { side == .buy ? .max : .min }

  /// How many steps can be taken at a price that displays `steps`.
  func left(of steps: Int64, at ticks: Int64) -> Int64 {
    if furthest != 0, isBeyond(ticks, furthest) { return 0 }
    guard !levels.isEmpty else { return steps }
    let index = place(of: ticks)
    guard index < levels.count, levels[index].ticks == ticks else { return steps }
    return max(0, steps - levels[index].steps)
  }

  /// Whether a price is better for takers than another.
  private func isBeyond(_ ticks: Int64, _ other: Int64) -> Bool {
    side == .buy ? ticks > other : ticks < other
  }

  /// The index of a price, or the index to insert it at.
  private func place(of ticks: Int64) -> Int {
    var (low, high) = (0, levels.count)
    while low < high {
      let middle = (low + high) / 2
      if levels[middle].ticks < ticks { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func digest(into hash: inout StateHash) {
    hash.add(furthest)
    hash.add(levels.count)
    for level in levels {
      hash.add(level.ticks)
      hash.add(level.steps)
    }
  }
}

extension SimulatedVenue {
  /// Records what a trade consumed of the side it hit, once the book shows the trade's update.
  mutating func consume(_ trade: MarketChange, hitting side: Side) {
    let price = Price(ticks: trade.ticks)
    let isDisplayed = side == .buy ? book.bids.shows(price) : book.asks.shows(price)
    consumed.trade(side, trade.ticks, trade.steps, isDisplayed: isDisplayed)
  }

  /// Records what an update says about the sizes that can be taken, line by line, once the book
  /// shows it. While depth is matched, `foldDepth` does this instead, with the lines that it visits
  /// anyway.
  mutating func noteConsumed(_ update: MarketUpdate) {
    if consumed.isEmpty, !update.kinds.contains(.trades) { return }
    let isDepth = book.source == .depth
    for change in update.changes {
      switch change.kind {
      case .sellTrade: consume(change, hitting: .buy)
      case .buyTrade: consume(change, hitting: .sell)
      case .bidLevel: if isDepth { consumed.bids.show(change.ticks, change.steps) }
      case .askLevel: if isDepth { consumed.asks.show(change.ticks, change.steps) }
      case .bestBid: if !isDepth { consumed.bids.clear() }
      case .bestAsk: if !isDepth { consumed.asks.clear() }
      case .clear: consumed.clear()
      case .frame, .gap, .mark, nil: break
      }
    }
  }

  /// How many steps of a displayed price can still be taken.
  @inline(__always)
  func takeable(at price: Price, _ side: Side) -> Int64 {
    let levels = side == .buy ? book.bids : book.asks
    let shown = levels.size(at: price).steps
    return consumed.isEmpty ? shown : consumed[side].left(of: shown, at: price.ticks)
  }

  /// The best price of a side at which anything can be taken; nil if there is none or the book is
  /// crossed.
  func bestTakeable(_ side: Side) -> Price? {
    guard !isCrossed else { return nil }
    var price = standing(side)
    guard !consumed.isEmpty else { return price }
    while let here = price, takeable(at: here, side) == 0 {
      price = (side == .buy ? book.bids : book.asks).next(behind: here)
    }
    return price
  }
}
