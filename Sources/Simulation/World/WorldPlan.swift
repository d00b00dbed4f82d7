import Engine
import Market
import Session
import SimulatedVenue

/// Everything that a seed decides about a world: configuration, market, faults, and what the
/// operator does and when. It is a value, so that a failure can be tried again with less of it.
public struct WorldPlan: Sendable {
  public let seed: UInt64
  public var run = DryRunSettings()
  public var market: MarketKind
  /// The operator's actions, oldest first.
  public var actions: [OperatorAction]
  /// The actions of others on the account, oldest first.
  public var thirdParty: [ThirdPartyAction] = []
  /// When the engine's process ends and another takes its place, oldest first.
  public var restarts: [Restart] = []
  /// The disk of the journal; nil if none is kept.
  var disk: DiskPlan?
  /// How long faults occur.
  public var safetyNanoseconds: Int64
  /// The operator's last commands, given when the faults end.
  public var ending = WorldEnding.letGo
  /// Invariants that are not checked.
  public var unwatched: [Invariant] = []
  /// What is traded, and the scale of prices and sizes.
  var facts: MarketFacts
  /// The position cap of the risk settings in steps; nil if there is none.
  var positionCap: Int64? {
    run.engine.risk.maximumPosition.flatMap { $0.wholeCount(of: facts.instrument.step) }
  }

  /// How long after the last fault engine and venue must agree again.
  static let livenessNanoseconds: Int64 = 60_000_000_000

  /// How much longer the market lasts than the faults.
  private static let tailNanoseconds: Int64 = 120_000_000_000

  public static let hourNanoseconds: Int64 = 3_600_000_000_000

  /// Draws the world of a seed.
  ///
  /// - Parameters:
  ///   - nanoseconds: how long faults occur.
  ///   - kinds: the fault kinds from which the seed chooses.
  ///   - market: the market; nil lets the seed choose.
  ///   - facts: what is traded, and the scale; nil takes the drill's own.
  public init(
    seed: UInt64, nanoseconds: Int64, kinds: [FaultKind] = FaultKind.allCases,
    market: MarketKind? = nil, facts: MarketFacts? = nil
  ) {
    let isDrills = facts == nil
    let facts = facts ?? MadeMarket.facts
    self.facts = facts
    self.seed = seed
    var dice = Dice(seed, .market)
    let drawn = dice.pick(MarketKind.allCases)
    self.market = market ?? drawn
    safetyNanoseconds = nanoseconds
    actions = WorldPlan.actions(seed, within: nanoseconds, facts)
    thirdParty = WorldPlan.thirdParty(seed, within: nanoseconds, facts)
    run.engine = WorldPlan.engine(seed, facts)
    run.venue = WorldPlan.venue(seed)
    run.network.rates = WorldPlan.faults(seed, among: kinds)
    run.network.seed = seed
    drawRules()
    drawSending(facts)
    drawLosses(facts)
    drawRestarts(within: nanoseconds)
    // A drill of the first kinds alone plays the first worlds, so that old failures stay
    // reproducible.
    guard !kinds.allSatisfy(\.isOfFirstWorlds) else { return }
    drawLater(facts)
    drawPaging()
    // A configuration brings a minimum and sizes of its own.
    if isDrills { drawSmallStops(facts) }
    drawCaps(facts)
    drawEnding()
    drawJournal()
  }

  private static func engine(_ seed: UInt64, _ facts: MarketFacts) -> EngineSettings {
    var settings = EngineSettings()
    settings.grid = grid(seed, facts)
    settings.exits = exits(seed, facts)
    settings.entries = entries(seed, facts)
    settings.orders = orders(seed)
    settings.risk = risk(seed, facts)
    settings.market = marketSettings(seed)
    return settings
  }

  /// The run at its beginning.
  func makeRun() throws(ParameterError) -> DryRun {
    let tape = MadeMarket.tape(
      market, seed: seed, nanoseconds: safetyNanoseconds + WorldPlan.tailNanoseconds, facts)
    var settings = run
    settings.network.healsAt = tape.header.firstTime.advanced(byNanoseconds: safetyNanoseconds)
    return try DryRun(tape: tape, settings: settings)
  }
}
