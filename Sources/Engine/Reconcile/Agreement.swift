import Market
import Venue

/// How far our books and the venue's agree, and what is being asked to find out.
struct Agreement: Sendable, Codable {
  var rounds = Reconciliation()
  var listForConfirmation = ListForConfirmation.free(from: .distantPast)
  var differences = Differences()
  var fillFetch = FillFetch()
  /// The day's fills, looked at again; it runs beside the other and has time.
  var fillAudit = FillFetch()
  var fillSight = FillSight()
  var unknownOrders = UnknownOrderBurst()
  var watchdogs = Watchdogs()
  var margin = MarginUse()
}
