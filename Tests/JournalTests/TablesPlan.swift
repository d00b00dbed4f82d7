import Engine
import Market
import Session
import SimulatedVenue
import Venue

/// A market, a strategy, a venue, an operator and third parties, all from a seed.
struct TablePlan {
  var market = GeneratedMarketSettings()
  var run = DryRunSettings()
  var dice: TableDice
  private var interferes: Bool
  /// Four times the size of an entry, in thousandths.
  private var maximum: Int64 = 0
  /// The commands that end what the operator stopped, the last one first.
  private var takenBack: [Command] = []

  private static let second: Int64 = 1_000_000_000

  /// - Parameters:
  ///   - faults: whether the network fails in every way it can.
  ///   - interferes: whether a person trades on the account, and the venue liquidates.
  init(seed: UInt64, faults: Bool = false, interferes: Bool = false) {
    dice = TableDice(seed &+ 1)
    self.interferes = interferes
    market.style = dice.pick(MarketStyle.allCases)
    market.seed = seed
    market.updatesPerSecond = 4
    market.levels = 8
    market.volatilityHundredths = dice.pick([200, 400, 700])
    market.price = DecimalNumber(mantissa: dice.pick([60_000, 3_000]), decimals: 0)
    // Funding is paid on the hour.
    market.start = market.start.advanced(byNanoseconds: 3_400 * TablePlan.second)
    market.lengthNanoseconds = 600 * TablePlan.second
    run.venue.keepsHistory = true
    run.venue.seed = seed
    run.venue.events.fundingHundredMillionths = dice.pick([12_500, -8_000])
    chooseStrategy()
    chooseRisk()
    chooseWay(faults)
  }

  private mutating func chooseStrategy() {
    run.engine.grid.levels = Int(3 + dice.below(4))
    run.engine.grid.direction = dice.pick([.neutral, .long, .short])
    run.engine.grid.spacing = .basisPoints(BasisPoints(hundredths: dice.pick([200, 400])))
    let size = dice.pick([200, 400, 900])
    run.engine.grid.size = .notional(DecimalNumber(mantissa: Int64(size), decimals: 0))
    maximum = Int64(size) * 4_000 / market.price.mantissa
    run.engine.grid.rearm = dice.pick(GridSettings.Rearm.allCases)
    run.engine.exits.takeProfit = dice.pick([
      .paired, .away(.basisPoints(BasisPoints(hundredths: 600))),
    ])
    if !dice.once(in: 3) {
      run.engine.exits.stop.place = .away(BasisPoints(hundredths: dice.pick([1_500, 4_000])))
      run.engine.exits.stop.venueShare = BasisPoints(
        hundredths: dice.pick([0, 500_000, 1_000_000]))
      run.engine.exits.stop.graceNanoseconds = dice.pick([0, TablePlan.second])
    }
    if dice.once(in: 3) { run.engine.exits.runner.isEnabled = true }
    if dice.once(in: 3) { run.engine.exits.closing.maximumAgeNanoseconds = 120 * TablePlan.second }
    if dice.once(in: 4) { run.engine.exits.closing.policy = .close }
    run.engine.orders.amend = dice.once(in: 2)
  }

  private mutating func chooseRisk() {
    if dice.once(in: 3) {
      run.engine.risk.maximumPosition = DecimalNumber(mantissa: maximum, decimals: 3)
      run.engine.risk.maximumPositionAction = dice.pick([.refuse, .stopOpens, .flatten])
    }
    run.engine.reconcile.atStart = dice.pick([.adopt, .cancel])
  }

  private mutating func chooseWay(_ faults: Bool) {
    if dice.once(in: 2) || faults {
      run.venue.orderLatencyNanoseconds = dice.pick([1_000_000, 80_000_000, 900_000_000])
      run.venue.orderJitterNanoseconds = dice.pick([0, 50_000_000])
      run.venue.feedLatencyNanoseconds = dice.pick([0, 20_000_000])
    }
    guard faults else { return }
    run.network.rates = FaultRates(FaultKind.allCases)
    run.network.seed = run.venue.seed
    run.network.healsAt = market.start.advanced(byNanoseconds: 500 * TablePlan.second)
    run.network.longestDelayNanoseconds = 20 * TablePlan.second
  }

  /// Something that an operator does, mostly nothing. What stops entries is taken back soon.
  mutating func command(for world: DryRun) -> Command? {
    if let next = takenBack.last, dice.once(in: 5) {
      takenBack.removeLast()
      return next
    }
    guard takenBack.isEmpty, dice.once(in: 400) else { return nil }
    let side = dice.pick(Side.allCases)
    switch dice.below(12) {
    case 0: return stopping(.pause(side))
    case 1: return stopping(.freeze)
    case 2: return stopping(.flatten)
    case 3: return stopping(.cancelAll(dice.pick([.opens, .legs, .side(side)])))
    case 4, 5: return .acknowledgeAlarms
    case 6: return dice.pick([.recentre, .clearBreaker, .reprice, .reconcileNow])
    case 7, 8: return world.engine.lotViews.first.map { .closeLot($0.id) }
    case 9: return world.venue.restingOrders.first.map { .cancelOrder($0.id) }
    default:
      guard let mid = world.engine.mid else { return nil }
      let away = Int64(5 + dice.below(200))
      return Price(checking: mid.ticks - side.sign * away).map { .placeManual(side, $0) }
    }
  }

  private mutating func stopping(_ command: Command) -> Command {
    takenBack = [.clearBreaker, .unpause(.sell), .unpause(.buy), .unfreeze]
    return command
  }

  /// Something that happens on the account and is not ours.
  mutating func interfere(with world: inout DryRun) {
    guard interferes, dice.once(in: 800) else { return }
    let side = dice.pick(Side.allCases)
    let quantity = Quantity(steps: 1 + dice.below(9))
    let order = world.venue.restingOrders.first?.id
    switch dice.below(4) {
    case 0: world.interfere { $0.tradeByHand(side, quantity, at: $1) }
    case 1: if let order { world.interfere { _ = $0.cancelByHand(order, at: $1) } }
    case 2: world.interfere { $0.liquidate(percent: 40, at: $1) }
    default: world.interfere { $0.deleverage(percent: 30, at: $1) }
    }
    takenBack = [.clearBreaker, .unpause(.sell), .unpause(.buy), .unfreeze]
  }
}

extension TableRun {
  /// The runs of all tests here, each played once: every third with faults, every third with third
  /// parties on the account, one with both.
  private static let played: [Result<TableRun, any Error>] = (0..<12).map { number in
    let (hasFaults, interferes) = (number % 3 == 1 || number == 11, number % 3 == 2)
    let plan = TablePlan(seed: UInt64(number), faults: hasFaults, interferes: interferes)
    return Result { try TableRun(plan) }
  }

  static func of(_ seed: Int) throws -> TableRun { try played[seed].get() }
}
