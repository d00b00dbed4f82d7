import Engine
import Market
import Session
import SimulatedVenue

extension WorldPlan {
  /// Draws what was added after the first worlds, with dice of its own, so that a seed keeps its
  /// other draws.
  mutating func drawLater(_ market: MarketFacts) {
    var dice = Dice(seed, .later)
    run.venue.events.fundingHundredMillionths = dice.pick([0, 0, 12_500, -40_000])
    run.venue.rules.refusesEmptyTakers = dice.once(in: 3)
    run.venue.rules.triggersMustReduce = dice.once(in: 6)
    run.venue.limits.refusesWholeMessages = dice.once(in: 4)
    if dice.once(in: 4) { run.venue.rules.significantFigures = 5 }
    if dice.once(in: 8) { run.venue.limits.openOrdersForExits = Int(dice.within(8...20)) }
    run.venue.account.liquidates = dice.once(in: 2)
    if dice.once(in: 4) {
      run.engine.risk.losses.priceCollar = BasisPoints(hundredths: dice.pick([3_000, 10_000]))
    }
    // A stop so near that the other leg may have filled when the report comes.
    if dice.once(in: 5), run.engine.exits.stop.place != .none {
      run.engine.exits.stop.place = .away(BasisPoints(hundredths: dice.within(200...1_000)))
    }
    if dice.once(in: 12) {
      run.engine.entries.completeAfterNanoseconds = dice.within(20...200) * 1_000_000_000
    }
  }

  /// Limits the longest delay if orders don't expire. The engine then believes an order gone that
  /// was reported absent for long enough, so nothing may travel for longer than that.
  mutating func keepDelaysBelievable() {
    guard !run.venue.rules.expiry else { return }
    run.network.longestDelayNanoseconds = min(
      run.network.longestDelayNanoseconds, 8_000_000_000)
  }
}
