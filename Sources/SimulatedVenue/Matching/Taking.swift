import Market
import Venue

/// Taking from the displayed book.
///
/// An order takes level by level from the best price to its limit, at the displayed prices, for the
/// taker fee, with one fill per level. What it took is gone from the displayed book until the tape
/// next reports that price. It takes only what others display: our own orders are never matched
/// with each other (`SelfTrade.swift`). A reduce-only order takes no more than there is to reduce.
///
/// Trades arrive faster than book updates. Size that trades have consumed since the book last
/// reported its price cannot be taken again (``Consumed``): otherwise, in a fall between two
/// updates, we could buy what the trades sold and sell to bids that are long gone. Prices that
/// trades have gone beyond do not block a post-only order either. Nothing is taken from a crossed
/// book.
extension SimulatedVenue {
  /// Why an order stopped taking.
  enum Stop {
    /// The whole order is filled.
    case filled
    /// Nothing more can be taken within its limit.
    case exhausted
    /// The order is reduce-only and nothing is left to reduce.
    case held
  }

  mutating func take(_ order: inout RestingOrders.Order, limit: Price?, at time: Instant) -> Stop {
    let other = order.side.opposite
    let minds = settings.rules.selfTrade == .cancelsResting
    while order.remaining > 0 {
      let most =
        order.isReduceOnly
        ? min(order.remaining, reducible(by: order.side)) : order.remaining
      let best = bestTakeable(other)
      if minds, most > 0 { cancelOwn(other, before: best, within: limit, at: time) }
      guard let price = best else { return .exhausted }
      if let limit, price.isBetter(than: limit, for: order.side) { return .exhausted }
      let shown = other == .buy ? book.bids.size(at: price) : book.asks.size(at: price)
      let steps = min(most, takeable(at: price, other))
      guard steps > 0 else { return .held }
      if minds {
        cancelOwn(other, at: price, passing: steps, wantsMore: most > steps, at: time)
      }
      removeShown(Quantity(steps: shown.steps - steps), at: price, other)
      execute(&order, steps, at: price, .taker, time)
    }
    return .filled
  }

  /// Works an order that never rests: it takes what it can, and the rest is cancelled.
  mutating func takeAndEnd(_ entering: RestingOrders.Order, limit: Price?, at time: Instant) {
    var order = entering
    switch take(&order, limit: limit, at: time) {
    case .filled: break
    case .exhausted, .held: reportEnd(of: order, .immediate, at: time)
    }
  }

  /// Whether `steps` can be taken within a limit.
  func isThere(_ steps: Int64, for order: RestingOrders.Order, limit: Price?) -> Bool {
    guard !order.isReduceOnly || reducible(by: order.side) >= steps else { return false }
    let other = order.side.opposite
    let levels = other == .buy ? book.bids : book.asks
    var left = steps
    var price = bestTakeable(other)
    while let here = price, left > 0,
      limit.map({ !here.isBetter(than: $0, for: order.side) }) ?? true
    {
      left -= takeable(at: here, other)
      price = levels.next(behind: here)
    }
    return left <= 0
  }

  private mutating func removeShown(_ left: Quantity, at price: Price, _ side: Side) {
    if side == .buy { book.bids.set(price, to: left) } else { book.asks.set(price, to: left) }
    guard let level = orders.level(at: price, side) else { return }
    orders.took(fromLevel: level, leaving: left.steps)
  }
}
