import Engine
import Market

extension WorldPlan {
  /// Random caps on single orders and on the entries of a side, with dice of their own.
  mutating func drawCaps(_ market: MarketFacts) {
    var dice = Dice(seed, .caps)
    let actions: [CapAction] = [.refuse, .refuse, .refuse, .stopOpens]
    if dice.once(in: 8) {
      run.engine.risk.losses.maximumOrderSize = market.base(
        market.leastSteps * dice.within(2...5))
      run.engine.risk.losses.maximumOrderSizeAction = dice.pick(actions)
    }
    if dice.once(in: 8) {
      run.engine.risk.maximumOrderNotional = market.value(
        ofSteps: market.leastSteps * dice.within(2...5))
      run.engine.risk.maximumOrderNotionalAction = dice.pick(actions)
    }
    if dice.once(in: 6) {
      run.engine.risk.losses.maximumSideExposure = market.base(
        market.leastSteps * dice.within(4...16))
      run.engine.risk.losses.maximumSideExposureAction = dice.pick(actions)
    }
  }
}
