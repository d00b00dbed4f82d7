import Engine
import Market
import SimulatedVenue
import Testing

@testable import Simulation

/// Engines that crash and are followed by others that know nothing but what the venue tells.
@Suite("Restarts")
struct RestartTests {
  private func world(_ seed: UInt64, _ restarts: [Int64]) throws -> World {
    var plan = WorldPlan(seed: seed, nanoseconds: 600_000_000_000, kinds: [])
    plan.restarts = restarts.map { Restart(afterNanoseconds: $0 * 1_000_000_000) }
    plan.disk = nil
    plan.actions = []
    plan.thirdParty = []
    return try World(plan)
  }

  @Test("RECON-01 A restarted engine takes up the position and the orders", arguments: 1...6)
  func takesUp(seed: UInt64) throws {
    var world = try world(seed, [200, 400])
    world.play()

    #expect(world.violation == nil)
    #expect(world.stage.restarts == 2)
    #expect(world.stage.run.engine.position.steps == world.stage.truth.position)
  }

  @Test(
    "LEDGER-09 The book that a restarted engine is told is no newer than its feed",
    arguments: 1...9)
  func bookOfItsMoment(seed: UInt64) throws {
    var world = try world(seed, [200])
    while world.stage.restarts == 0, world.advance() {}
    while world.stage.run.engine.valuation == nil, world.advance() {}
    let run = world.stage.run
    let latency = world.stage.plan.run.venue.feedLatencyNanoseconds
    #expect(world.stage.restarts == 1)
    #expect(run.time.nanoseconds(since: run.engine.valuedAsOf) >= latency)
  }

  @Test("ORDER-07 No id comes twice over a restart, and lots go on counting")
  func goesOnCounting() throws {
    var world = try world(3, [300])
    while world.stage.restarts == 0, world.advance() {}
    let (number, lot) = (world.stage.run.engine.generation, world.stage.run.engine.lastLot)
    world.play()

    #expect(world.violation == nil)
    #expect(number > 0)
    #expect(world.stage.boundary.repeated == nil)
    #expect(world.stage.run.engine.generation > number)
    #expect(world.stage.run.engine.lastLot >= lot)
  }
}
