import Engine
import Market
import Venue

// A simulated venue forgets its oldest fills, and what it has forgotten it can't report again. So the
// engine may forget the keys of these fills, and a market that never ends needs no more memory. It is
// decided by the world's value alone, so a copy of the world decides the same.
extension DryRun {
  /// How often the engine forgets, in nanoseconds.
  private static var forgettingNanoseconds: Int64 { 3_600_000_000_000 }

  /// By how much the venue's clock may be ahead of our clock, at most, in nanoseconds.
  private static var clockMarginNanoseconds: Int64 { 3_600_000_000_000 }

  /// Lets the engine forget the keys of fills that neither the venue nor anything in transit can
  /// report again. `answer` was just heard.
  mutating func forgetFills(after answer: VenueAnswer) {
    guard case .fills = answer, time >= fillsForgottenAt else { return }
    fillsForgottenAt = time.advanced(byNanoseconds: DryRun.forgettingNanoseconds)
    guard let listed = venue.oldestFill else { return }
    let coming = [
      venue.oldestFillInTransit, network.oldestFillInTransit, reports.oldestFill,
      answers.oldestFill,
    ]
    let oldest = coming.compactMap(\.self).reduce(listed) { min($0, $1) }
    kernel.forgetFills(
      bookedBy: oldest.advanced(byNanoseconds: -DryRun.clockMarginNanoseconds), at: time)
  }
}
