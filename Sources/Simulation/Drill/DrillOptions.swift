import Session
import SimulatedVenue

/// What a drill is to try.
public struct DrillOptions: Sendable {
  public var firstSeed: UInt64 = 1
  public var seeds = 100
  /// How long faults occur in each world, in nanoseconds of simulated time.
  public var nanoseconds = WorldPlan.hourNanoseconds
  /// The kinds of fault among which each seed chooses; each at a rate of its own.
  public var kinds = FaultKind.allCases
  /// The market of every world; nothing lets each seed choose.
  public var market: MarketKind?
  /// What is traded in every world, and to what scale; nothing is the drill's own.
  public var facts: MarketFacts?
  /// The configuration of every world, its venue and what goes wrong there; nothing lets each seed
  /// choose. Where no fault has a rate, seeds choose among the kinds all the same.
  public var run: DryRunSettings?
  /// The rates of every world; nothing lets each seed choose among the kinds.
  public var rates: FaultRates?
  /// How many worlds are played at once.
  public var threads = 1
  /// A fault kind that never befell, or a recovery branch that was never taken, is a failure.
  public var needsCoverage = false
  /// Nothing is played after the first seed that fails.
  public var stopsAtFirst = false
  /// How many failures are made small, each with many runs of its own.
  public var mostMinimised = 3

  /// Invariants that are not watched.
  public var unwatched: [Invariant] = []

  public init() {}

  /// The plan of one seed.
  public func plan(_ seed: UInt64) -> WorldPlan {
    var plan = WorldPlan(
      seed: seed, nanoseconds: nanoseconds, kinds: kinds, market: market, facts: facts)
    plan.unwatched = unwatched
    if let run { plan.take(run) }
    if let rates { plan.run.network.rates = rates }
    return plan
  }
}
