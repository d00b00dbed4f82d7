import Engine
import Market
import Venue

/// Liveness: once faults have ended, position, fills and orders are the same on both sides, and no
/// outcome is unknown.
struct Converges: Checker {
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    guard let healed = stage.healedAt,
      stage.time.nanoseconds(since: healed) >= WorldPlan.livenessNanoseconds
    else { return nil }
    return differingFills(stage) ?? ghosts(stage, snapshot) ?? unknowns(stage, snapshot)
  }

  /// An order whose outcome is unknown long after it left.
  private func unknowns(_ stage: borrowing Stage, _ snapshot: borrowing Snapshot) -> Finding? {
    let unknown =
      snapshot.pendingOpens.filter { $0.state == .unknown }.map(\.id)
      + snapshot.legs.filter { $0.state == .unknown }.map(\.id)
    for id in unknown {
      guard let sent = stage.boundary.orders[id],
        stage.time.nanoseconds(since: sent.sentAt) > WorldPlan.livenessNanoseconds,
        stage.isSettled(sent.touchedAt)
      else { continue }
      return Finding(.converges, expected: "a known outcome of \(id)", found: "unknown")
    }
    return nil
  }

  private func differingFills(_ stage: borrowing Stage) -> Finding? {
    let position = stage.run.engine.position.steps
    // Fills of this very moment may not have arrived yet.
    guard position != stage.truth.position, stage.isSettled(stage.boundary.lastTraffic),
      stage.isSettled(stage.truth.filledAt)
    else { return nil }
    return Finding(
      .converges, expected: "the venue's position, \(stage.truth.position)", found: "\(position)")
  }

  /// An order that the engine shows as live, settled long ago, and that the venue does not have.
  private func ghosts(_ stage: borrowing Stage, _ snapshot: borrowing Snapshot) -> Finding? {
    let believed = snapshot.pendingOpens.map(\.id) + snapshot.legs.map(\.id)
    for id in believed where stage.truth.orders[id] == nil {
      guard let sent = stage.boundary.orders[id], stage.isSettled(sent.touchedAt) else { continue }
      return Finding(
        .converges, expected: "\(id) ended: the venue does not have it", found: "still working")
    }
    return nil
  }
}
