import Engine
import Market
import Venue

/// GRID-12, EXIT-01: a take-profit never leaves at a price at which its lot would lose once all fees are
/// paid: those that its entry has really paid, and the maker's on the way out, or the taker's where it
/// may take.
///
/// An entry is known to a tick, so a tick is let pass. An order for less than the lot was sent before
/// the lot took in others in the same step, which moves its exit once more. A lot that the operator's
/// policy moves after the market is not looked at, nor one that has closed in part, nor one that no
/// fill opened: what an earlier engine left keeps the exits that it was given.
struct TakeProfitsPay: Checker {
  /// When fills that the running engine booked happened, in nanoseconds: such a fill opened a lot.
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

  /// What the whole lot would make at a price after all fees.
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
}
