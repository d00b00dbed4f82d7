import Engine
import Market

extension WorldPlan {
  /// Random caps. The position cap always has room for a rung.
  static func risk(_ seed: UInt64, _ market: MarketFacts) -> RiskSettings {
    var dice = Dice(seed, .risk)
    var risk = RiskSettings()
    if !dice.once(in: 4) {
      risk.maximumPosition = market.base(market.leastSteps * dice.within(5...40))
      risk.maximumPositionAction = dice.pick([.refuse, .refuse, .refuse, .stopOpens, .flatten])
    }
    if dice.once(in: 4) { risk.maximumOpenOrders = Int(dice.within(3...12)) }
    if dice.once(in: 6) {
      risk.quoteBudget = market.value(ofSteps: market.leastSteps * dice.within(10...60))
    }
    risk.freezeHolds = dice.once(in: 4)
    risk.flattenSlice = dice.pick([nil, market.value(ofSteps: market.leastSteps * 3)])
    risk.flattenSlippage = [500, 5_000, 100_000, 900_000].map { BasisPoints(hundredths: $0) }
    return risk
  }

  static func marketSettings(_ seed: UInt64) -> MarketSettings {
    var dice = Dice(seed, .market)
    var settings = MarketSettings()
    settings.staleAfterNanoseconds = dice.pick([2, 2, 5, 10]) * 1_000_000_000
    settings.pullAfterNanoseconds = dice.pick([0, 5, 5, 20]) * 1_000_000_000
    return settings
  }
}
