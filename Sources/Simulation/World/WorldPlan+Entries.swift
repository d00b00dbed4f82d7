import Engine
import Market

extension WorldPlan {
  /// A third of all grids enter by attempts instead of rungs. They reprice less often than usual,
  /// since the market of a drill is small.
  static func entries(_ seed: UInt64, _ market: MarketFacts) -> EntrySettings {
    var dice = Dice(seed, .attempts)
    var entries = EntrySettings()
    if dice.once(in: 3) { entries.mode = .cycle }
    entries.style = dice.once(in: 5) ? .taker : .maker
    entries.rearm = dice.pick(GridSettings.Rearm.allCases)
    entries.postOnlyTicks = dice.pick([0, 1, 5])
    entries.offsetSlopeHundredths = dice.pick([0, 0, 50])
    entries.timeoutNanoseconds = dice.pick([3, 30, 120]) * 1_000_000_000
    entries.manualTimeoutNanoseconds = dice.pick([nil, nil, 20_000_000_000])
    entries.repriceNanoseconds = dice.pick([1, 5]) * 1_000_000_000
    entries.maximumOpenLots = Int(dice.within(1...6))
    entries.leastDistance = BasisPoints(hundredths: dice.pick([0, 500]))
    entries.leastIntervalNanoseconds = dice.pick([1, 20]) * 1_000_000_000
    entries.fallsBack = dice.once(in: 2)
    entries.overSlippage = dice.pick(EntrySettings.OverSlippage.allCases)
    entries.completionIsWhole = dice.once(in: 2)
    return entries
  }
}
