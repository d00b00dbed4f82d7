import Engine
import Session
import SimulatedVenue

/// The result of one world.
public struct Outcome: Sendable {
  public let seed: UInt64
  /// How long the world lasted.
  public let nanoseconds: Int64
  public let steps: Int
  public let faults: FaultCounts
  /// How often the engine took each recovery branch.
  public let recoveries: [Int]
  public let orders: Int
  public let fills: Int
  public let commands: Int
  public let violation: Violation?
  /// Why rungs had no order.
  public let emptyRungs: EmptyRungs
  /// A digest of all that left its engines.
  public let boundary: BoundaryHash

  init(_ world: World) {
    seed = world.stage.plan.seed
    nanoseconds = world.elapsedNanoseconds
    steps = world.steps
    faults = world.stage.run.network.counts
    recoveries = world.recoveries
    orders = world.sentOrders
    fills = world.bookedFills
    commands = world.actionsDone
    violation = world.violation
    emptyRungs = world.emptyRungs
    boundary = world.stage.run.kernel.boundary ?? BoundaryHash()
  }

  /// Whether there were so few orders that finding no violation means little: fewer than one in
  /// five minutes, while drawn worlds send one every eleven seconds, or no fill at all.
  public var hardlyTraded: Bool {
    violation == nil
      && (fills == 0 || Int64(orders) * Outcome.slowestNanoseconds < nanoseconds)
  }

  /// The time between two orders beyond which a world hardly traded.
  private static let slowestNanoseconds: Int64 = 300_000_000_000
}
