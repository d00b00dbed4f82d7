import Market
import Venue

extension Engine {
  @inline(__always) func legTotals(of lot: Int32) -> LegTotals {
    var totals = LegTotals()
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      let steps = orders.live[index].remaining.steps
      if orders.live[index].purpose == .stopLoss {
        totals.stop += steps
        if orders.live[index].isHeld { totals.heldStop += steps }
      } else {
        totals.takeProfit += steps
      }
      index = orders.live[index].nextLeg
    }
    return totals
  }

  /// How many steps may still be filled by closes of a lot that take and whose answer is due. A
  /// triggered stop is sent after them, or both would fill. It waits no longer than an answer may
  /// take.
  @inline(__always) func takingOut(of lot: Int32) -> Int64 {
    var steps: Int64 = 0
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      if orders.live[index].purpose != .stopLoss, !orders.live[index].mayRest,
        orders.live[index].awaitsAnswer
      {
        steps += orders.live[index].remaining.steps
      }
      index = orders.live[index].nextLeg
    }
    return steps
  }

  /// Whether a lot has a live stop that could open a position once the lot is closed.
  @inline(__always) func hasPlainStop(_ lot: Int32) -> Bool {
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      if orders.live[index].purpose == .stopLoss, !orders.live[index].isReduceOnly { return true }
      index = orders.live[index].nextLeg
    }
    return false
  }

  /// The part of a lot that no live take-profit or other close covers.
  @inline(__always) func uncovered(_ lot: Int32) -> Quantity {
    Quantity(steps: max(0, books.lots[lot].open.steps - legTotals(of: lot).takeProfit))
  }

  /// Cancels the legs of a lot that match and have no cancel on the way.
  mutating func cancelLegs(
    of lot: Int32, because reason: Reason, into effects: inout Effects,
    where matches: (Order) -> Bool
  ) {
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      let next = orders.live[index].nextLeg
      if matches(orders.live[index]), !orders.live[index].remaining.isZero {
        cancel(index, because: reason, into: &effects)
      }
      index = next
    }
  }

  /// Cancels the legs of a closed lot. From then on they belong to no lot.
  mutating func releaseLegs(of lot: Int32, into effects: inout Effects) {
    var index = books.lots[lot].newestLeg
    books.lots[lot].beginLegs(with: -1)
    while index >= 0 {
      let next = orders.live[index].nextLeg
      orders.live.link(index, to: -1)
      // The leg that closed it has nothing left to cancel, and ends by itself.
      if !orders.live[index].remaining.isZero {
        orders.live.detach(index)
        cancel(index, because: Reason(.lotIsClosed), into: &effects)
      }
      index = next
    }
  }
}
