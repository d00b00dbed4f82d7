import Market
import Venue

/// The sides whose opens wait since the account's margin did not carry one: until it changes.
///
/// It changes where the venue tells of another equity or margin, where the position gets smaller, and
/// where an open that stood ends: no clock lets them go on.
struct MarginWait: Sendable, Codable {
  struct Wait: Equatable, Sendable, Codable {
    let refusal: Refusal
    let since: Instant
  }

  private(set) var sides = PerSide<Wait?>(nil)
  /// When the account is asked for next, while a side waits or a cap on the margin is set.
  private(set) var askAt = Instant.distantFuture

  @inline(__always) var isEmpty: Bool { sides.buy == nil && sides.sell == nil }

  /// The account is asked for by then. Returns whether the side did not wait before.
  mutating func begin(
    _ side: Side, _ refusal: Refusal, at time: Instant, askBy moment: Instant
  ) -> Bool {
    guard sides[side] == nil else { return false }
    sides[side] = Wait(refusal: refusal, since: time)
    askAt = min(askAt, moment)
    return true
  }

  mutating func end() { sides = PerSide(nil) }

  /// Nothing turns on the account, or its next answer comes by then.
  mutating func ask(next moment: Instant) { askAt = moment }
}
