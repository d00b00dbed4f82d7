import Engine
import Foundation
import Market
import Session
import SimulatedVenue
import Testing

/// A market that ends: who says when, and what happens before.
@Suite("The market's end")
struct MarketEndTests {
  private static let start: Int64 = 1_700_000_000
  private static let second: Int64 = 1_000_000_000

  /// Two minutes of a market that stands, but for one sale ten seconds in.
  private func tape(end: Int64? = nil) throws -> Tape {
    var lines = ["# format: tape v1", "# venue: lab", "# symbol: END", "# tick: 1", "# lot: 1"]
    if let end { lines.append("# end: \(moment(end).utcText(fractionDigits: 0))") }
    for second in 0..<120 as Range<Int64> {
      let time = (Self.start + second) * Self.second
      let message = 2 * second + 1
      lines.append("\(time),\(message),L,B,9999,50")
      lines.append("\(time),\(message),L,A,10001,\(50 + second % 2)")
      if second == 10 { lines.append("\(time + 1),\(message + 1),T,S,9990,100") }
    }
    return try WildMarket.tape(of: lines.joined(separator: "\n") + "\n")
  }

  private func moment(_ second: Int64) -> Instant {
    Instant(nanoseconds: (Self.start + second) * Self.second)
  }

  private func world(
    _ tape: Tape, _ change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> DryRun {
    var settings = DryRunSettings()
    settings.engine.grid.levels = 2
    settings.engine.grid.direction = .long
    settings.engine.grid.spacing = .ticks(10)
    settings.engine.grid.size = .steps(5)
    settings.engine.grid.floorWidth = .zero
    settings.engine.grid.floorBasisPoints = .zero
    change(&settings.engine)
    return try DryRun(tape: tape, settings: settings)
  }

  private func play(_ world: inout DryRun, to second: Int64) {
    while let next = world.nextTime, next <= moment(second), world.advance() {}
  }

  @Test(
    "GRID-10 A market whose end is set, or told by its tape, has no opens from the cutoff before it",
    arguments: [true, false])
  func cutoff(isSet: Bool) throws {
    var world = try world(tape(end: isSet ? nil : 100)) {
      if isSet { $0.market.life.endsAt = moment(100) }
    }
    play(&world, to: 39)
    #expect(!world.engine.snapshot().pendingOpens.isEmpty)
    #expect(world.engine.snapshot().control.market.endsAt == moment(100))
    play(&world, to: 41)
    let snapshot = world.engine.snapshot()
    #expect(snapshot.pendingOpens.isEmpty)
    #expect(snapshot.grid.rungs.contains { $0.reason.code == .marketEnding })
    #expect(!snapshot.lots.isEmpty, "lots stay, with their exits")
  }

  @Test("GRID-10 At the cutoff the position is closed, where that is set")
  func closes() throws {
    var world = try world(tape(end: 100)) { $0.market.life.ending = .close }
    play(&world, to: 39)
    #expect(!world.engine.snapshot().account.position.isFlat)
    play(&world, to: 45)
    #expect(world.engine.snapshot().account.position.isFlat)
    #expect(world.engine.snapshot().control.alarms.contains(.marketEnding))
  }

  @Test("GRID-10 Of two ends the earlier one counts")
  func earlier() throws {
    var world = try world(tape(end: 110)) { $0.market.life.endsAt = moment(100) }
    play(&world, to: 20)
    #expect(world.engine.snapshot().control.market.endsAt == moment(100))
  }

  @Test("GRID-10 A tape whose end is no time is refused, with the line")
  func noTime() {
    #expect(throws: TapeError.self) {
      _ = try WildMarket.tape(of: "# format: tape v1\n# end: soon\n")
    }
  }
}
