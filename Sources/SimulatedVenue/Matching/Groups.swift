import Market
import Venue

/// Groups of orders: one that fills whole cancels the others. One that fills in part makes the
/// others smaller by the same amount, if the venue has that rule.
///
/// An order that joins a group after another of it has filled is not affected: a venue ties only
/// orders that are live together.
extension SimulatedVenue {
  /// A fill that has not been applied to the other orders of its group yet.
  struct Outcome: Sendable {
    let group: Int64
    let order: ClientOrderID
    let steps: Int64
    let isWhole: Bool
  }

  /// Ends an order if a sibling was filled whole within the same matching; returns whether it did.
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

  /// Applies the fills to the other orders of their groups.
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
