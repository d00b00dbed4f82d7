import Market
import Venue

/// What happens to a request as it reaches the venue.
///
/// | asked | refused when | as |
/// |---|---|---|
/// | any order | quantity zero, id live, post-only without a limit, price or value out of range | `malformed` |
/// | an order that may rest | as many rest as the venue allows | `tooManyOrders` |
/// | reduce-only | the position is flat or on the order's side | `reduceOnly` |
/// | any order | worth less than the minimum, unless reduce-only and closing the position whole | `belowMinimumNotional` |
/// | post-only | buy at or above the best ask, sell at or below the best bid | `wouldCross` |
/// | cancel, amend | no such order rests | `unknownOrder` |
///
/// The rows are asked from the top. An amend is held to the same rules with its new price and
/// quantity, and one that is refused leaves the order as it was.
extension SimulatedVenue {
  mutating func place(_ order: NewOrder, at time: Instant) {
    if let refusal = refusal(of: order) {
      return reject(order, refusal, at: time)
    }
    counters.accepted += 1
    note(.accepted, order, at: time)
    report(.accepted(order.id), at: time)
    guard let limit = order.limit, order.timeInForce != .immediateOrCancel else {
      return takeAndCancel(order, at: time)
    }
    settle(RestingOrders.Order(order, at: limit, placedAt: time), at: time)
  }

  private mutating func reject(_ order: NewOrder, _ refusal: Refusal, at time: Instant) {
    counters.rejected += 1
    // The name stays with the order that has it.
    if !orders.contains(order.id) { memory.note(order.id, .rejected(refusal)) }
    note(.rejected, order, at: time)
    report(.rejected(order.id, refusal), at: time)
  }

  mutating func cancel(_ id: ClientOrderID, at time: Instant) {
    guard let slot = orders.slot(of: id) else {
      counters.refused += 1
      return report(.cancelRefused(id, .unknownOrder), at: time)
    }
    end(slot, .requested, at: time)
  }

  /// Moves an order. A smaller quantity at the same price keeps its place in the queue; anything
  /// else goes to the back, as a new order would.
  mutating func amend(
    _ id: ClientOrderID, limit: Price, remaining: Quantity, at time: Instant
  ) {
    guard let slot = orders.slot(of: id) else { return refuseAmend(id, .unknownOrder, at: time) }
    var order = orders[slot]
    let keepsPlace = limit == order.price && remaining.steps < order.remaining
    if let refusal = refusal(ofMoving: order, to: limit, remaining, keepsPlace: keepsPlace) {
      return refuseAmend(id, refusal, at: time)
    }
    counters.amended += 1
    report(.amended(id, limit: limit, remaining: remaining), at: time)
    order.price = limit
    order.remaining = remaining.steps
    note(.changed, order, at: time)
    if keepsPlace {
      orders[slot].remaining = remaining.steps
    } else {
      orders.remove(slot)
      settle(order, at: time)
    }
  }

  private mutating func refuseAmend(_ id: ClientOrderID, _ refusal: Refusal, at time: Instant) {
    counters.refused += 1
    report(.amendRefused(id, refusal), at: time)
  }

  /// Lets an order take what it may and rest with what is left.
  private mutating func settle(_ order: RestingOrders.Order, at time: Instant) {
    var order = order
    if order.timeInForce != .postOnly, crosses(order.price, order.side) {
      switch take(&order, limit: order.price, at: time) {
      case .filled: return
      case .held: return reportEnd(of: order, .reduceOnly, at: time)
      case .exhausted: break
      }
    }
    let shown = shown(at: order.price, order.side)
    order.ahead = shown ?? SimulatedVenue.unknownAhead
    orders.join(order, shown: shown ?? 0)
    noteIfUnseen(order)
  }
}

// MARK: What is refused

extension SimulatedVenue {
  @inline(__always)
  private func refusal(of order: NewOrder) -> Refusal? {
    let mayRest = order.limit != nil && order.timeInForce != .immediateOrCancel
    guard !order.quantity.isZero, !orders.contains(order.id),
      order.limit != nil || order.timeInForce != .postOnly
    else { return .malformed }
    if mayRest, let most = settings.maximumOpenOrders, orders.count >= most {
      return .tooManyOrders
    }
    if order.isReduceOnly, reducible(by: order.side) == 0 { return .reduceOnly }
    let price = order.limit ?? standing(order.side.opposite)
    if let price, let refusal = refusal(ofValue: price, order.quantity, order.isReduceOnly) {
      return refusal
    }
    if order.timeInForce == .postOnly, let limit = order.limit, crosses(limit, order.side) {
      return .wouldCross
    }
    return nil
  }

  @inline(__always)
  private func refusal(
    ofMoving order: RestingOrders.Order, to limit: Price, _ remaining: Quantity, keepsPlace: Bool
  ) -> Refusal? {
    guard !remaining.isZero else { return .malformed }
    if let refusal = refusal(ofValue: limit, remaining, order.isReduceOnly) { return refusal }
    let takes = !keepsPlace && crosses(limit, order.side)
    return takes && order.timeInForce == .postOnly ? .wouldCross : nil
  }

  /// A reduce-only order that closes the position whole may be as small as the position is.
  @inline(__always)
  private func refusal(
    ofValue price: Price, _ quantity: Quantity, _ isReduceOnly: Bool
  ) -> Refusal? {
    let (units, isTooLarge) = price.ticks.multipliedReportingOverflow(by: quantity.steps)
    guard !isTooLarge, price.ticks <= Price.maximumTicks else { return .malformed }
    guard units < instrument.minimumNotional.units else { return nil }
    return isReduceOnly && quantity >= position.size ? nil : .belowMinimumNotional
  }

  /// Whether an order at `limit` would take from the displayed book. An empty side is not crossed.
  @inline(__always)
  private func crosses(_ limit: Price, _ side: Side) -> Bool {
    guard let best = standing(side.opposite) else { return false }
    return !best.isBetter(than: limit, for: side)
  }

  /// The best displayed price of a side.
  @inline(__always)
  func best(_ side: Side) -> Price? { side == .buy ? book.bids.best : book.asks.best }

  /// How many steps an order on `side` could bring the position nearer to zero.
  @inline(__always)
  func reducible(by side: Side) -> Int64 { max(0, -side.sign * position.steps) }
}
