import Market
import Venue

/// How the venue changes a resting order.
///
/// | the venue's rule | what an amend does |
/// |---|---|
/// | `moves` | checks the new price and quantity by the rules of new orders; if refused, the order stays as it was; otherwise a smaller quantity at the same price keeps its place, anything else goes to the back |
/// | `cancelsAndPlaces` | ends the order, then places a post-only one with the same id; if that is refused, the old order is gone |
/// | `none` | is refused |
extension SimulatedVenue {
  mutating func amend(_ id: ClientOrderID, limit: Price, remaining: Quantity, at time: Instant) {
    guard let slot = orders.slot(of: id) else {
      return refuseAmend(id, refusalOfAbsent(id), at: time)
    }
    guard isMatching else { return refuseAmend(id, .marketClosed, at: time) }
    switch settings.rules.amend {
    case .none: refuseAmend(id, .notAvailable, at: time)
    case .moves: move(slot, limit: limit, remaining: remaining, at: time)
    case .cancelsAndPlaces: replace(slot, limit: limit, remaining: remaining, at: time)
    }
  }

  private func refusalOfAbsent(_ id: ClientOrderID) -> Refusal {
    if triggers.index(of: id) != nil { return .notAvailable }
    guard settings.rules.amend == .cancelsAndPlaces else { return .unknownOrder }
    return memory.end(of: id) == nil ? .unknownOrder : .alreadyEnded
  }

  mutating func refuseAmend(
    _ id: ClientOrderID, _ refusal: Refusal, about subject: RefusalSubject = .plain,
    at time: Instant
  ) {
    counters.refused += 1
    report(.amendRefused(id, refusal), about: subject, at: time)
  }

  private mutating func move(
    _ slot: Int32, limit: Price, remaining: Quantity, at time: Instant
  ) {
    var order = orders[slot]
    let keepsPlace = limit == order.price && remaining.steps < order.remaining
    if let refusal = refusal(ofMoving: order, to: limit, remaining, keepsPlace: keepsPlace) {
      let subject: RefusalSubject = remaining.isZero ? .zeroSize : .plain
      return refuseAmend(order.id, refusal, about: subject, at: time)
    }
    counters.amended += 1
    report(.amended(order.id, limit: limit, remaining: remaining), at: time)
    order.price = limit
    order.remaining = remaining.steps
    note(.changed, order, at: time)
    if keepsPlace {
      orders[slot].remaining = remaining.steps
    } else {
      orders.remove(slot)
      takeAndRest(order, at: time)
    }
    if order.isReduceOnly { isUnsettled = true }
  }

  @inline(__always)
  private func refusal(
    ofMoving order: RestingOrders.Order, to limit: Price, _ remaining: Quantity, keepsPlace: Bool
  ) -> Refusal? {
    guard !remaining.isZero else { return .malformed }
    guard isOnTickGrid(limit) else { return .invalidTickSize }
    if let refusal = refusal(ofValue: limit, remaining, order.isReduceOnly) { return refusal }
    if hasSpecialRules, let refusal = refusal(ofAmended: order, to: limit, remaining) {
      return refusal
    }
    let takes = !keepsPlace && crosses(limit, order.side)
    return takes && order.timeInForce == .postOnly ? .wouldCross : nil
  }

  /// Refuses a zero size or an invalid price before anything happens. Every other refusal comes
  /// after the old order is gone.
  private mutating func replace(
    _ slot: Int32, limit: Price, remaining: Quantity, at time: Instant
  ) {
    var order = orders[slot]
    guard !remaining.isZero else {
      return refuseAmend(order.id, .malformed, about: .zeroSize, at: time)
    }
    guard isOnTickGrid(limit) else { return refuseAmend(order.id, .invalidTickSize, at: time) }
    let old = order
    orders.remove(slot)
    order.timeInForce = .postOnly
    order.price = limit
    order.remaining = remaining.steps
    if let refusal = refusal(ofReplacing: order) {
      refuseAmend(order.id, refusal, about: .replacement, at: time)
      return reportEnd(of: old, .requested, at: time)
    }
    counters.amended += 1
    report(.amended(order.id, limit: limit, remaining: remaining), at: time)
    note(.changed, order, at: time)
    if order.isReduceOnly, settings.rules.reduceOnly == .shrinks {
      shrinkOnArrival(&order, at: time)
      isUnsettled = true
    }
    takeAndRest(order, at: time)
  }

  private func refusal(ofReplacing order: RestingOrders.Order) -> Refusal? {
    if order.isReduceOnly, reducible(by: order.side) == 0 { return .reduceOnly }
    let quantity = Quantity(steps: order.remaining)
    if let refusal = refusal(ofValue: order.price, quantity, order.isReduceOnly) { return refusal }
    if hasSpecialRules, let refusal = refusal(ofAmended: order, to: order.price, quantity) {
      return refusal
    }
    return crosses(order.price, order.side) ? .wouldCross : nil
  }
}
