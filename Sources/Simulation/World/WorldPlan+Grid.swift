import Engine
import Market

extension WorldPlan {
  /// A random ladder with small numbers, so that every rule meets every other.
  static func grid(_ seed: UInt64, _ market: MarketFacts) -> GridSettings {
    var dice = Dice(seed, .grid)
    var grid = GridSettings()
    grid.levels = Int(dice.within(1...7))
    grid.direction = dice.pick([.neutral, .neutral, .long, .short])
    let step = market.swingTicks
    grid.spacing =
      dice.once(in: 3)
      ? .basisPoints(BasisPoints(hundredths: dice.within(100...2_000)))
      : .ticks(dice.within(1...max(2, step)))
    grid.progression = dice.pick(GridSettings.Progression.allCases)
    grid.anchoring = dice.pick(GridSettings.Anchoring.allCases)
    grid.recentreHundredths = dice.pick([30, 100, 100, 250, 600])
    grid.size = .steps(market.leastSteps * dice.within(1...4) + dice.below(4))
    grid.sizeCurve = dice.pick(GridSettings.SizeCurve.allCases)
    grid.sizeGrowth = BasisPoints(hundredths: dice.pick([0, 300_000, 1_000_000, -200_000]))
    if dice.once(in: 6) { grid.lower = market.price(-8 * step) }
    if dice.once(in: 6) { grid.upper = market.price(8 * step) }
    grid.rearm = dice.pick(GridSettings.Rearm.allCases)
    grid.floorTicks = dice.within(1...3)
    grid.floorBasisPoints = BasisPoints(hundredths: dice.pick([0, 500]))
    grid.floorWidth = BasisPoints(hundredths: dice.pick([0, 0, 10_000]))
    grid.tighteningSlope = dice.pick([0, 8, 80])
    return grid
  }
}
