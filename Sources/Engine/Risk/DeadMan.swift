import Market
import Venue

/// The scheduled cancel at the venue: put off again and again while we live, so that opens end by
/// themselves when we don't. It would end stops too, so it stands aside for them unless told not to.
struct DeadMan: Sendable, Digested {
  /// What was asked for last and not taken back.
  private(set) var asked: Instant?
  /// What the venue confirmed.
  private(set) var confirmed: Instant?
  private(set) var isRefused = false
  private(set) var standsAside = false
  /// When it must be put off, or taken back, again.
  private(set) var refreshAt = Instant.distantFuture
  /// Until when one that was taken back may still come due: the venue has not said that it is gone.
  private(set) var lingersUntil: Instant?

  /// Puts it off to a moment; asked again then.
  mutating func ask(_ moment: Instant, again: Instant) {
    asked = moment
    refreshAt = again
    standsAside = false
    lingersUntil = max(lingersUntil ?? moment, moment)
  }

  /// Takes it back; asked again then, until the venue has said that it is gone.
  mutating func clear(again: Instant) {
    asked = nil
    confirmed = nil
    refreshAt = again
  }

  mutating func standAside(_ isAside: Bool) { standsAside = isAside }

  /// The venue said what stands there now; what we asked for is asked again then.
  mutating func learn(_ moment: Instant?, again: Instant) {
    isRefused = false
    guard asked != nil else {
      // One that was overtaken by its own end has to be taken back once more.
      if lingersUntil == nil, moment != nil { refreshAt = .distantPast }
      lingersUntil = moment
      if moment == nil { refreshAt = .distantFuture }
      return
    }
    // The answer to a take-back that was followed by another request.
    guard let moment else { return }
    confirmed = moment
    lingersUntil = moment
    refreshAt = again
  }

  /// The venue would not, or nobody knows whether it did: tried again then.
  mutating func fail(isRefused: Bool, again: Instant) {
    self.isRefused = isRefused
    if isRefused { confirmed = nil }
    guard asked != nil || lingersUntil != nil else { return }
    refreshAt = again
  }

  /// One that lingered has come due: it can't any more.
  mutating func pass(_ time: Instant) {
    guard asked == nil, let until = lingersUntil, time >= until else { return }
    lingersUntil = nil
    refreshAt = .distantFuture
  }

  func digest(into hash: inout StateHash) {
    hash.add(asked, confirmed, isRefused, standsAside, refreshAt, lingersUntil)
  }
}
