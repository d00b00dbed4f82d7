import Engine
import Market
import Session
import SimulatedVenue
import Testing
import Venue

/// Small tapes from the field on which a dry run earned money that nobody had.
@Suite("Tapes from the field")
struct FieldTapeTests {
  private static let header = "# format: tape v1\n# tick: 0.1\n# lot: 0.001\n"

  private static func settings(_ change: (inout EngineSettings) -> Void) -> DryRunSettings {
    var settings = DryRunSettings()
    settings.engine.grid.floorTicks = 1
    settings.engine.grid.floorBasisPoints = .zero
    settings.engine.grid.floorShareOfBase = .zero
    settings.engine.grid.floorWidth = .zero
    change(&settings.engine)
    return settings
  }

  @Test("EXIT-08 A boost gets what trades left, not the size that they have just consumed")
  func consumed() throws {
    // Three snapshots with a bid of 0.01 at 9990, which a sale of 0.02 takes with our 0.01 behind it.
    var text = Self.header
    for message in 1...3 {
      let time = 1_723_161_599_000_000_000 + Int64(message) * 1_000_000_000
      for rest in ["C,,,", "L,B,9999.9,5", "L,B,9990,0.01", "L,B,9985,5", "L,A,10000.1,5"] {
        text += "\(time),\(message),\(rest)\n"
      }
    }
    text += """
      1723161602500000000,4,T,S,9999.9,5
      1723161602500000000,4,T,S,9990,0.02
      1723161602501000000,5,L,B,9999.9,0
      1723161602501000000,5,L,B,9990,0
      1723161603501000000,6,L,B,9985,5

      """
    var world = try DryRun(
      tape: WildMarket.tape(of: text),
      settings: Self.settings {
        $0.grid.levels = 1
        $0.grid.spacing = .basisPoints(BasisPoints(hundredths: 1_000))
        $0.grid.recentreHundredths = 100_000
        $0.grid.direction = .long
        $0.grid.size = .steps(10)
        $0.exits.closing.isBoosted = true
        $0.exits.closing.boostSlippage = BasisPoints(hundredths: 2_000)
      })
    world.kernel.recordsFills = true
    world.run()

    let fills = world.takeFillRecords().map { "\($0.fill.side) @ \($0.fill.price.ticks)" }
    #expect(fills == ["buy @ 99900", "sell @ 99850"])
    let realised = world.source.instrument.text(world.snapshot().account.realised)
    #expect(realised.hasPrefix("-0.05"), "0.01 sold 5 under what was paid: \(realised)")
  }

  @Test("DATA-01 A bid above the ask fills nothing, and the last sound mark is reported")
  func crossed() throws {
    let text =
      Self.header + """
        1723161255000000000,1,L,B,100.0,5
        1723161255000000000,1,L,A,100.1,5
        1723161256000000000,2,L,B,99.9,5
        1723161257000000000,3,L,B,100.8,5
        1723161258000000000,4,L,B,99.8,5

        """
    var world = try DryRun(
      tape: WildMarket.tape(of: text),
      settings: Self.settings {
        $0.grid.levels = 2
        $0.grid.spacing = .ticks(2)
        $0.grid.size = .steps(100)
      })
    world.run()

    #expect(world.engine.counters.submitted > 0)
    #expect(world.engine.counters.fills == 0)
    #expect(world.snapshot().market.mid == Price(ticks: 1_000))
    #expect(world.venue.counters.crossedUpdates == 2)
  }
}
