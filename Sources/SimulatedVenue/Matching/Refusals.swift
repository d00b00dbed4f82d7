import Market
import Venue

/// What a new order is refused for on arrival. The rows are asked from the top.
///
/// | order | refused when | as |
/// |---|---|---|
/// | any | quantity zero, post-only without a limit | `malformed` |
/// | any | an order of that name stands, or is remembered where the venue minds | `duplicateID` |
/// | any | the market is halted or closed | `marketClosed` |
/// | any but post-only | only such orders are taken now | `postOnlyPhase` |
/// | with an expiry | it has come | `expired` |
/// | fill-or-kill, trigger | the venue has none of the kind | `notAvailable` |
/// | trigger | not reduce-only, where the venue minds | `notAvailable` |
/// | any | limit or trigger has more significant figures than allowed | `invalidTickSize` |
/// | any with a limit, but triggers | it lies beyond the price band | `priceTooFar` |
/// | reduce-only, trigger | as many stand as such orders may be added to | `tooManyOrders` |
/// | one that may rest or wait | as many stand as the venue allows | `tooManyOrders` |
/// | reduce-only | the position is flat or on the order's side | `reduceOnly` |
/// | without a limit | nothing stands on the other side | `noLiquidity` |
/// | any | price or value out of range | `malformed` |
/// | any | worth less than the minimum, unless reduce-only and closing the position whole | `belowMinimumNotional` |
/// | one that adds to the position | the side's worst case is worth more than allowed | `positionLimit` |
/// | one that adds to the position | the equity doesn't carry that worst case | `insufficientMargin` |
/// | immediate-or-cancel, but triggers | nothing stands within its limit, where the venue minds | `noLiquidity` |
/// | trigger | it would go off at once | `badTrigger` |
/// | post-only | buy at or above the best ask, sell at or below the best bid | `wouldCross` |
///
/// It changes nothing; `mutating` has the venue handed on as it is, where what only reads would be
/// given a copy for the rarer rows.
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

  /// How many orders of the account stand or wait.
  @inline(__always)
  var openCount: Int { orders.count + triggers.waiting.count }

  /// Whether an order, or the venue, has anything but the plain rules and an expiry about it.
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

  /// Whether an order that can't rest would take nothing, at a venue that refuses such.
  private func takesNothing(_ order: NewOrder) -> Bool {
    guard settings.rules.refusesEmptyTakers, order.timeInForce == .immediateOrCancel,
      order.trigger == nil
    else { return false }
    guard let best = bestTakeable(order.side.opposite) else { return true }
    return order.limit.map { best.isBetter(than: $0, for: order.side) } ?? false
  }

  /// Whether a price keeps to the significant figures that the venue allows.
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

  /// A reduce-only order that closes the position whole may be as small as the position is.
  @inline(__always)
  func refusal(
    ofValue price: Price, _ quantity: Quantity, _ isReduceOnly: Bool
  ) -> Refusal? {
    let (units, isTooLarge) = price.ticks.multipliedReportingOverflow(by: quantity.steps)
    guard !isTooLarge, price.ticks <= Price.maximumTicks else { return .malformed }
    guard units < instrument.minimumNotional.units else { return nil }
    return isReduceOnly && quantity >= position.size ? nil : .belowMinimumNotional
  }

  /// Whether an order at `limit` would take from the displayed book, or meet one of ours where the
  /// venue minds. An empty side is not crossed.
  @inline(__always)
  func crosses(_ limit: Price, _ side: Side) -> Bool {
    if meetsOwn(limit, side) { return true }
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
