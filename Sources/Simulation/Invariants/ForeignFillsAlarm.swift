import Engine
import Market
import Venue

/// L4, EXIT-07: a fill that none of our orders made stops entries and raises an alarm in the step
/// in which it is first reported.
struct ForeignFillsAlarm: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard let fill = stage.boundary.foreignFill, !stage.orders.acknowledged, !stage.orders.letGo
    else { return nil }
    guard stage.switches.alarms.contains(.foreignFill) else {
      return Finding(
        .foreignFillsAlarm, expected: "an alarm",
        found: "fill \(fill.id.value), \(fill.side) \(fill.quantity.steps), raised none")
    }
    guard stage.switches.isFrozen else {
      return Finding(
        .foreignFillsAlarm, expected: "entries stopped by fill \(fill.id.value)",
        found: "they go on")
    }
    return nil
  }
}
