import Market
import Venue

/// How long ago the account's fills were seen: what filled since then and the stream left out is in no
/// worst case, so after a while without a look opens wait for one.
struct FillSight: Sendable, Codable {
  /// As of when they were seen last.
  private(set) var seenAt = Instant.distantPast
  /// When they count as unseen, if no look succeeds before; after everything while they do, and before
  /// the books begin.
  private(set) var blindAt = Instant.distantFuture
  /// They were not seen for too long: no open leaves.
  private(set) var isBlind = false

  /// How long opens go on without a look, in nanoseconds.
  static let patienceNanoseconds: Int64 = 60_000_000_000

  /// They were seen as of a moment. Returns whether that is news: they were unseen until now.
  mutating func see(asOf moment: Instant, at time: Instant) -> Bool {
    seenAt = max(seenAt, moment)
    let end = seenAt.advanced(byNanoseconds: FillSight.patienceNanoseconds)
    guard end > time else { return false }
    defer { isBlind = false }
    blindAt = end
    return isBlind
  }

  /// Time passes. Returns whether they are unseen from now on.
  mutating func pass(_ time: Instant) -> Bool {
    guard time >= blindAt else { return false }
    blindAt = .distantFuture
    isBlind = true
    return true
  }
}
