import Engine
import Market
import SimulatedVenue
import Testing

@testable import Simulation

/// Worlds drawn from seeds.
@Suite("Worlds")
struct WorldTests {
  private static let tenMinutes: Int64 = 600_000_000_000

  private func play(_ seed: UInt64, _ nanoseconds: Int64 = tenMinutes) throws -> World {
    var world = try World(WorldPlan(seed: seed, nanoseconds: nanoseconds))
    world.play()
    return world
  }

  @Test("A seed plays the same world twice, to the last bit", arguments: [3, 14, 15])
  func sameTwice(seed: UInt64) throws {
    let first = try play(seed)
    let second = try play(seed)

    #expect(first.stage.run.stateHash == second.stage.run.stateHash)
    #expect(first.steps == second.steps)
    #expect(first.violation == second.violation)
  }

  @Test("No invariant breaks, whatever goes wrong", arguments: 1...12)
  func clean(seed: UInt64) throws {
    let world = try play(seed)

    #expect(world.violation == nil, "rung drill --seed \(seed) --seeds 1")
    #expect(world.elapsedNanoseconds >= Self.tenMinutes + WorldPlan.livenessNanoseconds)
  }

  @Test("Seeds differ in strategy, faults and operator")
  func seedsDiffer() {
    let plans = (1...40).map { WorldPlan(seed: $0, nanoseconds: Self.tenMinutes) }

    #expect(Set(plans.map(\.run.engine)).count == 40)
    #expect(Set(plans.map(\.run.network.rates)).count > 30)
    let isIdle = plans.map { $0.actions.allSatisfy { $0.kind == .unfreeze } }
    #expect(isIdle.contains(true) && isIdle.contains(false))
  }

  @Test("VENUE-03 Every seed has a world: none draws a strategy that the market can't have")
  func everySeed() throws {
    for seed in 1...400 as ClosedRange<UInt64> {
      _ = try World(WorldPlan(seed: seed, nanoseconds: 1_000_000_000))
    }
  }

  @Test("A drill of the first kinds alone plays the worlds of before the others came to be")
  func firstWorlds() {
    let first = FaultKind.allCases.filter(\.isOfFirstWorlds)
    let plans = (1...40).map { WorldPlan(seed: $0, nanoseconds: 1, kinds: first) }

    #expect(plans.allSatisfy { !$0.run.venue.rules.refusesEmptyTakers })
    #expect(plans.allSatisfy { $0.run.venue.events.fundingHundredMillionths == 0 })
    #expect(
      (1...40).contains {
        WorldPlan(seed: $0, nanoseconds: 1).run.venue.rules.refusesEmptyTakers
      })
  }

  @Test("Leaving out a fault kind or a action leaves the rest of a plan as it was")
  func leavingOut() {
    let whole = WorldPlan(seed: 5, nanoseconds: Self.tenMinutes)
    let less = WorldPlan(
      seed: 5, nanoseconds: Self.tenMinutes,
      kinds: FaultKind.allCases.filter { $0 != .lostAck && $0 != .disconnect })

    for kind in FaultKind.allCases where kind != .lostAck && kind != .disconnect {
      #expect(whole.run.network.rates[kind] == less.run.network.rates[kind])
    }
    #expect(less.run.network.rates[.lostAck] == 0)
    #expect(whole.actions == less.actions)
    #expect(whole.run.engine == less.run.engine)
  }
}
