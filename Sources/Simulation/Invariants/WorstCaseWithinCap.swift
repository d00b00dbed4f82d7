import Market
import SimulatedVenue
import Venue

/// R1: whatever fills of what stands or is under way, the position stays within the cap.
///
/// A reduce-only order can bring the position no further than flat, whenever it fills.
struct WorstCaseWithinCap: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard let cap = stage.positionCap, stage.truth.foreignFills == 0 else { return nil }
    for side in Side.allCases {
      let worst = WorstCaseWithinCap.worst(of: side, stage)
      guard worst > cap else { continue }
      return Finding(
        .worstCaseWithinCap, expected: "at most \(cap) on the \(side) side",
        found: "\(worst): position \(stage.truth.position), standing "
          + "\(stage.truth.plain[side]) and \(stage.truth.reducing[side]) reduce-only, under way "
          + "\(WorstCaseWithinCap.underWay(side, stage).plain)")
    }
    return nil
  }

  private static func worst(of side: Side, _ stage: borrowing Stage) -> Int64 {
    let held = side.sign * stage.truth.position
    let coming = underWay(side, stage)
    let reduced =
      held < 0 ? min(0, held + stage.truth.reducing[side] + coming.reducing) : held
    return reduced + stage.truth.plain[side] + coming.plain
  }

  private static func underWay(
    _ side: Side, _ stage: borrowing Stage
  ) -> (plain: Int64, reducing: Int64) {
    var sum: (plain: Int64, reducing: Int64) = (0, 0)
    for id in stage.boundary.underWay {
      guard let order = stage.boundary.orders[id]?.order, order.side == side else { continue }
      if order.isReduceOnly {
        sum.reducing += order.quantity.steps
      } else {
        sum.plain += order.quantity.steps
      }
    }
    return sum
  }
}
