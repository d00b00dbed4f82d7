import Market
import Venue

/// News of orders that carry our tag and that we do not know, by their moments.
struct Storm: Sendable {
  private var moments: [Instant] = []
  /// The last time that there were too many.
  private(set) var lastAt = Instant.distantPast

  /// Counts one. Returns whether there were too many within the window.
  mutating func count(at time: Instant, limit: Int, windowNanoseconds: Int64) -> Bool {
    moments.removeAll { time.nanoseconds(since: $0) > windowNanoseconds }
    moments.append(time)
    guard moments.count > limit else { return false }
    moments.removeAll(keepingCapacity: true)
    lastAt = time
    return true
  }

  func digest(into hash: inout StateHash) {
    for moment in moments { hash.add(moment.nanoseconds) }
    hash.add(lastAt.nanoseconds)
  }
}

extension Engine {
  /// News came of an order that is not in the registry. What ended lately is old news; before the
  /// first comparison is through nothing is strange.
  mutating func noteStranger(_ id: ClientOrderID) {
    guard !id.isForeign, id.tag == tag, id.purpose != nil, !endedOrders.contains(id),
      !reconciliation.barsOpens
    else { return }
    agenda.strangers.append(id)
  }

  /// Asks about the strangers of this input, and rebuilds from the venue where they are too many.
  mutating func lookAtStrangers(into effects: inout Effects) {
    for id in agenda.strangers {
      let before = storm.lastAt
      let isStorm = storm.count(
        at: time, limit: settings.reconcile.stormUpdates,
        windowNanoseconds: settings.reconcile.stormNanoseconds)
      inquireStranger(id, into: &effects)
      guard isStorm else { continue }
      recoveries.count(.storm)
      note(LogEntry(.unknownOrderStorm, at: time))
      let goesOn =
        before > .distantPast
        && time.nanoseconds(since: before) <= 2 * settings.reconcile.stormNanoseconds
      if goesOn {
        control.raise(.unknownOrderStorm)
        stopOpens(because: Reason(.unknownOrderStorm), into: &effects)
      }
      reconcile(.storm, into: &effects)
    }
    if !agenda.strangers.isEmpty { reconcile(.unknownOrder, into: &effects) }
    agenda.strangers.removeAll(keepingCapacity: true)
  }
}
