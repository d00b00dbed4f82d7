import Engine
import Market
import SimulatedVenue
import Testing
import Venue

@testable import Session

/// Whoever records what the kernel gives the engine can make the same engine of it.
@Suite("A recorder beside the kernel")
struct RecorderTests {
  /// Keeps all inputs, market updates with copies of their changes.
  private final class Recorder: InputRecorder, @unchecked Sendable {
    enum Recorded {
      case market(time: Instant, asOf: Instant, MarketKinds, [MarketChange])
      case other(Input, at: Instant)
    }

    private(set) var inputs: [Recorded] = []

    func conclude(_ effects: Effects, since mark: EffectMark, on engine: Engine) {}

    func record(_ input: Input, at time: Instant, place: Int?) {
      guard case .market(let update) = input else { return inputs.append(.other(input, at: time)) }
      inputs.append(
        .market(time: update.time, asOf: update.asOf, update.kinds, Array(update.changes)))
    }
  }

  private func settings(_ seed: UInt64) -> WildSettings {
    var wild = WildSettings(seed: seed, latency: seed % 2 == 1)
    wild.market.hasMarks = seed % 3 == 0
    if seed % 2 == 1 { wild.run.network.rates = FaultRates(FaultKind.allCases) }
    return wild
  }

  @Test(
    "STATE-04 What is recorded, given to a new engine, makes the same engine and the same requests",
    arguments: 5_000..<5_012)
  func folded(seed: UInt64) throws {
    var wild = settings(seed)
    let tape = try WildMarket.tape(wild.market, seed: seed)
    var world = try DryRun(tape: tape, settings: wild.run)
    var twin = try DryRun(tape: tape, settings: wild.run).engine
    let recorder = Recorder()
    world.kernel.record(by: recorder)
    world.kernel.recordsTraffic = true
    while world.advance() {
      if let command = wild.command(near: world.engine.mid) { world.perform(command) }
    }
    var effects = Effects()
    for input in recorder.inputs {
      switch input {
      case .market(let time, let asOf, let kinds, let changes):
        changes.withUnsafeBufferPointer {
          twin.apply(
            MarketUpdate(time: time, asOf: asOf, kinds: kinds, changes: $0), into: &effects)
        }
      case .other(let input, let time):
        twin.apply(input, at: time, into: &effects)
      }
    }
    #expect(effects.requests == world.kernel.traffic.requests)
    let isSame = twin.checkpoint == world.engine.checkpoint
    #expect(isSame)
    #expect(recorder.inputs.count > 300)
  }

  @Test("STATE-04 Recording changes nothing")
  func untouched() throws {
    let wild = settings(5_001)
    let tape = try WildMarket.tape(wild.market, seed: 5_001)
    var (plain, recorded) = (
      try DryRun(tape: tape, settings: wild.run), try DryRun(tape: tape, settings: wild.run)
    )
    recorded.kernel.record(by: Recorder())
    while plain.advance() { _ = recorded.advance() }
    #expect(plain.stateHash == recorded.stateHash)
  }
}
