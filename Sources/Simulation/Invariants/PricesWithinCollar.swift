import Engine
import Market
import Venue

/// R5: no entry order leaves at a price beyond the collar, and no other order that may take.
struct PricesWithinCollar: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard let collar = stage.plan.run.engine.risk.losses.priceCollar,
      !stage.boundary.placed.isEmpty, let mid = stage.run.engine.mid
    else { return nil }
    let most = collar.ticksAtMost(of: mid)
    for order in stage.boundary.placed where order.trigger == nil {
      guard let limit = order.limit else { continue }
      let isOpen = order.id.purpose?.isEntry ?? true
      // How far it may buy above the mid, or sell below it; for an entry also how far it may rest
      // away.
      let past = order.side.sign * (limit.ticks - mid.ticks)
      let slack = isOpen ? 0 : mid.ticks / 10_000 + 1
      let takes = order.timeInForce != .postOnly
      guard isOpen ? abs(past) > most : takes && past > most + slack else { continue }
      return Finding(
        .pricesWithinCollar, expected: "at most \(most) ticks from \(mid.ticks)",
        found: "order \(order.id.generation), \(order.side), at \(limit.ticks)")
    }
    return nil
  }
}
