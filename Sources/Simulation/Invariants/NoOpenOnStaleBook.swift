import Engine
import Market
import Venue

/// R5: an entry order leaves only while the engine's book is fresh, whole and not crossed.
///
/// The book itself is checked, and how long ago it last changed; not the engine's judgement of it.
struct NoOpenOnStaleBook: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard let open = stage.boundary.placed.first(where: { $0.id.purpose?.isEntry ?? false }) else {
      return nil
    }
    let market = stage.run.engine.marketView
    guard let bid = market.bestBid, let ask = market.bestAsk, let age = market.bookAgeNanoseconds
    else { return finding(open, "unknown") }
    if bid > ask { return finding(open, "crossed") }
    let settings = stage.plan.run.engine.market
    let limit =
      settings.staleAfterNanoseconds > 0
      ? settings.staleAfterNanoseconds : settings.haltAfterNanoseconds
    return limit > 0 && age >= limit ? finding(open, "\(age / 1_000_000) ms old") : nil
  }

  private func finding(_ open: NewOrder, _ condition: String) -> Finding {
    Finding(
      .noOpenOnStaleBook, expected: "a current book",
      found: "entry order \(open.id.generation) was sent on one that is \(condition)")
  }
}
