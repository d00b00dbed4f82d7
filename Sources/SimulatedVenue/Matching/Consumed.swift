import Market
import Venue

/// Size that is still displayed and that trades have consumed: none of it can be taken again.
///
/// The book may say so much later than the trades. Until it does, taker orders of ours see of a
/// price what is displayed there less what traded there, and nothing at all of the prices that a
/// trade went beyond.
///
/// | the tape says | then |
/// |---|---|
/// | a trade at a price | its whole size is gone there, and everything at better prices |
/// | a level's size | that price shows what the line says |
/// | a level of some size beyond the last trade | the prices that trades went beyond stand again |
/// | the whole book, or a best price where only those are shown | that side stands anew |
///
/// The whole of a trade counts, also where an order of ours filled from it: the tape's trades met
/// only what others displayed.
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
  /// The price that trades went furthest to: nothing better than it can be taken. Zero where none.
  private var furthest: Int64 = 0
  /// What traded at prices that are still displayed, in the order of the prices.
  private var levels: [Level] = []
  /// The price behind which a line of the book changes nothing here, as ``BookSide`` asks for it.
  private(set) var reach: Int64

  init(_ side: Side) {
    self.side = side
    reach = ConsumedSide.nothing(side)
    // So that a trade allocates nothing as long as few of its prices go without a line.
    levels.reserveCapacity(1_024)
  }

  @inline(__always) var isEmpty: Bool { furthest == 0 && levels.isEmpty }

  /// A trade hit this side.
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

  /// A line of the book says how much a price shows.
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

  /// A price that every line lies behind.
  private static func nothing(_ side: Side) -> Int64 { side == .buy ? .max : .min }

  /// How much can be taken at a price that displays so many steps.
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

  /// Where a price is, or would be put.
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
  /// Takes in what a trade consumed of the side it hit, once the book shows its update.
  mutating func consume(_ trade: MarketChange, hitting side: Side) {
    let price = Price(ticks: trade.ticks)
    let isDisplayed = side == .buy ? book.bids.shows(price) : book.asks.shows(price)
    consumed.trade(side, trade.ticks, trade.steps, isDisplayed: isDisplayed)
  }

  /// Takes in what an update says of sizes that can be taken, line by line, once the book shows it.
  /// Where depth is matched, the fold does so with the lines that it stops at anyway.
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

  /// The best price of a side at which anything can be taken; nothing while the book is crossed.
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
