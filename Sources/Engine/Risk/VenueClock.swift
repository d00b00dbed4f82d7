import Market

/// How far the venue's clock is from ours, by its answers to time queries.
///
/// An answer does not say which question it belongs to, so only one is in flight at a time: the
/// answer was true at some moment since the question. An overdue question is given up. The next
/// answer may belong to it, so that one is not measured.
struct VenueClock: Sendable, Codable {
  /// The venue's clock less ours, in nanoseconds; nil before it was measured.
  private(set) var skew: Int64?
  /// The most the measurement may be wrong, either way, in nanoseconds: half of the time that the
  /// answer took.
  private(set) var error: Int64 = 0
  /// When the question in flight was asked.
  private var askedAt: Instant?
  /// An earlier question was given up, and its answer may still come.
  private var mayBeLate = false

  /// A question without an answer for longer than this is overdue, in nanoseconds.
  private static let patience: Int64 = 10_000_000_000

  /// Notes a question. Returns whether it may be asked: not while another one is in flight.
  mutating func ask(at now: Instant) -> Bool {
    if let askedAt, now.nanoseconds(since: askedAt) < VenueClock.patience { return false }
    giveUp()
    askedAt = now
    return true
  }

  /// Waits no longer for the question in flight: another one can be asked at once.
  mutating func giveUp() {
    if askedAt != nil { mayBeLate = true }
    askedAt = nil
  }

  /// Takes in the venue's time, the answer to a question.
  ///
  /// - Parameter limit: the most the clocks may differ, in nanoseconds. An answer that is too vague
  ///   to decide whether they do is used only if there is no other.
  mutating func learn(_ venue: Instant, at now: Instant, limit: Int64) {
    defer { (askedAt, mayBeLate) = (nil, false) }
    guard let asked = askedAt, !mayBeLate else { return }
    let half = now.nanoseconds(since: asked) / 2
    let measured = venue.nanoseconds(since: asked.advanced(byNanoseconds: half))
    let isVague = half > limit && VenueClock.least(measured, half) <= limit
    if isVague, limit > 0, skew != nil { return }
    (skew, error) = (measured, half)
  }

  /// The question got no answer.
  mutating func forgetQuestion() { askedAt = nil }

  /// The difference if it is above the limit for certain; nil otherwise.
  func exceeds(_ limit: Int64) -> Int64? {
    guard limit > 0, let skew, VenueClock.least(skew, error) > limit else { return nil }
    return skew
  }

  /// The least by which the clocks differ, in nanoseconds.
  private static func least(_ skew: Int64, _ error: Int64) -> Int64 {
    Int64(clamping: skew.magnitude) - error
  }
}
