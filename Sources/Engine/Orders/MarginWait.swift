import Market
import Venue

/// The sides whose entries wait because the account's margin was not enough for one.
///
/// A side waits until the margin changes: the venue reports another equity or margin, the position
/// shrinks, or a live entry ends. No timer ends the wait.
struct MarginWait: Sendable, Codable {
  struct Wait: Equatable, Sendable, Codable {
    let refusal: Refusal
    let since: Instant
  }

  private(set) var sides = PerSide<Wait?>(nil)
  /// When the account is asked for next, while a side waits or the margin has a cap.
  private(set) var askAt = Instant.distantFuture

  @inline(__always) var isEmpty: Bool { sides.buy == nil && sides.sell == nil }

  /// A side starts to wait; the account is asked for by `moment`. Returns true if it did not wait
  /// before.
  mutating func begin(
    _ side: Side, _ refusal: Refusal, at time: Instant, askBy moment: Instant
  ) -> Bool {
    guard sides[side] == nil else { return false }
    sides[side] = Wait(refusal: refusal, since: time)
    askAt = min(askAt, moment)
    return true
  }

  mutating func end() { sides = PerSide(nil) }

  /// Sets when the account is asked for next; the distant future if nothing depends on it.
  mutating func ask(next moment: Instant) { askAt = moment }
}
