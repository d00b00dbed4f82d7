import Market

/// How far the venue's clock is from ours, by its answers to what time it is there.
///
/// An answer does not say which question it is to, so only one is out at a time: what it tells was true
/// at some moment since that was asked. One that is overdue is given up, and what comes next may be
/// the answer to it, so that is not measured.
struct VenueClock: Sendable, Codable {
  /// The venue's clock less ours, in nanoseconds; nothing before it was measured.
  private(set) var skew: Int64?
  /// How far that may be from the truth, either way, in nanoseconds: half of the time that the
  /// answer took.
  private(set) var error: Int64 = 0
  /// When the question was asked that is out.
  private var askedAt: Instant?
  /// One before it was given up, and its answer may yet come.
  private var mayBeLate = false

  /// A question that is out for longer than this is overdue, in nanoseconds.
  private static let patience: Int64 = 10_000_000_000

  /// Notes a question. Returns whether it may be asked: not while another one is out.
  mutating func ask(at now: Instant) -> Bool {
    if let askedAt, now.nanoseconds(since: askedAt) < VenueClock.patience { return false }
    giveUp()
    askedAt = now
    return true
  }

  /// Waits no longer for the question that is out: another one can be asked at once.
  mutating func giveUp() {
    if askedAt != nil { mayBeLate = true }
    askedAt = nil
  }

  /// A question was answered with the venue's time.
  ///
  /// - Parameter limit: the most the clocks may differ, in nanoseconds. An answer that is too vague to
  ///   tell whether they do, is taken only where there is no other.
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

  /// The difference, where it is more than allowed for certain.
  func exceeds(_ limit: Int64) -> Int64? {
    guard limit > 0, let skew, VenueClock.least(skew, error) > limit else { return nil }
    return skew
  }

  /// How far the clocks differ at least, in nanoseconds.
  private static func least(_ skew: Int64, _ error: Int64) -> Int64 {
    Int64(clamping: skew.magnitude) - error
  }
}
