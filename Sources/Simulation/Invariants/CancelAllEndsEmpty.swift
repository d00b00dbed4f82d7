import Engine
import Market
import Venue

/// P1: when the engine reports a cancel-all as done, the venue has no order in its scope, and none
/// can arrive late.
struct CancelAllEndsEmpty: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard !stage.orders.letGo else { return nil }
    for scope in stage.switchesBefore.cancelAlls where !stage.switches.cancelAlls.contains(scope) {
      if let found = leftovers(in: scope, stage) { return found }
    }
    return nil
  }

  /// The orders that are live, or may yet arrive, in the scope of a cancel-all that is reported as
  /// done.
  private func leftovers(in scope: CancelScope, _ stage: borrowing Stage) -> Finding? {
    let left = stage.truth.sortedIDs.filter {
      scope.reaches($0, stage.truth.orders[$0]?.side) && $0.tag == stage.tag
        && stage.mustKnow($0)
    }
    let coming = stage.boundary.underWay.filter {
      scope.reaches($0, stage.boundary.orders[$0]?.order.side) && $0.tag == stage.tag
        && stage.mustKnow($0)
    }
    guard let first = left.first ?? coming.first else { return nil }
    return Finding(
      .cancelAllEndsEmpty, expected: "no order left when the cancel-all is done",
      found: "\(left.count) working and \(coming.count) on the way, order \(first.generation) first"
    )
  }
}

extension ControlView {
  /// The scopes of all cancel-alls that are not done.
  fileprivate var cancelAlls: [CancelScope] { (cancelling.map { [$0] } ?? []) + cancellingToo }
}

extension CancelScope {
  /// Whether an order with that id and side is in the scope.
  fileprivate func reaches(_ id: ClientOrderID, _ side: Side?) -> Bool {
    guard let purpose = id.purpose, !id.isForeign else { return false }
    switch self {
    case .opens: return purpose.isEntry
    case .side(let mine): return purpose.isEntry && side == mine
    case .legs: return purpose.isExit
    }
  }
}
