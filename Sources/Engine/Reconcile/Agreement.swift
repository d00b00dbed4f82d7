import Market
import Venue

/// How far our books agree with the venue's, and what is being asked to find out.
struct Agreement: Sendable, Codable {
  var rounds = Reconciliation()
  var listForConfirmation = ListForConfirmation.free(from: .distantPast)
  var differences = Differences()
  var fillFetch = FillFetch()
  /// The daily audit of fills. It runs beside ``fillFetch`` and is not urgent.
  var fillAudit = FillFetch()
  var fillSight = FillSight()
  var unknownOrders = UnknownOrderBurst()
  var watchdogs = Watchdogs()
  var margin = MarginUse()
}
