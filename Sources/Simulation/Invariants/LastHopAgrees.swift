/// R7: the number of orders that left is the number that the engine says it meant to send.
struct LastHopAgrees: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    let left = stage.boundary.placedByEngine
    let meant = stage.run.engine.counters.submitted
    guard left != meant else { return nil }
    return Finding(.lastHopAgrees, expected: "\(meant) orders sent", found: "\(left)")
  }
}
