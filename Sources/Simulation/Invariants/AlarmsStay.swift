import Engine

/// An alarm that was raised stays until the operator acknowledges it.
struct AlarmsStay: Checker {
  private var raised: [Alarm] = []

  mutating func look(at stage: borrowing Stage) -> Finding? {
    let now = stage.switches.alarms
    defer { raised = now }
    guard !stage.orders.acknowledged, now.count < raised.count,
      let lost = raised.first(where: { !now.contains($0) })
    else { return nil }
    return Finding(.alarmsStay, expected: "the alarm \(lost.name)", found: "it is gone")
  }

  mutating func beginEngine() { raised = [] }

  /// What was raised when the engine was committed must be there.
  mutating func continueEngine(from durable: AlarmsStay) { self = durable }
}
