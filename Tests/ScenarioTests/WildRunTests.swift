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

  @Test(
    "LEDGER-09 LEDGER-05 A mark price that lags, jumps and falls silent values the position alone",
    arguments: 3_000..<3_016)
  func marked(seed: UInt64) throws {
    var wild = WildSettings(seed: seed, latency: false)
    wild.market.hasMarks = true
    wild.market.minimumNotional = 0
    wild.run.engine.exits.stop.place = .away(BasisPoints(hundredths: 3_000))
    wild.run.engine.exits.stop.venueShare = BasisPoints(hundredths: seed % 2 == 0 ? 0 : 1_000_000)
    let tape = try WildMarket.tape(wild.market, seed: seed)
    var world = try DryRun(tape: tape, settings: wild.run)
    var truth = MarkTruth(tape, staleAfter: wild.run.engine.market.staleAfterNanoseconds)
    while world.advance() {
      truth.check(world)
      if let command = wild.command(near: world.engine.mid) {
        world.perform(command)
        truth.check(world)
      }
      guard truth.faults.isEmpty else {
        Issue.record("seed \(seed), \(world.time): \(truth.faults.joined(separator: "; "))")
        return
      }
    }
    if seed == 3_000 { #expect(truth.looks > 50, "positions were valued at mark prices") }
  }

  @Test(
    "LEDGER-04 LEDGER-09 RISK-01 With mark prices the venue's truth is the engine's too",
    arguments: 3_050..<3_064)
  func markedTruth(seed: UInt64) throws {
    try run(seed: seed, latency: seed % 2 == 0, hasMarks: true)
  }

  private func run(seed: UInt64, latency: Bool, hasMarks: Bool = false) throws {
    var wild = WildSettings(seed: seed, latency: latency)
    wild.market.hasMarks = hasMarks
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
