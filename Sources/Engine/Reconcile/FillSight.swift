import Market
import Venue

/// How recently the account's fills were seen. The worst case does not include fills that the
/// stream has left out since then, so after some time without a complete look entries wait for one.
struct FillSight: Sendable, Codable {
  /// The moment up to which all fills were last seen.
  private(set) var seenAt = Instant.distantPast
  /// When fills count as unseen if no look succeeds before; the distant future while they do, and
  /// before the books begin.
  private(set) var blindAt = Instant.distantFuture
  /// Fills were not seen for too long: no entry is sent.
  private(set) var isBlind = false

  /// How long entries may go on without a look, in nanoseconds.
  static let patienceNanoseconds: Int64 = 60_000_000_000

  /// All fills were seen up to a moment. Returns true if they were unseen until now.
  mutating func see(asOf moment: Instant, at time: Instant) -> Bool {
    seenAt = max(seenAt, moment)
    let end = seenAt.advanced(byNanoseconds: FillSight.patienceNanoseconds)
    guard end > time else { return false }
    defer { isBlind = false }
    blindAt = end
    return isBlind
  }

  /// Time passes. Returns true if fills count as unseen from now on.
  mutating func pass(_ time: Instant) -> Bool {
    guard time >= blindAt else { return false }
    blindAt = .distantFuture
    isBlind = true
    return true
  }
}
