import Market
import Venue

extension Engine {
  /// News came of an order that is not among our live ones. What ended lately is old news.
  mutating func noteUnregistered(_ id: ClientOrderID) {
    guard isUnknownOfOurs(id) else { return }
    agreement.unknownOrders.name(id)
  }

  /// Whether an id is one of ours, and of an order that we know nothing of.
  func isUnknownOfOurs(_ id: ClientOrderID) -> Bool {
    !id.isForeign && id.tag == setup.tag && id.purpose != nil && orders.live.index(of: id) == nil
      && !orders.ended.contains(id)
  }

  /// The venue said of an order that we don't know that it is over: there is nothing to ask.
  mutating func endUnregistered(_ id: ClientOrderID) {
    guard isUnknownOfOurs(id) else { return }
    orders.ended.add(id)
    guard orders.queries.isUnregistered(id) else { return }
    orders.queries.close(id)
    changes.nameAllRungs()
  }

  /// Asks about the unknown orders of this input, whatever is being done, and rebuilds from the venue where
  /// they are too many. Until all was compared every order may be unknown: that is no burst.
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
