import Engine
import Market
import SimulatedVenue
import Testing

@testable import Session

/// Engines that go on from their own checkpoints.
@Suite("Checkpoints")
struct CheckpointTests {
  private func world(seed: UInt64) throws -> DryRun {
    var wild = WildSettings(seed: seed, latency: seed % 2 == 1)
    wild.run.network = NetworkSettings()
    for kind in FaultKind.allCases {
      wild.run.network.rates[kind] = kind.measure == .perMillion ? 30_000 : 120_000
    }
    return try DryRun(tape: WildMarket.tape(wild.market, seed: seed), settings: wild.run)
  }

  @Test("An engine that is read back from a checkpoint goes on as it would have", arguments: 0..<12)
  func goesOn(seed: UInt64) throws {
    var (straight, restored) = (try world(seed: seed), try world(seed: seed))
    var moves = 0
    while straight.advance() {
      _ = restored.advance()
      moves += 1
      guard moves.isMultiple(of: 37) else { continue }
      let checkpoint = restored.engine.checkpoint
      restored.kernel.engine = try Engine(checkpoint: checkpoint)
      let isSame = restored.engine.checkpoint == checkpoint
      #expect(isSame, "seed \(seed), move \(moves)")
      #expect(restored.stateHash == straight.stateHash, "seed \(seed), move \(moves)")
    }
    let isLonger = restored.advance()
    #expect(!isLonger)
    #expect(restored.stateHash == straight.stateHash, "seed \(seed)")
    #expect(restored.engine.snapshot(nil) == straight.engine.snapshot(nil), "seed \(seed)")
    #expect(moves > 400)
  }

  @Test("A checkpoint that lost its end, or has anything beside it, is refused")
  func refused() throws {
    var world = try world(seed: 3)
    for _ in 0..<200 { _ = world.advance() }
    let checkpoint = world.engine.checkpoint

    #expect(throws: CheckpointError.goesOn) { try Engine(checkpoint: checkpoint + [0]) }
    for count in stride(from: 0, to: checkpoint.count, by: 97) {
      #expect(throws: (any Error).self, "\(count)") {
        try Engine(checkpoint: Array(checkpoint.prefix(count)))
      }
    }
  }
}
