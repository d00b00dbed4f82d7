/// An assumption about others' orders before ours at one price.
///
/// A feed shows how much size is at a price, but not in which order. How much of it is before our
/// order is known when we join (all of it) and changes in two ways:
///
/// 1. A trade at the price takes from the front. That is certain, so no rule is needed.
/// 2. The displayed size falls by more than traded: somebody left. The feed does not say whether
///    that was before us or behind us. **That is what a rule decides.**
///
/// Whatever a rule says, nobody can be before us who isn't displayed: the venue caps its answer at
/// the displayed size. A rule is static functions of integers, so that it's compiled into the
/// matching. To add one, write a type here and a case of ``QueueRuleName``.
public protocol QueueRule {
  /// Returns how many steps are before an order after the displayed size at its price has changed.
  ///
  /// An order before another must stay before it: the answer never falls as `ahead` rises.
  static func ahead(_ ahead: Int64, after change: LevelChange) -> Int64
}

/// A change of the displayed size at one price, in steps.
public struct LevelChange: Equatable, Sendable {
  /// The displayed size since the previous change.
  public let before: Int64
  /// What traded at the price, against its side, since the previous change.
  public let traded: Int64
  /// The displayed size now.
  public let now: Int64

  public init(before: Int64, traded: Int64, now: Int64) {
    self.before = before
    self.traded = traded
    self.now = now
  }
}

/// Assumes that everybody who leaves was behind us.
///
/// This is the worst case that fits what is seen, so a backtest's fills are a lower bound: only
/// trades and the displayed size itself bring an order forward.
public enum PessimisticQueue: QueueRule {
  @inlinable public static func ahead(_ ahead: Int64, after change: LevelChange) -> Int64 { ahead }
}

/// Assumes that those who leave are spread evenly over the queue.
///
/// The share that left, of what was at the price after the trades, is also taken from before us,
/// rounded against us. This is true on average if people leave without regard to their place. Real
/// queues lose more from the back, so the rule is on the optimistic side.
public enum ProportionalQueue: QueueRule {
  @inlinable public static func ahead(_ ahead: Int64, after change: LevelChange) -> Int64 {
    let stood = change.before - change.traded
    guard change.now < stood else { return ahead }
    let left = min(ahead, stood).multipliedFullWidth(by: stood - change.now)
    return min(ahead, stood) - stood.dividingFullWidth(left).quotient
  }
}

/// The queue rules to choose from.
public enum QueueRuleName: String, CaseIterable, Sendable {
  case pessimistic
  case proportional
}
