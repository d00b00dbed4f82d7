import Engine
import Market
import Venue

/// O2, O3 of exits: when an exit leaves, it and all earlier exits of its kind without a reported
/// end are together for no more than is open of their lot.
///
/// A reduce-only stop may be replaced while the earlier one is still live.
struct ExitIsNotResent: Checker {
  private var sent: [Slot: [ClientOrderID]] = [:]

  private struct Slot: Hashable {
    let lot: Int64
    let purpose: Purpose
  }

  mutating func look(at stage: borrowing Stage) -> Finding? {
    // A list of fills may have brought fills after the engine had acted on an earlier answer of the
    // same step.
    let tellsOfFills = !stage.boundary.countedFills.isEmpty
    for order in stage.boundary.placed {
      guard let purpose = order.id.purpose, purpose.isOfOneLot,
        purpose != .stopLoss || !order.isReduceOnly
      else { continue }
      let slot = Slot(lot: order.id.subject, purpose: purpose)
      var open = sent[slot, default: []].filter { !(stage.boundary.orders[$0]?.isResolved ?? true) }
      let unresolved = open.reduce(Int64(0)) { sum, id in
        sum + (stage.boundary.orders[id]?.heardLeft ?? 0)
      }
      open.append(order.id)
      sent[slot] = open
      guard unresolved > 0, !tellsOfFills,
        let lot = stage.run.engine.lotViews.first(where: { $0.id.value == slot.lot }),
        unresolved + order.quantity.steps > lot.open.steps
      else { continue }
      return Finding(
        .unknownIsNotResent,
        expected: "exits of lot \(slot.lot) for \(lot.open.steps) at most, of which \(unresolved) "
          + "have no known end", found: "order \(order.id.generation) for \(order.quantity.steps)")
    }
    return nil
  }

  mutating func beginEngine() { sent = [:] }
}
