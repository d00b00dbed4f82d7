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

/// Whether a lot is being closed at the market: with orders that take, a few times at most.
enum Closing: Equatable, Sendable, Codable {
  /// It is not; the policy begins none before a moment.
  case none(notBefore: Instant = .distantPast)
  case underWay(CloseCause, tries: UInt8, tryAt: Instant)

  var cause: CloseCause? {
    if case .underWay(let cause, _, _) = self { cause } else { nil }
  }

  /// Before which moment the policy begins none.
  var notBefore: Instant {
    if case .none(let moment) = self { moment } else { .distantPast }
  }

  /// How often an order went out for it.
  var tries: UInt8 {
    if case .underWay(_, let tries, _) = self { tries } else { 0 }
  }

  /// When the next goes out.
  var tryAt: Instant {
    if case .underWay(_, _, let moment) = self { moment } else { .distantPast }
  }

  /// It is to be closed. Returns false where it is being closed already.
  mutating func begin(_ cause: CloseCause, at now: Instant) -> Bool {
    guard case .underWay(let before, _, let tryAt) = self else {
      self = .underWay(cause, tries: 0, tryAt: now)
      return true
    }
    // What was filled since is boosted like what came first.
    if cause == .boost, before == .boost { self = .underWay(.boost, tries: 0, tryAt: tryAt) }
    return false
  }

  /// An order goes out for it, the next at a moment.
  mutating func tried(again moment: Instant) {
    guard case .underWay(let cause, let tries, _) = self else { return }
    self = .underWay(cause, tries: tries + 1, tryAt: moment)
  }

  /// The order could not go out yet, since one of ours was in its way: that was no try.
  mutating func untried(at now: Instant) {
    guard case .underWay(let cause, let tries, _) = self else { return }
    self = .underWay(cause, tries: tries - 1, tryAt: now)
  }

  /// The venue refused the order.
  mutating func wait(until moment: Instant) {
    guard case .underWay(let cause, let tries, _) = self else { return }
    self = .underWay(cause, tries: tries, tryAt: moment)
  }

  /// It is closed by other means, or was given up.
  mutating func end(notBefore moment: Instant = .distantPast) { self = .none(notBefore: moment) }
}
