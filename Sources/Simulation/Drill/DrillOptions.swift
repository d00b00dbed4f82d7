import Session
import SimulatedVenue

/// What a drill tries.
public struct DrillOptions: Sendable {
  public var firstSeed: UInt64 = 1
  public var seeds = 100
  /// How long faults occur in each world, in nanoseconds of simulated time.
  public var nanoseconds = WorldPlan.hourNanoseconds
  /// The kinds of fault from which each seed chooses, each with a rate of its own.
  public var kinds = FaultKind.allCases
  /// The market of every world; nil lets each seed choose.
  public var market: MarketKind?
  /// What is traded in every world, and the scale; nil takes the drill's own.
  public var facts: MarketFacts?
  /// The configuration of every world, with its venue and faults; nil lets each seed choose. If no
  /// fault has a rate, seeds choose among the kinds anyway.
  public var run: DryRunSettings?
  /// The fault rates of every world; nil lets each seed choose among the kinds.
  public var rates: FaultRates?
  /// How many worlds are played at once.
  public var threads = 1
  /// Whether a fault kind that never occurred, or a recovery branch that was never taken, is a
  /// failure.
  public var needsCoverage = false
  /// Whether the drill ends at the first seed that fails.
  public var stopsAtFirst = false
  /// How many failures are minimised, each with many runs.
  public var mostMinimised = 3

  /// Invariants that are not checked.
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
