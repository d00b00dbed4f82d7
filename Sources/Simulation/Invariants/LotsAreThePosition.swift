import Engine
import Market

/// The open parts of the lots add up to the position, once the first reconciliation has made lots
/// of what was there before. Otherwise a part of the position would have no exit.
struct LotsAreThePosition: Checker {
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    guard snapshot.reconcile.completed > 0 else { return nil }
    let sum = snapshot.lots.reduce(Int64(0)) { $0 + $1.side.sign * $1.open.steps }
    guard sum != snapshot.account.position.steps else { return nil }
    return Finding(
      .lotsAreThePosition, expected: "lots of \(snapshot.account.position.steps) together",
      found: "\(sum)")
  }
}
