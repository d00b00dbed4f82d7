import Engine

/// R6: while the breaker is tripped or in cooldown no entry order leaves. What latched it stays
/// until the operator clears it.
struct BreakerLatches: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    let (before, now) = (stage.switchesBefore.breaker, stage.switches.breaker)
    guard !stage.orders.cleared else { return nil }
    if let lost = before.latched.first(where: { !now.latched.contains($0) }) {
      return Finding(.breakerLatches, expected: "\(lost.name) latched", found: "it is gone")
    }
    guard before.stage.holdsOpens, now.stage.holdsOpens,
      let open = stage.boundary.placed.first(where: { $0.id.purpose?.isEntry ?? false })
    else { return nil }
    return Finding(
      .breakerLatches, expected: "no entry order while the breaker is \(now.stage.name)",
      found: "order \(open.id.generation) was sent")
  }
}

extension BreakerStage {
  /// Whether no entry order at all may leave.
  fileprivate var holdsOpens: Bool { self == .tripped || self == .cooldown }
}
