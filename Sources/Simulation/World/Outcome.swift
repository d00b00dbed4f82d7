import Engine
import SimulatedVenue

/// What came of one world.
public struct Outcome: Sendable {
  public let seed: UInt64
  /// How long it lasted.
  public let nanoseconds: Int64
  public let steps: Int
  public let faults: FaultCounts
  /// How often the engine took each branch that only trouble takes.
  public let recoveries: [Int]
  public let orders: Int
  public let fills: Int
  public let deeds: Int
  public let violation: Violation?

  init(_ world: World) {
    seed = world.stage.plan.seed
    nanoseconds = world.elapsedNanoseconds
    steps = world.steps
    faults = world.stage.run.network.counts
    recoveries = world.recoveries
    orders = world.sentOrders
    fills = world.bookedFills
    deeds = world.deedsDone
    violation = world.violation
  }
}
