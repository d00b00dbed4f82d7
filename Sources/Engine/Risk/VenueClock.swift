import Market

/// How far the venue's clock is from ours, by its answers to what time it is there.
///
/// An answer does not say which question it is to. So only one to a question that was the only one
/// out counts: it was true at some moment since that was asked.
struct VenueClock: Sendable {
  /// The venue's clock less ours, in nanoseconds; nothing before it was measured.
  private(set) var skew: Int64?
  /// How far that may be from the truth, either way, in nanoseconds: half of the time that the
  /// answer took.
  private(set) var error: Int64 = 0
  /// Questions without an answer yet.
  private var questions = 0
  /// When the question was asked that is measured by.
  private var askedAt: Instant?
  private var lastAskedAt = Instant.distantPast

  /// A question that is out for longer than this will have no answer, in nanoseconds: those who asked
  /// it may not even be there any more.
  private static let patience: Int64 = 60_000_000_000

  mutating func ask(at now: Instant) {
    if now.nanoseconds(since: lastAskedAt) >= VenueClock.patience { questions = 0 }
    if questions == 0 { askedAt = now }
    questions += 1
    lastAskedAt = now
  }

  /// A question was answered with the venue's time.
  ///
  /// - Parameter limit: the most the clocks may differ, in nanoseconds. An answer that is too vague to
  ///   tell whether they do, is taken only where there is no other.
  mutating func learn(_ venue: Instant, at now: Instant, limit: Int64) {
    defer { forgetQuestion() }
    guard let asked = askedAt else { return }
    askedAt = nil
    let half = now.nanoseconds(since: asked) / 2
    let measured = venue.nanoseconds(since: asked.advanced(byNanoseconds: half))
    let isVague = half > limit && VenueClock.least(measured, half) <= limit
    if isVague, limit > 0, skew != nil { return }
    (skew, error) = (measured, half)
  }

  /// A question got no answer.
  mutating func forgetQuestion() {
    questions = max(0, questions - 1)
    if questions == 0 { askedAt = nil }
  }

  /// The difference, where it is more than allowed for certain.
  func exceeds(_ limit: Int64) -> Int64? {
    guard limit > 0, let skew, VenueClock.least(skew, error) > limit else { return nil }
    return skew
  }

  /// How far the clocks differ at least, in nanoseconds.
  private static func least(_ skew: Int64, _ error: Int64) -> Int64 {
    Int64(clamping: skew.magnitude) - error
  }

  func digest(into hash: inout StateHash) {
    hash.add(skew ?? 0)
    hash.add(error)
    hash.add(questions)
    hash.add(askedAt?.nanoseconds ?? 0)
    hash.add(lastAskedAt.nanoseconds)
  }
}
