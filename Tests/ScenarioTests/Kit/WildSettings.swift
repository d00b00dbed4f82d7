import Engine
import Market
import Session
import SimulatedVenue

/// A random strategy and venue from a seed: small numbers, so that every rule meets every other.
struct WildSettings {
  var dice: Dice
  var market = WildMarket.Style()
  var run = DryRunSettings()

  init(seed: UInt64, latency: Bool) {
    dice = Dice(seed)
    market.start = dice.pick([10_000, 10_000, 400, 1_000_000, 25])
    market.pace = dice.pick([2, 4, 9])
    market.hasDepth = !dice.once(in: 5)
    market.minimumNotional = dice.once(in: 2) ? 0 : market.start * dice.within(1...4)
    market.makerFee = dice.pick(["0", "1.5", "-0.5", "10"])
    grid()
    exits()
    risk()
    venue(latency: latency)
  }

  private mutating func grid() {
    var grid = GridSettings()
    grid.levels = Int(dice.within(1...7))
    grid.direction = dice.pick([.neutral, .neutral, .long, .short])
    grid.spacing =
      dice.once(in: 3)
      ? .basisPoints(BasisPoints(hundredths: dice.within(100...4_000)))
      : .ticks(dice.within(1...9))
    grid.progression = dice.pick(GridSettings.Progression.allCases)
    grid.anchoring = dice.pick(GridSettings.Anchoring.allCases)
    grid.recentreHundredths = dice.pick([30, 100, 100, 250, 600])
    grid.size = .steps(dice.within(1...12))
    if dice.once(in: 3) {
      grid.size = .notional(
        DecimalNumber(mantissa: market.start * dice.within(1...9), decimals: 0))
    }
    grid.sizeCurve = dice.pick(GridSettings.SizeCurve.allCases)
    grid.sizeGrowth = BasisPoints(hundredths: dice.pick([0, 300_000, 1_000_000, -200_000]))
    if dice.once(in: 4) { grid.lower = DecimalNumber(mantissa: market.start - 20, decimals: 0) }
    if dice.once(in: 4) { grid.upper = DecimalNumber(mantissa: market.start + 30, decimals: 0) }
    grid.rearm = dice.pick(GridSettings.Rearm.allCases)
    grid.floorTicks = dice.within(1...3)
    grid.floorBasisPoints = BasisPoints(hundredths: dice.pick([0, 500]))
    grid.floorWidth = BasisPoints(hundredths: dice.pick([0, 0, 10_000]))
    grid.tighteningSlope = dice.pick([0, 8, 80])
    run.engine.grid = grid
  }

  private mutating func exits() {
    run.engine.exits.takeProfit = dice.pick([
      .paired, .away(.ticks(2)), .away(.ticks(9)),
      .away(.basisPoints(BasisPoints(hundredths: 1_500))),
    ])
    run.engine.exits.whenCrossing = dice.pick(ExitSettings.WhenCrossing.allCases)
    run.engine.exits.reduceOnlyWhereCovered = !dice.once(in: 3)
    run.engine.orders.repriceTicks = dice.pick([0, 0, 1, 3])
    run.engine.orders.resizeTolerance = BasisPoints(hundredths: dice.pick([0, 200_000]))
    run.engine.orders.amend = !dice.once(in: 3)
  }

  private mutating func risk() {
    var risk = RiskSettings()
    if !dice.once(in: 3) {
      risk.maximumPosition = DecimalNumber(mantissa: dice.within(3...60), decimals: 0)
      risk.maximumPositionAction = dice.pick([.refuse, .refuse, .refuse, .stopOpens, .flatten])
    }
    if dice.once(in: 4) { risk.maximumOpenOrders = Int(dice.within(2...9)) }
    if dice.once(in: 5) {
      risk.maximumOrderNotional = DecimalNumber(mantissa: market.start * 8, decimals: 0)
    }
    if dice.once(in: 5) {
      risk.quoteBudget = DecimalNumber(mantissa: market.start * 20, decimals: 0)
    }
    if dice.once(in: 6) {
      risk.requireBaseForShort = true
      risk.baseBudget = DecimalNumber(mantissa: 15, decimals: 0)
    }
    risk.freezeHolds = dice.once(in: 4)
    risk.flattenSlice = dice.pick([nil, DecimalNumber(mantissa: market.start * 4, decimals: 0)])
    risk.flattenSlippage = [500, 5_000, 100_000, 900_000].map { BasisPoints(hundredths: $0) }
    run.engine.risk = risk
    run.engine.market.staleAfterNanoseconds = dice.pick([0, 300_000_000, 2_000_000_000])
    run.engine.market.pullAfterNanoseconds = dice.pick([0, 100_000_000, 5_000_000_000])
  }

  private mutating func venue(latency: Bool) {
    run.venue.seed = UInt64(dice.below(1_000))
    run.venue.queueRule = dice.pick(QueueRuleName.allCases)
    run.venue.fillsWhenLocked = dice.once(in: 3)
    guard latency else { return }
    run.venue.orderLatencyNanoseconds = dice.pick([0, 1_000_000, 80_000_000, 900_000_000])
    run.venue.orderJitterNanoseconds = dice.pick([0, 50_000_000])
    run.venue.feedLatencyNanoseconds = dice.pick([0, 20_000_000, 700_000_000])
    run.venue.feedJitterNanoseconds = dice.pick([1, 300_000_000])
  }

  /// Something an operator may do, mostly nothing.
  mutating func command(near price: Price?) -> Command? {
    guard dice.once(in: 25) else { return nil }
    let side: Side = dice.once(in: 2) ? .buy : .sell
    switch dice.below(14) {
    case 0: return .pause(side)
    case 1, 2: return .unpause(side)
    case 3: return .freeze
    case 4, 5, 6: return .unfreeze
    case 7: return .flatten
    case 8: return .cancelAll(dice.pick([.opens, .legs, .side(side)]))
    case 9: return .recentre
    case 10: return .acknowledgeAlarms
    default:
      guard let price else { return .recentre }
      return Price(checking: price.ticks - side.sign * dice.within(-1...12)).map {
        .placeManual(side, $0)
      }
    }
  }
}
