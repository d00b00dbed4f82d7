/// R7: the number of orders that left is the number that the engine says it meant to send. Orders
/// that waited for the disk, and of which it was told that they will never leave, count with them.
struct LastHopAgrees: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    // What still waits is of either kind later. A process that dies amid a message sends less.
    guard stage.run.kernel.outbox?.isEmpty ?? true, !stage.run.isDead else { return nil }
    let left = stage.boundary.known.placed + stage.boundary.known.withdrawn
    let meant = stage.run.engine.counters.submitted
    guard left != meant else { return nil }
    return Finding(.lastHopAgrees, expected: "\(meant) orders sent", found: "\(left)")
  }
}
