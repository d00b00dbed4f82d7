import Engine
import Market
import Session
import SimulatedVenue
import Testing
import Venue

/// Dry runs on a network with faults.
@Suite("Runs with faults")
struct FaultyRunTests {
  private func world(seed: UInt64, _ change: (inout NetworkSettings) -> Void) throws -> DryRun {
    var wild = WildSettings(seed: seed, latency: seed % 2 == 1)
    wild.run.network = NetworkSettings()
    change(&wild.run.network)
    return try DryRun(tape: WildMarket.tape(wild.market, seed: seed), settings: wild.run)
  }

  @Test(
    "VENUE-03 A faulty world is a value: equal seeds, equal ends, from a copy too", arguments: 0..<8
  )
  func deterministic(seed: UInt64) throws {
    let all: (inout NetworkSettings) -> Void = {
      for kind in FaultKind.allCases {
        $0.rates[kind] = kind.measure == .perMillion ? 30_000 : 120_000
      }
    }
    var first = try world(seed: seed, all)
    var copy: DryRun?
    while first.advance() { if copy == nil, first.updateIndex == 120 { copy = first } }
    var second = try world(seed: seed, all)
    second.run()
    copy?.run()

    #expect(second.stateHash == first.stateHash, "seed \(seed)")
    #expect(copy?.stateHash == first.stateHash, "seed \(seed)")
    #expect(first.network.counts.total > 5)
  }

  @Test(
    "VENUE-03 After what the feed lost the engine's book is the recorded one again",
    arguments: 20..<28)
  func feedHeals(seed: UInt64) throws {
    var world = try world(seed: seed) {
      $0.rates[.feedGap] = 200_000
      $0.rates[.staleBook] = 200_000
      $0.rates[.halfOpen] = 200_000
      $0.longestOutageNanoseconds = 5_000_000_000
    }
    var missed = 0
    while world.updateIndex < 250, world.advance() { if !world.network.feedArrives { missed += 1 } }
    world.heal()
    world.run()
    var told = Book(source: world.engine.book.source)
    var cursor = TapeCursor()
    let tape = try #require(world.source.tape)
    while let update = cursor.next(in: tape.records) { told.apply(update) }
    var (recorded, engine) = (StateHash(), StateHash())
    told.digest(into: &recorded)
    world.engine.book.digest(into: &engine)

    #expect(missed > 0)
    #expect(engine.value == recorded.value, "seed \(seed)")
  }
}
