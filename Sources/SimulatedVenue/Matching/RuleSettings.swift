import Market
import Venue

/// Which orders a simulated venue accepts and how it treats them, where real venues differ.
public struct RuleSettings: Hashable, Sendable {
  /// What happens to a reduce-only order that is larger than the position.
  public enum ReduceOnlyRule: String, CaseIterable, Sendable {
    /// It keeps its size, fills until the position is flat, and then ends.
    case endsWhenFlat
    /// It is shrunk to the position, on arrival and whenever the position shrinks; if several
    /// together exceed the position, the oldest of them are cancelled.
    case shrinks
  }

  /// What happens if an order would trade with another one of the account.
  public enum SelfTradeRule: String, CaseIterable, Sendable {
    /// The two pass through each other.
    case ignored
    /// The resting one is cancelled and nothing is filled; a post-only order is refused as
    /// crossing.
    case cancelsResting
  }

  /// How the venue carries out an amend.
  public enum AmendRule: String, CaseIterable, Sendable {
    /// Amends are refused.
    case none
    /// The order moves; a smaller size at the same price keeps its place in the queue.
    case moves
    /// A cancel, then a new post-only order with the same id. Its place in the queue is lost, and
    /// if the new one is refused the old one is gone.
    case cancelsAndPlaces
  }

  /// How the venue reports fills.
  public enum FillRule: String, CaseIterable, Sendable {
    /// Each fill separately, with an id.
    case numbered
    /// Each fill separately, without an id.
    case unnumbered
    /// As the total filled of an order so far.
    case totals
  }

  public var fills = FillRule.numbered
  public var reduceOnly = ReduceOnlyRule.endsWhenFlat
  public var selfTrade = SelfTradeRule.cancelsResting
  public var amend = AmendRule.moves
  /// Whether fill-or-kill orders are accepted.
  public var fillOrKill = true
  /// Whether the venue refuses orders that arrive after their expiry.
  public var expiry = true
  /// The reference prices that trigger orders can wait for; empty if the venue has no trigger
  /// orders.
  public var triggerReferences = TriggerReferences.all
  /// Whether an order that fills whole cancels the others of its group.
  public var groups = true
  /// Whether an order that fills in part makes the others of its group smaller by the same amount.
  public var groupsCoverPartialFills = false
  /// Whether an order that can't rest and would take nothing is refused, instead of accepted and
  /// ended.
  public var refusesEmptyTakers = false
  /// Whether only reduce-only orders may wait for a trigger.
  public var triggersMustReduce = false
  /// Whether the id of an ended order that the venue remembers is refused.
  public var refusesEndedNames = false
  /// How many significant figures a price may have unless it is a whole number, 1 to 15; nil if
  /// only the tick counts.
  public var significantFigures: Int?

  public init() {}
}

extension RuleSettings {
  public var triggersOnMark: Bool {
    get { triggerReferences[.mark] }
    set { triggerReferences[.mark] = newValue }
  }

  public var triggersOnLast: Bool {
    get { triggerReferences[.last] }
    set { triggerReferences[.last] = newValue }
  }

  public var triggersOnOppositeBest: Bool {
    get { triggerReferences[.oppositeBest] }
    set { triggerReferences[.oppositeBest] = newValue }
  }
}
