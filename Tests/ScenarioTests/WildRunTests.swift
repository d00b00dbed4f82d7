import Engine
import Market
import Session
import SimulatedVenue
import Testing
import Venue

/// Random strategies on random markets under random commands, held against the venue's own truth
/// after every step.
@Suite("Wild runs")
struct WildRunTests {
  @Test(
    "LEDGER-04 RISK-01 EXIT-07 Without latency the venue's truth is the engine's", arguments: 0..<70
  )
  func instant(seed: UInt64) throws { try run(seed: seed, latency: false) }

  @Test(
    "LEDGER-04 RISK-01 EXIT-07 With latency nothing is counted twice, lost or over a cap",
    arguments: 1_000..<1_070)
  func delayed(seed: UInt64) throws { try run(seed: seed, latency: true) }

  private func run(seed: UInt64, latency: Bool) throws {
    var wild = WildSettings(seed: seed, latency: latency)
    let tape = try WildMarket.tape(wild.market, seed: seed)
    var world = try DryRun(tape: tape, settings: wild.run)
    world.kernel.recordsFills = true
    var truth = VenueTruth(wild)
    var steps = 0

    while world.advance() {
      truth.check(&world)
      if let command = wild.command(near: world.engine.mid) {
        truth.learn(command)
        world.perform(command)
        truth.check(&world)
      }
      steps += 1
      guard truth.faults.isEmpty else {
        Issue.record("seed \(seed), step \(steps): \(truth.faults.joined(separator: "; "))")
        return
      }
      guard steps < 60_000 else {
        Issue.record("seed \(seed): time stands still at \(world.time)")
        return
      }
    }
    #expect(world.time.nanoseconds <= tape.header.lastTime.nanoseconds + 2_000_000_000)
  }
}
