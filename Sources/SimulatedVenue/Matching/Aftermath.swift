import Market
import Venue

/// What follows from a matching once it is over: groups, reduce-only orders, triggers, in this order
/// until nothing follows any more.
extension SimulatedVenue {
  /// Looks whether anything follows; for most markets two comparisons.
  @inline(__always)
  mutating func settleAftermath(at time: Instant) {
    if isUnsettled { settle(at: time) }
    if !triggers.isEmpty, isMatching, !isCrossed { fireTriggers(at: time) }
  }

  /// Lets groups feel what filled, and holds reduce-only orders to the position.
  @inline(never)
  mutating func settle(at time: Instant) {
    isUnsettled = false
    settleGroups(at: time)
    if settings.rules.reduceOnly == .shrinks { shrinkResting(at: time) }
  }
}
