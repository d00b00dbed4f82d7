import Engine
import Market
import Venue

/// P1: a minute after the last fault, every cancel-all is done and has left nothing in its scope. A
/// flatten has left no lot, or an alarm says that it is stuck or what it waits for.
struct CommandsEnd: Checker {
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    guard let healed = stage.healedAt,
      stage.time.nanoseconds(since: healed)
        >= WorldPlan.livenessNanoseconds + Stage.settlingNanoseconds
    else { return nil }
    if snapshot.control.alarms.contains(.cancelAllUnfinished) { return notFlat(stage, snapshot) }
    return unfinished(snapshot) ?? leftover(stage) ?? notFlat(stage, snapshot)
  }

  private func unfinished(_ snapshot: borrowing Snapshot) -> Finding? {
    guard let scope = snapshot.control.cancelling else { return nil }
    return Finding(
      .commandsEnd, expected: "the cancel-all of \(scope) to be done", found: "still under way")
  }

  /// An entry order that is live although the operator's last command was to cancel all.
  private func leftover(_ stage: borrowing Stage) -> Finding? {
    guard stage.plan.ending != .letGo,
      let id = stage.truth.sortedIDs.first(where: { !$0.isForeign && $0.purpose?.isEntry ?? false })
    else { return nil }
    return Finding(
      .commandsEnd, expected: "no entry order after the \(stage.plan.ending)",
      found: "order \(id.generation) is working")
  }

  private func notFlat(_ stage: borrowing Stage, _ snapshot: borrowing Snapshot) -> Finding? {
    guard stage.plan.ending == .flatten else { return nil }
    let (phase, alarms) = (snapshot.control.flatten, snapshot.control.alarms)
    // A flatten that is done does not close what third parties open afterwards; an alarm reports
    // that.
    let others = snapshot.lots.filter { $0.openedAt > stage.healedAt ?? .distantPast }
    let isLeft = snapshot.lots.count > (stage.truth.foreignFills > 0 ? others.count : 0)
    let isTold =
      switch phase {
      case .done: !isLeft
      case .clearing, .reducing: alarms.contains(.flattenWaits)
      case .stuck: alarms.contains(.flattenStuck)
      case .idle: false
      }
    guard !isTold else { return nil }
    return Finding(
      .commandsEnd, expected: "a flatten that ends flat, or an alarm that says what it waits for",
      found: "it is \(phase) with \(snapshot.lots.count) lots")
  }
}
