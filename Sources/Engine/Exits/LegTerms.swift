import Market
import Venue

/// What became of one lot's legs of one kind at the venue, and so how the next one is sent.
struct LegTerms: Equatable, Sendable, Codable {
  /// Why the last leg did not become live.
  enum Trouble: Equatable, Sendable, Codable {
    case refused(Refusal)
    case notSent
  }

  /// The last trouble reported of a leg that did not become live; nil if one has since.
  private var trouble: Trouble?
  /// None is sent to the venue before this moment; the engine watches its price until then.
  private(set) var retryAt = Instant.distantPast
  /// Unexpected refusals in a row.
  private(set) var refusals: UInt8 = 0
  /// The venue found nothing to reduce: the next is not reduce-only.
  private(set) var isPlain = false

  /// Whether the last trouble reported is a refusal by the venue.
  var isRefused: Bool { if case .refused = trouble { true } else { false } }

  /// Whether it is news that one did not become live: the same trouble is reported once, until one
  /// is live.
  mutating func isNews(_ trouble: Trouble) -> Bool {
    defer { self.trouble = trouble }
    return self.trouble != trouble
  }

  /// The venue refused one: the next waits, longer each time if the error is unexpected.
  mutating func refused(_ error: ErrorClass, at now: Instant) {
    if error == .unexpected { refusals = min(refusals + 1, 7) }
    retryAt = now.advanced(byNanoseconds: error.exitWait(after: refusals))
  }

  /// Lets none be sent before a moment.
  mutating func wait(until moment: Instant) { retryAt = moment }

  /// One never became live: none is sent before a moment, nor before the one that was set already.
  mutating func unplaced(until moment: Instant) { retryAt = max(retryAt, moment) }

  /// The venue holds one: its earlier refusals are forgotten.
  mutating func accepted() {
    trouble = nil
    refusals = 0
    retryAt = .distantPast
  }

  /// Forgets the trouble reported of another kind of exit that took the place of this one.
  mutating func forgetTrouble() { trouble = nil }

  mutating func becomePlain() { isPlain = true }
}
