import Market
import Venue

/// What follows once a matching is over: groups, reduce-only orders and triggers, in this order,
/// until nothing more follows.
extension SimulatedVenue {
  /// Handles what follows, if anything does. For most market updates this is two comparisons.
  @inline(__always)
  mutating func settleAftermath(at time: Instant) {
    if isUnsettled { settle(at: time) }
    if !triggers.isEmpty, isMatching, !isCrossed { fireTriggers(at: time) }
  }

  /// Applies fills to the other orders of their groups, then adjusts reduce-only orders to the
  /// position.
  @inline(never)
  mutating func settle(at time: Instant) {
    isUnsettled = false
    settleGroups(at: time)
    if settings.rules.reduceOnly == .shrinks { shrinkResting(at: time) }
  }
}
