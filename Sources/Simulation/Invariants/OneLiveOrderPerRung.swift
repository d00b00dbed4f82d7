import Market
import SimulatedVenue
import Venue

/// O2: when the venue accepts an entry order, no other of our entry orders is live on that side at
/// that price, as far as the running engine must know. When an order for a rung leaves, no other
/// order of the ladder without a cancel is within `orders.reprice_ticks` of its price, except one
/// that may belong to another rung.
struct OneLiveOrderPerRung: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    sameOpens(stage) ?? nearOrders(stage)
  }

  private func nearOrders(_ stage: borrowing Stage) -> Finding? {
    let tolerance = stage.plan.run.engine.orders.repriceTicks
    guard tolerance > 0 else { return nil }
    for order in stage.boundary.placed where order.id.purpose == .ladder {
      guard let limit = order.limit else { continue }
      for (id, other) in stage.truth.orders
      where id != order.id && id.purpose == .ladder && other.side == order.side
        && stage.boundary.isOwn(id) && stage.boundary.orders[id]?.isCancelled == false
      {
        guard let price = other.price, abs(price.ticks - limit.ticks) <= tolerance,
          !isOfAnotherRung(price, than: limit, order.side, stage)
        else { continue }
        return Finding(
          .oneLiveOrderPerRung, expected: "one order for the rung at \(order.side) \(limit.ticks)",
          found: "orders \(order.id.generation) and \(id.generation) at \(price.ticks)")
      }
    }
    return nil
  }

  /// Whether another rung than the one that an order left for is near the price of an order.
  private func isOfAnotherRung(
    _ price: Price, than rung: Price, _ side: Side, _ stage: borrowing Stage
  ) -> Bool {
    let tolerance = stage.plan.run.engine.orders.repriceTicks
    return stage.run.engine.snapshot().grid.rungs.contains {
      $0.side == side && $0.price != rung && abs($0.price.ticks - price.ticks) <= tolerance
    }
  }

  private func sameOpens(_ stage: borrowing Stage) -> Finding? {
    for event in stage.events
    where event.kind == .accepted && event.order.purpose?.isEntry ?? false {
      guard let price = event.price else { continue }
      for (id, other) in stage.truth.orders
      where id != event.order && other.side == event.side && other.price == price
        && (id.purpose?.isEntry ?? false) && stage.mustKnow(id)
      {
        return Finding(
          .oneLiveOrderPerRung, expected: "one entry order at \(event.side) \(price.ticks)",
          found: "orders \(min(id.generation, event.order.generation)) and "
            + "\(max(id.generation, event.order.generation))")
      }
    }
    return nil
  }
}
