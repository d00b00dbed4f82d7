import Market
import Venue

/// O3, O4: an order for a slot, or of an attempt at the same price, is sent again only after the
/// end of the last one was reported to the engine: by a report of its end, by its fills, or by an
/// answer to a query of this very order. A list, a time-out or "not found" ends nothing. If the
/// venue can't list all fills of a moment, a report or an answer that gives the end is enough.
struct UnknownIsNotResent: Checker {
  private var last: [Slot: ClientOrderID] = [:]

  private struct Slot: Hashable {
    let purpose: Purpose
    let side: Side
    let ticks: Int64
  }

  mutating func look(at stage: borrowing Stage) -> Finding? {
    for order in stage.boundary.placed {
      guard let purpose = order.id.purpose, purpose.isEntry, let limit = order.limit else {
        continue
      }
      let slot = Slot(purpose: purpose, side: order.side, ticks: limit.ticks)
      let before = last.updateValue(order.id, forKey: slot)
      guard let before, before.tag == order.id.tag, let sent = stage.boundary.orders[before],
        !sent.isResolved, !(canLackFills(stage) && sent.isEndTold)
      else { continue }
      return Finding(
        .unknownIsNotResent,
        expected: "the outcome of order \(before.generation) before another order",
        found: "order \(order.id.generation) was sent at \(order.side) \(limit.ticks)")
    }
    return nil
  }

  private func canLackFills(_ stage: borrowing Stage) -> Bool {
    stage.plan.run.venue.memory.paging == .byTime
  }

  /// A new engine has learnt the live orders from the venue's list, so the slots of its predecessor
  /// don't count.
  mutating func beginEngine() { last = [:] }

  /// The engine knows every entry that left, and so the outcome that is still unknown.
  mutating func continueEngine(from durable: UnknownIsNotResent) {}
}
