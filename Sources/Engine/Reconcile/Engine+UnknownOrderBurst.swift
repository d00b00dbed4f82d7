import Market
import Venue

extension Engine {
  /// An update came for an order that is not among our live ones. It is ignored if the order ended
  /// recently.
  mutating func noteUnregistered(_ id: ClientOrderID) {
    guard isUnknownOfOurs(id) else { return }
    agreement.unknownOrders.name(id)
  }

  /// Whether an id is ours and belongs to an order that we don't know.
  func isUnknownOfOurs(_ id: ClientOrderID) -> Bool {
    !id.isForeign && id.tag == setup.tag && id.purpose != nil && orders.live.index(of: id) == nil
      && !orders.ended.contains(id)
  }

  /// The venue said that an order that we don't know is over: no query is needed.
  mutating func endUnregistered(_ id: ClientOrderID) {
    guard isUnknownOfOurs(id) else { return }
    orders.ended.add(id)
    guard orders.queries.isUnregistered(id) else { return }
    orders.queries.close(id)
    changes.nameAllRungs()
  }

  /// Queries the unknown orders of this input, whatever else is under way. If there are too many,
  /// everything is compared with the venue. Until the comparison is complete any order may be
  /// unknown: that is no burst.
  mutating func lookAtUnregistered(into effects: inout Effects) {
    let unknown = agreement.unknownOrders.takeNamed()
    for id in unknown {
      guard !agreement.rounds.barsOpens else {
        inquireUnregistered(id, into: &effects)
        continue
      }
      let before = agreement.unknownOrders.lastAt
      let isBurst = agreement.unknownOrders.count(
        at: time, limit: settings.reconcile.burstUpdates,
        windowNanoseconds: settings.reconcile.burstNanoseconds)
      inquireUnregistered(id, into: &effects)
      guard isBurst else { continue }
      recoveries.count(.storm)
      note(LogEntry(.unknownOrderStorm, at: time))
      let goesOn =
        before > .distantPast
        && time.nanoseconds(since: before) <= 2 * settings.reconcile.burstNanoseconds
      if goesOn {
        switches.control.raise(.unknownOrderStorm)
        stopOpens(.unknownOrderStorm, into: &effects)
      }
      reconcile(.storm, into: &effects)
    }
    if !agreement.rounds.barsOpens { reconcile(.unknownOrder, into: &effects) }
  }
}
