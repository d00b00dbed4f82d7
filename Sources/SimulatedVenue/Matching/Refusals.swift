import Market
import Venue

/// Why a new order is refused on arrival. The rows are checked from the top.
///
/// | order | refused when | as |
/// |---|---|---|
/// | any | quantity zero, post-only without a limit | `malformed` |
/// | any | the id is of a live order, or of an ended one (`refusesEndedNames`) | `duplicateID` |
/// | any | the market is halted or closed | `marketClosed` |
/// | any but post-only | only post-only orders are accepted now | `postOnlyPhase` |
/// | with an expiry | it has expired | `expired` |
/// | fill-or-kill, trigger | the venue has none of the kind | `notAvailable` |
/// | trigger | not reduce-only (`triggersMustReduce`) | `notAvailable` |
/// | any | limit or trigger has more significant figures than allowed | `invalidTickSize` |
/// | any with a limit, but triggers | the limit is beyond the price band | `priceTooFar` |
/// | reduce-only, trigger | `openOrdersForExits` orders or more are open | `tooManyOrders` |
/// | one that may rest or wait | `maximumOpenOrders` orders or more are open | `tooManyOrders` |
/// | reduce-only | the position is flat or on the order's side | `reduceOnly` |
/// | without a limit | nothing is left on the other side | `noLiquidity` |
/// | any | price or value out of range | `malformed` |
/// | any | worth less than the minimum, unless reduce-only and closing the position whole | `belowMinimumNotional` |
/// | one that adds to the position | the side's worst case is worth more than allowed | `positionLimit` |
/// | one that adds to the position | the equity doesn't carry that worst case | `insufficientMargin` |
/// | immediate-or-cancel, but triggers | nothing can be taken within its limit (`refusesEmptyTakers`) | `noLiquidity` |
/// | trigger | it would be triggered at once | `badTrigger` |
/// | post-only | buy at or above the best ask, sell at or below the best bid | `wouldCross` |
///
/// The function changes nothing. It is `mutating` so that the venue is passed in place: otherwise
/// the helpers for the rarer rows would get a copy.
extension SimulatedVenue {
  @inline(__always)
  mutating func refusal(of order: NewOrder, at time: Instant) -> Refusal? {
    guard !order.quantity.isZero, order.limit != nil || order.timeInForce != .postOnly else {
      return .malformed
    }
    guard !stands(order.id) else { return .duplicateID }
    if isSpecial(order), let refusal = refusal(ofSpecial: order, at: time) { return refusal }
    if hasExpired(order, at: time) { return .expired }
    let mayStand =
      order.trigger != nil
      || (order.limit != nil && order.timeInForce != .immediateOrCancel
        && order.timeInForce != .fillOrKill)
    if mayStand, let most = settings.maximumOpenOrders, openCount >= most {
      return .tooManyOrders
    }
    if order.isReduceOnly, reducible(by: order.side) == 0 { return .reduceOnly }
    guard let price = order.limit ?? order.trigger?.price ?? standing(order.side.opposite) else {
      return .noLiquidity
    }
    if let refusal = refusal(ofValue: price, order.quantity, order.isReduceOnly) { return refusal }
    if hasSpecialRules, let refusal = refusal(ofExposure: order, at: price) { return refusal }
    if hasSpecialRules, takesNothing(order) { return .noLiquidity }
    if let trigger = order.trigger { return refusal(of: trigger, order.side) }
    if order.timeInForce == .postOnly, let limit = order.limit, crosses(limit, order.side) {
      return .wouldCross
    }
    return nil
  }

  /// The number of the account's orders that rest or wait for a trigger.
  @inline(__always)
  var openCount: Int { orders.count + triggers.waiting.count }

  /// Whether an order or the venue needs more checks than the plain rules and the expiry.
  @inline(__always)
  private func isSpecial(_ order: NewOrder) -> Bool {
    order.trigger != nil || order.timeInForce == .fillOrKill || hasSpecialRules
      || phase != .trading
  }

  @inline(__always)
  private func hasExpired(_ order: NewOrder, at time: Instant) -> Bool {
    time >= order.expiresAt && settings.rules.expiry
  }

  private func refusal(ofSpecial order: NewOrder, at time: Instant) -> Refusal? {
    if settings.rules.refusesEndedNames, memory.end(of: order.id) != nil { return .duplicateID }
    if let refusal = refusal(ofPhase: order) { return refusal }
    if hasExpired(order, at: time) { return .expired }
    if order.timeInForce == .fillOrKill, !settings.rules.fillOrKill { return .notAvailable }
    if let trigger = order.trigger, !settings.rules.triggerReferences[trigger.reference] {
      return .notAvailable
    }
    if settings.rules.triggersMustReduce, order.trigger != nil, !order.isReduceOnly {
      return .notAvailable
    }
    if let refusal = refusal(ofForm: order) { return refusal }
    if let most = settings.limits.openOrdersForExits, openCount >= most,
      order.isReduceOnly || order.trigger != nil
    {
      return .tooManyOrders
    }
    return nil
  }

  /// Whether an order that can't rest would take nothing, at a venue that refuses such orders.
  private func takesNothing(_ order: NewOrder) -> Bool {
    guard settings.rules.refusesEmptyTakers, order.timeInForce == .immediateOrCancel,
      order.trigger == nil
    else { return false }
    guard let best = bestTakeable(order.side.opposite) else { return true }
    return order.limit.map { best.isBetter(than: $0, for: order.side) } ?? false
  }

  /// Whether a price has no more significant figures than the venue allows.
  func isOnTickGrid(_ price: Price) -> Bool {
    guard let figures = settings.rules.significantFigures else { return true }
    return PriceRule.hasAtMost(figures, figuresIn: price, of: instrument.tick)
  }

  private func refusal(of trigger: Trigger, _ side: Side) -> Refusal? {
    guard let now = observed(trigger.reference, side), trigger.fires(side, at: now) else {
      return nil
    }
    return .badTrigger
  }

  /// Checks range and minimum notional. A reduce-only order that closes the whole position may be
  /// worth less than the minimum.
  @inline(__always)
  func refusal(
    ofValue price: Price, _ quantity: Quantity, _ isReduceOnly: Bool
  ) -> Refusal? {
    let (units, isTooLarge) = price.ticks.multipliedReportingOverflow(by: quantity.steps)
    guard !isTooLarge, price.ticks <= Price.maximumTicks else { return .malformed }
    guard units < instrument.minimumNotional.units else { return nil }
    return isReduceOnly && quantity >= position.size ? nil : .belowMinimumNotional
  }

  /// Whether an order at `limit` would take from the displayed book, or meet our own order at a
  /// venue that prevents self-trades. An empty side is not crossed.
  @inline(__always)
  func crosses(_ limit: Price, _ side: Side) -> Bool {
    if meetsOwn(limit, side) { return true }
    guard let best = standing(side.opposite) else { return false }
    return !best.isBetter(than: limit, for: side)
  }

  /// The best displayed price of a side.
  @inline(__always)
  func best(_ side: Side) -> Price? { side == .buy ? book.bids.best : book.asks.best }

  /// How many steps an order on `side` could bring the position nearer to zero; 0 if it would add
  /// to it.
  @inline(__always)
  func reducible(by side: Side) -> Int64 { max(0, -side.sign * position.steps) }
}
