import Engine
import Market

extension WorldPlan {
  /// Random exits, and when the diff touches an order.
  static func exits(_ seed: UInt64, _ market: MarketFacts) -> ExitSettings {
    var dice = Dice(seed, .exits)
    var exits = ExitSettings()
    exits.takeProfit = dice.pick([
      .paired, .paired, .away(.ticks(1 + dice.below(market.swingTicks))),
      .away(.basisPoints(BasisPoints(hundredths: dice.within(300...3_000)))),
    ])
    exits.whenCrossing = dice.pick(ExitSettings.WhenCrossing.allCases)
    exits.reduceOnlyWhereCovered = !dice.once(in: 3)
    return exits
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
