import Market
import Venue

/// Continues after the process ended, from what the journal holds.
extension Engine {
  /// The process ended and began again. Requests and answers that were on their way may be lost,
  /// and what lowers risk may have been sent without a record. So no entry is sent before orders,
  /// fills and position were compared, and before whatever was sent has arrived or expired. Nor is a
  /// further exit of a lot: the ended process may have sent one. A stop whose price is reached waits
  /// for the first comparison alone. Live entries are kept or cancelled as at a first start
  /// (`reconcile.at_start`).
  mutating func restart(above reserved: ReservedNumbers, into effects: inout Effects) {
    note(LogEntry(.restarted, at: time))
    switches.restart()
    orders.restart(above: reserved.orders)
    books.lots.pass(reserved.lots)
    agreement.rounds.restart(quiet: quietMoment)
    switches.control.doubtLists(at: time)
    // The book got old while no process ran. Whether the feed is silent is seen from now on.
    agreement.watchdogs.restart(at: time)
    judgeMarket(begun: time)
    markRungs(.reconciled, Reason(.notReconciled, value: Int64(ReconcileCause.reconnect.rawValue)))
    if agreement.rounds.hasStarted { findStandingOpens() }
    guard agreement.rounds.stage != .new else { return }
    awaitExits()
    reconcile(.reconnect, into: &effects)
  }

  /// No lot gets a further exit before a comparison has shown those that it has.
  private mutating func awaitExits() {
    for lot in books.lots.inOrder { awaitExits(of: lot) }
    lookAtAllLots()
  }

  /// The live entries that the next comparison confirms are kept or cancelled as at a first start.
  private mutating func findStandingOpens() {
    agreement.rounds.standing.begin()
    let mayKeep = settings.reconcile.atStart == .adopt
    for order in orders.live.all where order.id != .vacant && order.purpose.isEntry {
      guard !order.isOver else { continue }
      agreement.rounds.standing.find(order.id, mayKeep: mayKeep && order.purpose == .ladder)
    }
  }
}
