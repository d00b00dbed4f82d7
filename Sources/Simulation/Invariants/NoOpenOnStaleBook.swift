import Engine
import Market
import Venue

/// R5: an open leaves only while the engine's book is fresh, whole and not crossed.
struct NoOpenOnStaleBook: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard let open = stage.boundary.placed.first(where: { $0.id.purpose?.isOpen ?? false }) else {
      return nil
    }
    let market = stage.run.engine.marketView
    switch market.condition {
    case .live, .locked: return nil
    case .unknown, .crossed, .stale:
      return Finding(
        .noOpenOnStaleBook, expected: "a live book",
        found: "open \(open.id.generation) was sent on one that is \(market.condition)")
    }
  }
}
