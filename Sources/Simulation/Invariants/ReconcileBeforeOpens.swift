import Venue

/// O5: after a connection came back, no entry order leaves before orders, position and fills were
/// asked for and reported.
///
/// If several answers came at the same moment, the entry order may have left before the reconnect.
struct ReconcileBeforeOpens: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard !stage.boundary.debts.isPaid,
      !stage.boundary.debtsBefore.isPaid || stage.run.kernel.traffic.answers.count == 1
    else { return nil }
    guard let open = stage.boundary.placed.first(where: { $0.id.purpose?.isEntry ?? false }) else {
      return nil
    }
    let debts = stage.boundary.debts
    return Finding(
      .reconcileBeforeOpens,
      expected: "orders, position and fills reported since the reconnect",
      found: "entry order \(open.id.generation) was sent without "
        + [
          debts.orders ? "orders" : nil, debts.position ? "position" : nil,
          debts.fills ? "fills" : nil,
        ].compactMap { $0 }.joined(separator: ", "))
  }
}
