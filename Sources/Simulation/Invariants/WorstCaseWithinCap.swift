import Market
import SimulatedVenue
import Venue

/// R1: whatever fills of what stands or is under way, the position stays within the cap.
///
/// Where others trade on the account, or it is liquidated, the position is not ours to bound: then
/// nothing is said.
struct WorstCaseWithinCap: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard let cap = stage.positionCap, stage.truth.foreignFills == 0 else { return nil }
    for side in Side.allCases {
      let standing = stage.truth.standing[side]
      let coming = stage.boundary.underWay(side)
      let worst = (standing + coming).worstCase(held: side.sign * stage.truth.position)
      guard worst > cap else { continue }
      return Finding(
        .worstCaseWithinCap, expected: "at most \(cap) on the \(side) side",
        found: "\(worst): position \(stage.truth.position), standing \(standing), "
          + "under way \(coming)")
    }
    return nil
  }
}

extension Weight: CustomStringConvertible {
  var description: String {
    let parts = [
      (opens, "to open"), (plainExits, "to exit"), (plainStops, "in stops"),
      (plainOthers, "otherwise"), (reducing, "reduce-only"),
    ].filter { $0.0 != 0 }
    return parts.isEmpty ? "none" : parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}
