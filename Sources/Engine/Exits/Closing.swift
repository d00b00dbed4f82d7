import Market
import Venue

/// Why a lot is being closed at the market.
public enum CloseCause: UInt8, CaseIterable, Sendable, Codable {
  case operatorAsked
  case boost
  case age
  case stuck
  case remainder
  case excess
}

/// Whether a lot is being closed at the market, by a limited number of orders that take.
enum Closing: Equatable, Sendable, Codable {
  /// Not being closed. The policy starts no close before `notBefore`.
  case none(notBefore: Instant = .distantPast)
  case underWay(CloseCause, tries: UInt8, tryAt: Instant)

  var cause: CloseCause? {
    if case .underWay(let cause, _, _) = self { cause } else { nil }
  }

  /// The moment before which the policy starts no close.
  var notBefore: Instant {
    if case .none(let moment) = self { moment } else { .distantPast }
  }

  /// The number of tries so far. A further fill of a boosted lot sets it to zero.
  var tries: UInt8 {
    if case .underWay(_, let tries, _) = self { tries } else { 0 }
  }

  /// The earliest moment for the next order.
  var tryAt: Instant {
    if case .underWay(_, _, let moment) = self { moment } else { .distantPast }
  }

  /// Starts a close. Returns false if one is already under way.
  mutating func begin(_ cause: CloseCause, at now: Instant) -> Bool {
    guard case .underWay(let before, _, let tryAt) = self else {
      self = .underWay(cause, tries: 0, tryAt: now)
      return true
    }
    // A later fill of a boosted lot gets a try of its own, like the first.
    if cause == .boost, before == .boost { self = .underWay(.boost, tries: 0, tryAt: tryAt) }
    return false
  }

  /// An order is sent for it. The next one is sent at `moment` at the earliest.
  mutating func tried(again moment: Instant) {
    guard case .underWay(let cause, let tries, _) = self else { return }
    self = .underWay(cause, tries: tries + 1, tryAt: moment)
  }

  /// The order could not be sent yet, because one of our own orders was in its way: it does not
  /// count as a try.
  mutating func untried(at now: Instant) {
    guard case .underWay(let cause, let tries, _) = self else { return }
    self = .underWay(cause, tries: tries - 1, tryAt: now)
  }

  /// The venue refused the order: the next one waits until `moment`.
  mutating func wait(until moment: Instant) {
    guard case .underWay(let cause, let tries, _) = self else { return }
    self = .underWay(cause, tries: tries, tryAt: moment)
  }

  /// The lot is closed by other means, or the close was given up.
  mutating func end(notBefore moment: Instant = .distantPast) { self = .none(notBefore: moment) }
}
