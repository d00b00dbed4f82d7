import Engine
import Market
import Venue

extension WorldPlan {
  /// Random exits.
  static func exits(_ seed: UInt64, _ market: MarketFacts) -> ExitSettings {
    var dice = Dice(seed, .exits)
    var exits = ExitSettings()
    exits.takeProfit = dice.pick([
      .paired, .paired, .away(.ticks(1 + dice.below(market.swingTicks))),
      .away(.basisPoints(BasisPoints(hundredths: dice.within(300...3_000)))),
    ])
    exits.whenCrossing = dice.pick(ExitSettings.WhenCrossing.allCases)
    exits.reduceOnlyWhereCovered = !dice.once(in: 3)
    exits.stop = stop(&dice, market)
    exits.closing = closing(seed, market)
    var rest = Dice(seed, .closing)
    exits.runner.isEnabled = rest.once(in: 5)
    exits.cooldown.scope = rest.pick(CooldownSettings.Scope.allCases)
    exits.cooldown.cooldownNanoseconds = rest.pick([60, 600, 259_200]) * 1_000_000_000
    return exits
  }

  /// Half of all grids have stops, held by the venue, by the engine, or by both.
  private static func stop(_ dice: inout Dice, _ market: MarketFacts) -> StopSettings {
    var stop = StopSettings()
    guard dice.once(in: 2) else { return stop }
    stop.place = dice.pick([
      .away(BasisPoints(hundredths: dice.within(1_000...8_000))),
      .averageRange(hundredths: dice.within(100...400)), .line,
    ])
    stop.lineBelow = market.price(-12 * market.swingTicks)
    stop.lineAbove = market.price(12 * market.swingTicks)
    stop.venueShare = BasisPoints(hundredths: dice.pick([0, 500_000, 1_000_000, 1_000_000]))
    stop.reference = dice.pick(TriggerReference.allCases)
    return stop
  }

  /// How lots are closed if their exits don't close them.
  private static func closing(_ seed: UInt64, _ market: MarketFacts) -> ClosingSettings {
    var dice = Dice(seed, .closing)
    var closing = ClosingSettings()
    closing.isBoosted = dice.once(in: 4)
    closing.slippage = BasisPoints(hundredths: dice.pick([0, 500, 5_000]))
    closing.tries = dice.within(1...5)
    if dice.once(in: 4) { closing.maximumAgeNanoseconds = dice.pick([60, 900]) * 1_000_000_000 }
    if dice.once(in: 4) {
      closing.stuckAfterNanoseconds = dice.pick([60, 900]) * 1_000_000_000
      closing.policy = dice.pick(ClosingSettings.Policy.allCases)
    }
    if dice.once(in: 4) {
      closing.remainderAbove = market.value(ofSteps: 1)
      closing.remainderAfterNanoseconds = 30_000_000_000
    }
    return closing
  }

  static func orders(_ seed: UInt64) -> OrderSettings {
    var dice = Dice(seed, .entries)
    var orders = OrderSettings()
    orders.repriceTicks = dice.pick([0, 0, 1, 3])
    orders.resizeTolerance = BasisPoints(hundredths: dice.pick([0, 200_000]))
    orders.amend = !dice.once(in: 3)
    return orders
  }
}
