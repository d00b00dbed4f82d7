import Engine
import Session
import SimulatedVenue

/// The results of a drill.
public struct DrillReport: Sendable {
  public let firstSeed: UInt64
  public let kinds: [FaultKind]
  public let needsCoverage: Bool
  /// The number of worlds played.
  public private(set) var seeds = 0
  public private(set) var nanoseconds: Int64 = 0
  public private(set) var steps = 0
  public private(set) var orders = 0
  public private(set) var fills = 0
  public private(set) var commands = 0
  /// How often each kind of fault occurred, by its number.
  public private(set) var faults = Array(repeating: 0, count: FaultKind.allCases.count)
  /// How often each recovery branch was taken, by its number.
  public private(set) var recoveries = Array(repeating: 0, count: Recovery.allCases.count)
  /// The seeds of worlds that hardly traded, and why their rungs had no orders.
  public private(set) var idleSeeds: [UInt64] = []
  public private(set) var idleReasons = EmptyRungs()
  /// A digest of all that left the engines of all worlds.
  public private(set) var boundary = BoundaryHash()
  /// What was traded, if a configuration sets it.
  public let facts: MarketFacts?
  /// One for each failing seed.
  public private(set) var violations: [Violation] = []
  /// The first violations, minimised.
  public internal(set) var failures: [Failure] = []

  init(_ options: DrillOptions) {
    firstSeed = options.firstSeed
    kinds = options.kinds
    facts = options.facts
    needsCoverage = options.needsCoverage
  }

  mutating func add(_ outcome: Outcome) {
    seeds += 1
    nanoseconds += outcome.nanoseconds
    steps += outcome.steps
    boundary.add(outcome.boundary)
    orders += outcome.orders
    fills += outcome.fills
    commands += outcome.commands
    for kind in FaultKind.allCases { faults[Int(kind.rawValue)] += outcome.faults[kind] }
    for (index, count) in outcome.recoveries.enumerated() { recoveries[index] += count }
    if let violation = outcome.violation { violations.append(violation) }
    if outcome.hardlyTraded {
      idleSeeds.append(outcome.seed)
      idleReasons += outcome.emptyRungs
    }
  }

  /// Fault kinds that were asked for and never occurred.
  public var missedFaults: [FaultKind] { kinds.filter { faults[Int($0.rawValue)] == 0 } }

  /// Recovery branches that were never taken.
  public var missedRecoveries: [Recovery] {
    Recovery.allCases.filter { recoveries[Int($0.rawValue)] == 0 }
  }

  /// Out of 100: the share of seeds without a violation, less a point for each fault kind that
  /// never occurred and each recovery branch that was never taken.
  public var score: Int {
    guard seeds > 0 else { return 0 }
    let clean = 100 * (seeds - violations.count) / seeds
    return max(0, clean - missedFaults.count - missedRecoveries.count)
  }

  /// Whether nothing that counts as a failure was found.
  public var isClean: Bool {
    violations.isEmpty
      && (!needsCoverage || (missedFaults.isEmpty && missedRecoveries.isEmpty))
  }
}
