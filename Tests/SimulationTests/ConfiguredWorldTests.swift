import Engine
import Market
import Session
import SimulatedVenue
import Testing

@testable import Simulation

/// Worlds of an operator's configuration.
@Suite("Configured worlds")
struct ConfiguredWorldTests {
  /// A coin at 60,000 with a tick of 0.1 and a step of 0.001.
  private static let bitcoin = MarketFacts(
    instrument: Instrument(
      symbol: "DRILL", venue: "simulated", tick: DecimalNumber(mantissa: 1, decimals: 1),
      step: DecimalNumber(mantissa: 1, decimals: 3), minimumNotional: Money(units: 100_000)),
    startTicks: 600_000, rungSteps: 3)

  private static func options(_ change: (inout DryRunSettings) -> Void) -> DrillOptions {
    var options = DrillOptions()
    options.nanoseconds = 600_000_000_000
    options.facts = bitcoin
    var run = DryRunSettings()
    run.engine.grid.spacing = .basisPoints(BasisPoints(hundredths: 300))
    run.engine.grid.floorBasisPoints = .zero
    run.engine.grid.floorWidth = .zero
    run.engine.grid.size = .notional(DecimalNumber(mantissa: 200, decimals: 0))
    change(&run)
    options.run = run
    return options
  }

  @Test(
    "VENUE-09 A configuration's drill trades at its own price, where its caps mean what they say")
  func ownPrice() throws {
    let options = Self.options {
      $0.engine.risk.maximumPosition = DecimalNumber(mantissa: 12, decimals: 3)
    }
    var fills = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      var world = try World(options.plan(seed))
      world.play()
      #expect(world.violation == nil)
      #expect((500_000...700_000).contains(world.stage.run.engine.mid?.ticks ?? 0))
      fills += world.bookedFills
    }

    #expect(options.plan(1).positionCap == 12)
    #expect(fills > 60, "12 thousandths of a coin are four rungs, not the twentieth of one")
  }

  @Test("VENUE-09 A seed's market goes the same way at every price and tick")
  func sameWay() {
    let own = MadeMarket.tape(.gap, seed: 5, nanoseconds: 60_000_000_000)
    let scaled = MadeMarket.tape(.gap, seed: 5, nanoseconds: 60_000_000_000, Self.bitcoin)
    let coarse = MadeMarket.tape(
      .gap, seed: 5, nanoseconds: 60_000_000_000,
      MarketFacts(instrument: Self.bitcoin.instrument, startTicks: 100))

    #expect(own.header.lastTime == scaled.header.lastTime)
    #expect(own.header.counts.trades == coarse.header.counts.trades)
    #expect(own.header.counts.levels == coarse.header.counts.levels)
  }

  @Test("VENUE-09 A configuration is crashed, limited and delayed like a drawn strategy")
  func drawnLikeOthers() {
    let options = Self.options { _ in }
    let plans = (1...60).map { options.plan($0) }
    let own = (1...60).map { WorldPlan(seed: $0, nanoseconds: options.nanoseconds) }

    #expect(plans.map(\.restarts) == own.map(\.restarts))
    #expect(plans.contains { !$0.restarts.isEmpty })
    #expect(
      plans.map(\.run.venue.limits.weightPerMinute) == own.map(\.run.venue.limits.weightPerMinute))
    #expect(
      plans.map(\.run.venue.orderLatencyNanoseconds)
        == own.map(\.run.venue.orderLatencyNanoseconds))
    #expect(plans.allSatisfy { $0.run.engine == options.run?.engine })
  }

  @Test("VENUE-09 What a configuration says about its venue is not drawn")
  func saidIsKept() {
    let options = Self.options {
      $0.venue.orderLatencyNanoseconds = 30_000_000
      $0.venue.limits.weightPerMinute = 2_400
      $0.venue.maximumBatch = 7
    }
    let plans = (1...20).map { options.plan($0) }

    #expect(plans.allSatisfy { $0.run.venue.orderLatencyNanoseconds == 30_000_000 })
    #expect(plans.allSatisfy { $0.run.venue.limits.weightPerMinute == 2_400 })
    #expect(plans.allSatisfy { $0.run.venue.maximumBatch == 7 })
  }

  @Test("VENUE-09 A drill says of how many worlds nothing was tried, and what kept rungs empty")
  func hardlyTraded() throws {
    var options = Self.options {
      $0.engine.risk.maximumPosition = DecimalNumber(mantissa: 1, decimals: 3)
    }
    options.seeds = 5
    options.kinds = []
    let idle = try Drill.run(options)
    options.run?.engine.risk.maximumPosition = nil
    let busy = try Drill.run(options)

    #expect(idle.idleSeeds == [1, 2, 3, 4, 5])
    #expect(idle.idleReasons.mostFrequent(1) == [.exposureAboveCap])
    #expect(busy.idleSeeds.isEmpty)
  }
}
