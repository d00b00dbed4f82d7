import Engine
import Market
import Venue

/// O1: every order at the venue with one of our ids is live in the engine's books, unless it
/// changed a moment ago. An order of an earlier engine counts once it was reported long enough ago.
struct NoOrderIsForgotten: Checker {
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    for id in stage.truth.sortedIDs where !id.isForeign {
      guard !stage.run.engine.isLive(id), let order = stage.truth.orders[id],
        stage.isSettled(order.touchedAt), stage.mustKnow(id),
        stage.boundary.orders[id].map({ stage.isSettled($0.touchedAt) }) ?? true
      else { continue }
      return Finding(
        .noOrderIsForgotten, expected: "\(id) in the engine's books",
        found: "\(order.side) \(order.remaining)@\(order.price?.ticks ?? 0) is open at the venue")
    }
    return nil
  }
}
