import Market
import Venue

/// Refusals that depend on prices and on what the account has already.
///
/// A side's worst case is the position with all orders of that side filled. An order that only
/// brings the position nearer to flat is not limited.
extension SimulatedVenue {
  /// Checks the price band.
  func refusal(ofBand limit: Price) -> Refusal? {
    guard let band = settings.limits.priceBandBasisPoints, let mark else { return nil }
    let away = abs(limit.ticks - mark.ticks).multipliedFullWidth(by: 10_000)
    let most = mark.ticks.multipliedFullWidth(by: Int64(band))
    return (away.high, away.low) > (most.high, most.low) ? .priceTooFar : nil
  }

  /// Checks the position limit and the margin.
  func refusal(ofExposure order: NewOrder, at price: Price) -> Refusal? {
    guard !order.isReduceOnly else { return nil }
    return refusal(
      ofWorst: worstCase(order.side) + order.quantity.steps, order.side, at: price)
  }

  private func refusal(ofWorst worst: Int64, _ side: Side, at price: Price) -> Refusal? {
    guard worst > 0, worst > abs(position.steps) || position.side == side.opposite else {
      return nil
    }
    let value = worth(worst, at: price)
    if let positionLimit, value > positionLimit { return .positionLimit }
    return carries(value) ? nil : .insufficientMargin
  }

  /// Why an order that is moved or made larger is refused: it is checked as a new one in place of
  /// the old.
  func refusal(
    ofAmended order: RestingOrders.Order, to limit: Price, _ remaining: Quantity
  ) -> Refusal? {
    if let refusal = refusal(ofBand: limit) { return refusal }
    guard !order.isReduceOnly else { return nil }
    // What is left of the old order is in the worst case; a replaced order is not any more.
    let old = orders.slot(of: order.id).map { orders[$0].remaining } ?? 0
    return refusal(ofWorst: worstCase(order.side) - old + remaining.steps, order.side, at: limit)
  }

  /// Whether margin lets a resting order fill by `steps` now.
  func carries(_ steps: Int64, of order: RestingOrders.Order) -> Bool {
    guard settings.account.leverage != nil, !order.isReduceOnly else { return true }
    let after = position.steps * order.side.sign + steps
    return after <= abs(position.steps) || carries(worth(after, at: order.price))
  }

  private func carries(_ value: Money) -> Bool {
    guard let leverage = settings.account.leverage, let equity else { return true }
    let (most, isBeyondAll) = equity.units.multipliedReportingOverflow(by: Int128(leverage))
    return isBeyondAll ? equity > .zero : ExactMoney(value).units <= most
  }

  private func worth(_ steps: Int64, at price: Price) -> Money {
    Money(price, times: Position(steps: steps))
  }

  /// The position as seen from a side, with all resting orders of that side filled, reduce-only
  /// ones excepted.
  private func worstCase(_ side: Side) -> Int64 {
    var worst = position.steps * side.sign
    orders.visit { if $0.side == side, !$0.isReduceOnly { worst += $0.remaining } }
    return worst
  }
}
