/// What is assumed about the others' orders before ours at one price.
///
/// A feed shows how much stands at a price, not in which order. How much of it stands before us is
/// known when we join (all of it) and moves in two ways:
///
/// 1. A trade at the price takes from the front. That is certain, and so no rule's business.
/// 2. The displayed size falls by more than traded: somebody left. Before us or behind us, the feed
///    doesn't say. **That is what a rule decides.**
///
/// Whatever a rule says, nobody can stand before us who isn't displayed: the venue holds its answer
/// to the displayed size. A rule is static functions of integers, so that it's compiled into the
/// matching; a further one is a type here and a case of ``QueueRuleName``.
public protocol QueueRule {
  /// Returns how much stands before an order after the displayed size at its price has changed.
  ///
  /// An order before another must not come out behind it: the answer never falls as `ahead` rises.
  static func ahead(_ ahead: Int64, after change: LevelChange) -> Int64
}

/// A change of the displayed size at one price, in steps.
public struct LevelChange: Equatable, Sendable {
  /// What was displayed since the change before.
  public let before: Int64
  /// What traded at the price, against its side, since the change before.
  public let traded: Int64
  /// What is displayed now.
  public let now: Int64

  public init(before: Int64, traded: Int64, now: Int64) {
    self.before = before
    self.traded = traded
    self.now = now
  }
}

/// Everybody who leaves stood behind us.
///
/// The worst that can be true of what is seen, so a backtest's fills are a lower bound: only trades
/// and the displayed size itself bring an order forward.
public enum PessimisticQueue: QueueRule {
  @inlinable public static func ahead(_ ahead: Int64, after change: LevelChange) -> Int64 { ahead }
}

/// Those who leave are spread evenly over the queue.
///
/// Of what stood at the price after the trades, the share that left is taken from before us too,
/// rounded against us. True on average where people leave without regard to their place; real
/// queues lose more from the back, so this leans to the optimistic side.
public enum ProportionalQueue: QueueRule {
  @inlinable public static func ahead(_ ahead: Int64, after change: LevelChange) -> Int64 {
    let stood = change.before - change.traded
    guard change.now < stood else { return ahead }
    let left = min(ahead, stood).multipliedFullWidth(by: stood - change.now)
    return min(ahead, stood) - stood.dividingFullWidth(left).quotient
  }
}

/// The queue rules one can choose from.
public enum QueueRuleName: String, CaseIterable, Sendable {
  case pessimistic
  case proportional
}
