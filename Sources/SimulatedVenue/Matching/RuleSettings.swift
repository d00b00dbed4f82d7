import Market
import Venue

/// What orders a simulated venue takes and how it treats them, where real ones differ.
public struct RuleSettings: Hashable, Sendable {
  /// What a reduce-only order that is larger than the position becomes.
  public enum ReduceOnlyRule: String, CaseIterable, Sendable {
    /// It stands as it is, fills down to flat, and then ends.
    case endsWhenFlat
    /// It is made as small as the position, on arrival and whenever the position shrinks; where
    /// several together exceed the position, the oldest of them are cancelled.
    case shrinks
  }

  /// What happens where an order would trade with another one of the account.
  public enum SelfTradeRule: String, CaseIterable, Sendable {
    /// They pass through each other.
    case ignored
    /// The resting one is cancelled, nothing is filled; a post-only order would cross.
    case cancelsResting
  }

  /// What an amend is inside.
  public enum AmendRule: String, CaseIterable, Sendable {
    /// There is none.
    case none
    /// The order moves; a smaller size at the same price keeps its place in the queue.
    case moves
    /// A cancel, then a new post-only order of the same name: its place is lost, and where the new
    /// one is refused the old one is gone.
    case cancelsAndPlaces
  }

  /// How it tells of fills.
  public enum FillRule: String, CaseIterable, Sendable {
    /// Each by itself, with a number of its own.
    case numbered
    /// Each by itself, without one.
    case unnumbered
    /// As what has been filled of an order in all.
    case totals
  }

  public var fills = FillRule.numbered
  public var reduceOnly = ReduceOnlyRule.endsWhenFlat
  public var selfTrade = SelfTradeRule.cancelsResting
  public var amend = AmendRule.moves
  /// Whether fill-or-kill orders are taken.
  public var fillOrKill = true
  /// Whether an order's expiry is held to.
  public var expiry = true
  /// The prices that trigger orders can wait for; empty where the venue has none.
  public var triggerReferences = TriggerReferences.all
  /// Whether an order that fills cancels the others of its group.
  public var groups = true
  /// Whether one that fills in part makes the others of its group smaller by as much.
  public var groupsCoverPartialFills = false
  /// Whether an order that can't rest and would take nothing is refused, instead of taken on and ended.
  public var refusesEmptyTakers = false
  /// Whether only reduce-only orders may wait for a trigger.
  public var triggersMustReduce = false
  /// Whether a name the venue remembers is refused even after its order ended.
  public var refusesEndedNames = false
  /// How many significant figures a price may have, where it isn't a whole number; 1 to 15, nothing
  /// where only the tick counts.
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
