import Engine
import Market
import Venue

/// R2, EXIT-07: the live exits of one kind never exceed what is open of their lot; in a grid of one
/// direction they are reduce-only.
struct ExitsNeverIncrease: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard stage.plan.run.engine.grid.direction != .neutral else { return nil }
    for order in stage.boundary.placed
    where order.id.purpose?.isExit ?? false && !order.isReduceOnly {
      return Finding(
        .exitsNeverIncrease,
        expected: "exits of a \(stage.plan.run.engine.grid.direction) grid "
          + "reduce-only", found: "\(order.id.generation) was not")
    }
    return nil
  }

  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    for lot in snapshot.lots {
      for purpose in [Purpose.takeProfit, .stopLoss, .close] {
        var live: Int64 = 0
        for leg in snapshot.legs where leg.lot == lot.id && leg.purpose == purpose {
          live += (leg.quantity - min(leg.filled, leg.quantity)).steps
        }
        guard live > lot.open.steps else { continue }
        return Finding(
          .exitsNeverIncrease, expected: "at most \(lot.open.steps) to close lot \(lot.id.value)",
          found: "\(purpose) \(live)")
      }
    }
    return nil
  }
}
