import Market
import Venue

/// What the venue made of one lot's legs of one kind so far, and so how the next one goes out.
struct LegTerms: Equatable, Sendable, Codable {
  /// Why the last leg did not come to stand.
  enum Trouble: Equatable, Sendable, Codable {
    case refused(Refusal)
    case notSent
  }

  /// The last thing said about one that did not come to stand; none where one did since.
  private var trouble: Trouble?
  /// None is sent to the venue before this moment; its price is watched meanwhile.
  private(set) var retryAt = Instant.distantPast
  /// Refusals in a row that nobody expected.
  private(set) var refusals: UInt8 = 0
  /// The venue found nothing to reduce: the next is not reduce-only.
  private(set) var isPlain = false

  /// The venue refused the last one, as far as it was told of one.
  var isRefused: Bool { if case .refused = trouble { true } else { false } }

  /// Whether it is news that one did not come to stand: the same trouble is said once, until one stands.
  mutating func isNews(_ trouble: Trouble) -> Bool {
    defer { self.trouble = trouble }
    return self.trouble != trouble
  }

  /// The venue refused one: the next waits, longer each time where nobody expected the error.
  mutating func refused(_ error: ErrorClass, at now: Instant) {
    if error == .unexpected { refusals = min(refusals + 1, 7) }
    retryAt = now.advanced(byNanoseconds: error.exitWait(after: refusals))
  }

  /// Lets none out before a moment.
  mutating func wait(until moment: Instant) { retryAt = moment }

  /// One never came to stand: none goes out before a moment, nor before what was set already.
  mutating func unplaced(until moment: Instant) { retryAt = max(retryAt, moment) }

  /// The venue holds one: what it refused before is forgotten.
  mutating func accepted() {
    trouble = nil
    refusals = 0
    retryAt = .distantPast
  }

  /// What was said about another kind of exit that took the place of one is forgotten.
  mutating func forgetTrouble() { trouble = nil }

  mutating func becomePlain() { isPlain = true }
}
