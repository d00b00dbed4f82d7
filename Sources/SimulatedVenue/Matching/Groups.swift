import Market
import Venue

/// Orders of one group: one that fills whole cancels the others; one that fills in part makes them
/// smaller by as much, where the venue has that.
///
/// An order that comes to a group after another of it has filled stands as if nothing had happened:
/// a venue ties only orders that stand together.
extension SimulatedVenue {
  /// A fill that the others of a group have yet to feel.
  struct Outcome: Sendable {
    let group: Int64
    let order: ClientOrderID
    let steps: Int64
    let isWhole: Bool
  }

  /// Ends an order whose sibling was filled whole within the same matching; returns whether it did.
  mutating func endIfOutdone(_ slot: Int32, at time: Instant) -> Bool {
    let order = orders[slot]
    guard
      outcomes.contains(where: {
        $0.isWhole && $0.group == order.group && $0.order != order.id
      })
    else { return false }
    end(slot, .siblingFilled, at: time)
    return true
  }

  /// Lets the others of their groups feel what was filled.
  mutating func settleGroups(at time: Instant) {
    while !outcomes.isEmpty {
      let outcome = outcomes.removeFirst()
      guard outcome.isWhole || settings.rules.groupsCoverPartialFills else { continue }
      var siblings: [ClientOrderID] = []
      orders.visit {
        if $0.group == outcome.group, $0.id != outcome.order { siblings.append($0.id) }
      }
      for id in siblings {
        guard let slot = orders.slot(of: id) else { continue }
        let left = outcome.isWhole ? 0 : orders[slot].remaining - outcome.steps
        if left > 0 {
          shrink(slot, to: left, at: time)
        } else {
          end(slot, .siblingFilled, at: time)
        }
      }
      settleTriggers(of: outcome, at: time)
    }
  }

  private mutating func settleTriggers(of outcome: Outcome, at time: Instant) {
    for waiting in triggers.waiting
    where waiting.order.group == outcome.group && waiting.order.id != outcome.order {
      let left = outcome.isWhole ? 0 : waiting.remaining - outcome.steps
      if left > 0 {
        triggers.shrink(waiting.order.id, to: left)
        note(.changed, waiting.resting, left, at: time, isTrigger: true)
        report(.shrunk(waiting.order.id, remaining: Quantity(steps: left)), at: time)
      } else {
        endTrigger(waiting.order.id, .siblingFilled, at: time)
      }
    }
  }
}
