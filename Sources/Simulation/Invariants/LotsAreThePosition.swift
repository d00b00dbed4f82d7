import Engine
import Market

/// What is open of the lots adds up to the position, once the first comparison has made lots of what
/// was there before: else there is a part of it that no exit is for.
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
