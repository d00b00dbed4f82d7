import Engine
import Market
import SimulatedVenue

extension WorldPlan {
  /// Draws the venue's limits on what may be sent, the account's margin, and how the engine packs
  /// what it sends.
  mutating func drawSending(_ market: MarketFacts) {
    var dice = Dice(seed, .sending)
    run.venue.limits.weightPerMinute = dice.pick([nil, nil, 1_200, 400])
    run.venue.limits.actions = dice.pick([nil, nil, 10_000, 200])
    run.venue.maximumBatch = dice.pick([1, 20])
    if dice.once(in: 4) { run.venue.maximumOpenOrders = Int(dice.within(8...20)) }
    if dice.once(in: 4) {
      run.venue.account.leverage = 3
      run.venue.account.startingEquity = market.value(
        ofSteps: market.leastSteps * dice.within(2...9))
    }
    run.engine.orders.coalesceMaximumNanoseconds = dice.pick([0, 0, 100, 500]) * 1_000_000
    run.engine.orders.coalesceMinimumNanoseconds = min(
      run.engine.orders.coalesceMaximumNanoseconds, dice.pick([0, 10]) * 1_000_000)
    run.engine.market.haltAfterNanoseconds = dice.pick([0, 30, 300]) * 1_000_000_000
  }
}
