import Market
import Venue

/// Quitting: opens are fenced off, what is in flight is cancelled and its outcome awaited, bounded.
/// What exits rest at the venue stay.
struct Shutdown: Sendable, Digested {
  var phase = ShutdownPhase.running
  var deadline = Instant.distantFuture
  /// Opens whose outcome was still not known when the time was over.
  var unsettled: [ClientOrderID] = []

  func digest(into hash: inout StateHash) {
    hash.add(phase, deadline, unsettled)
  }
}
