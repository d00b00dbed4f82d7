import Engine
import Market
import SimulatedVenue

extension WorldPlan {
  /// Random caps on losses, a breaker of random patience, and the dead-man switch.
  mutating func drawLosses(_ market: MarketFacts) {
    var dice = Dice(seed, .losses)
    let actions: [CapAction] = [.refuse, .stopOpens, .stopOpens, .flatten]
    // A loss of a thousandth of the value of a few rungs comes soon.
    if dice.once(in: 5) {
      run.engine.risk.losses.maximumDayLoss = market.value(ofSteps: market.leastSteps, over: 200)
      run.engine.risk.losses.maximumDayLossAction = dice.pick(actions)
    }
    if dice.once(in: 5) {
      run.engine.risk.losses.maximumDrawdown = market.value(ofSteps: market.leastSteps, over: 200)
      run.engine.risk.losses.maximumDrawdownAction = dice.pick(actions)
    }
    if dice.once(in: 6) { run.engine.risk.losses.maximumOrderRate = Int(dice.within(5...40)) }
    run.engine.risk.breaker.threshold = Int(dice.within(2...8))
    // A skew is position over its cap.
    run.engine.grid.skew.isEnabled =
      dice.once(in: 4) && run.engine.risk.maximumPosition != nil
    run.engine.grid.volatility.isEnabled = dice.once(in: 4)
    run.engine.risk.deadMan.isOn = dice.once(in: 4)
    run.engine.risk.deadMan.stripsStops = dice.once(in: 2)
    run.engine.risk.deadMan.afterNanoseconds = dice.pick([10, 60]) * 1_000_000_000
    run.venue.events.scheduledCancelsPerDay = dice.pick([10, 2])
  }
}
