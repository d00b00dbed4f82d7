import SimulatedVenue
import Venue

extension WorldPlan {
  /// Random rules of the venue: those of real venues, and some that no venue has yet.
  mutating func drawRules() {
    var dice = Dice(seed, .rules)
    var rules = RuleSettings()
    rules.reduceOnly = dice.pick([.endsWhenFlat, .shrinks])
    rules.selfTrade = dice.once(in: 5) ? .ignored : .cancelsResting
    rules.amend = dice.pick(RuleSettings.AmendRule.allCases)
    rules.fillOrKill = dice.once(in: 2)
    rules.expiry = !dice.once(in: 3)
    if dice.once(in: 4) { rules.triggerReferences = dice.pick([[], [.mark], [.mark, .last]]) }
    rules.groups = dice.once(in: 2)
    rules.groupsCoverPartialFills = rules.groups && dice.once(in: 2)
    run.venue.rules = rules
    keepDelaysBelievable()
    run.network.repeatsOrdersOnSubscribe = dice.once(in: 2)
  }
}
