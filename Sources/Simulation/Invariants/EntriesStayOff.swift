import Engine
import Market
import Venue

/// RISK-04, RISK-05: no entry order leaves on a side that was off both before and after the step.
struct EntriesStayOff: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard !stage.orders.letGo else { return nil }
    for order in stage.boundary.placed where order.id.purpose?.isEntry ?? false {
      guard stage.switchesBefore.isOff(order.side), stage.switches.isOff(order.side) else {
        continue
      }
      return Finding(
        .entriesStayOff, expected: "no \(order.side) entry while they are paused or frozen",
        found: "order \(order.id.generation) was sent")
    }
    return nil
  }
}

extension ControlView {
  /// Whether entries of a side are switched off.
  fileprivate func isOff(_ side: Side) -> Bool {
    isFrozen || (side == .buy ? isPausedBuy : isPausedSell)
  }
}
