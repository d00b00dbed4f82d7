import Market
import Venue

/// Taking from the displayed book.
///
/// An order takes level by level from the best price to its limit, at the displayed prices, for the
/// taker fee, with one fill per level. What it took is gone from the displayed book until the tape
/// next says what stands at that price. Only what others display is taken: our own orders are never
/// matched with each other. Reduce-only takes no more than there is to reduce.
///
/// Trades come faster than books. What a trade has gone through since the book's last update can't
/// stand there any more, so it is neither taken nor in the way of a post-only order: else a fall
/// between two updates would let us buy from the trades and sell to bids that are long gone.
extension SimulatedVenue {
  /// Why an order stopped taking.
  enum Stop {
    /// Nothing of it is left.
    case filled
    /// Nothing is displayed within its limit.
    case exhausted
    /// Reduce-only, and the position is flat.
    case held
  }

  mutating func take(_ order: inout RestingOrders.Order, limit: Price?, at time: Instant) -> Stop {
    let other = order.side.opposite
    while order.remaining > 0 {
      guard let price = standing(other) else { return .exhausted }
      if let limit, price.isBetter(than: limit, for: order.side) { return .exhausted }
      let shown = other == .buy ? book.bids.size(at: price) : book.asks.size(at: price)
      var steps = min(order.remaining, shown.steps)
      if order.isReduceOnly { steps = min(steps, reducible(by: order.side)) }
      guard steps > 0 else { return .held }
      removeShown(Quantity(steps: shown.steps - steps), at: price, other)
      execute(&order, steps, at: price, .taker, time)
    }
    return .filled
  }

  /// An order that never rests: takes, and what is left is cancelled.
  mutating func takeAndCancel(_ new: NewOrder, at time: Instant) {
    guard let price = new.limit ?? standing(new.side.opposite) else {
      counters.cancelled += 1
      memory.note(new.id, .cancelled(.immediate, filled: .zero))
      return report(.cancelled(new.id, .immediate, filled: .zero), at: time)
    }
    var order = RestingOrders.Order(new, at: price, placedAt: time)
    switch take(&order, limit: new.limit, at: time) {
    case .filled: break
    case .exhausted, .held: reportEnd(of: order, .immediate, at: time)
    }
  }

  private mutating func removeShown(_ left: Quantity, at price: Price, _ side: Side) {
    if side == .buy { book.bids.set(price, to: left) } else { book.asks.set(price, to: left) }
    guard let level = orders.level(at: price, side) else { return }
    orders.took(fromLevel: level, leaving: left.steps)
  }
}
