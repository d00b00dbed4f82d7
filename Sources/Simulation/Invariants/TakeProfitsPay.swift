import Engine
import Market
import Venue

/// GRID-12, EXIT-01: a take-profit never leaves at a price at which its lot would lose after all
/// fees: the fees that its entry really paid, and the maker fee on the way out, or the taker fee if
/// the order may take.
///
/// An entry price is known to a tick, so a loss of a tick is allowed. An order for less than the
/// lot was sent before the lot took in others in the same step, which moves its exit once more.
/// Three kinds of lots are not checked: those that the operator's policy moves after the market,
/// those that are partly closed, and those that no fill opened. What an earlier engine left keeps
/// its exits.
struct TakeProfitsPay: Checker {
  /// When the fills that the running engine booked happened, in nanoseconds. Such a fill opened a
  /// lot.
  private var fillTimes: Set<Int64> = []

  mutating func look(at stage: borrowing Stage) -> Finding? {
    for fill in stage.boundary.countedFills { fillTimes.insert(fill.time.nanoseconds) }
    let closing = stage.plan.run.engine.exits.closing
    guard closing.policy != .move,
      stage.boundary.placed.contains(where: { $0.id.purpose == .takeProfit })
    else { return nil }
    let lots = stage.run.engine.lotViews
    for order in stage.boundary.placed where order.id.purpose == .takeProfit {
      guard let lot = lots.first(where: { $0.id.value == order.id.subject }),
        order.quantity == lot.open, lot.closed.isZero, fillTimes.contains(lot.openedAt.nanoseconds),
        let limit = order.limit
      else { continue }
      let made = result(order, limit, of: lot, stage)
      guard made < -ExactMoney(Price(ticks: 1), times: lot.open) else { continue }
      return Finding(
        .takeProfitsPay, expected: "a price that pays all fees of lot \(lot.id.value)",
        found: "order \(order.id.generation) at \(limit.ticks) would lose \(-made.units): entry "
          + "\(lot.entry.ticks), fees \(lot.fees.units) for \(lot.open.steps)")
    }
    return nil
  }

  /// The result of the whole lot at a price, after all fees.
  private func result(
    _ order: NewOrder, _ limit: Price, of lot: LotView, _ stage: borrowing Stage
  ) -> ExactMoney {
    let instrument = stage.plan.facts.instrument
    let rate = order.timeInForce == .postOnly ? instrument.makerFee : instrument.takerFee
    let exit = Money(limit, times: lot.open)
    let gross = exit - Money(lot.entry, times: lot.open)
    return ExactMoney(lot.side == .buy ? gross : -gross) - lot.fees - rate.fee(on: exit)
  }

  mutating func beginEngine() { fillTimes = [] }

  /// The engine knows the fills that it knew when it was committed.
  mutating func continueEngine(from durable: TakeProfitsPay) { self = durable }
}
