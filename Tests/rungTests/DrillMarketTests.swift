import Configuration
import Engine
import Market
import SimulatedVenue
import Simulation
import Testing

@testable import rung

/// The market in which a configuration is drilled.
@Suite("Markets of drills")
struct DrillMarketTests {
  private func decimal(_ mantissa: Int64, _ decimals: Int = 0) -> DecimalNumber {
    DecimalNumber(mantissa: mantissa, decimals: decimals)
  }

  private func market(_ change: (inout Configuration) -> Void) throws -> MarketFacts {
    var configuration = Configuration()
    change(&configuration)
    return try configuration.drillMarket()
  }

  @Test("VENUE-09 A drill of a configuration begins at its price, with its fees and minimum")
  func price() throws {
    let facts = try market {
      $0.generated.market.price = decimal(3_000)
      $0.venueRules.minimumNotional = decimal(5)
      $0.venueRules.makerFee = FeeRate(hundredMillionths: 10_000)
      $0.engine.grid.size = .base(decimal(5, 2))
    }

    #expect(facts.instrument.tick == decimal(1, 1) && facts.startTicks == 30_000)
    #expect(facts.instrument.minimumNotional == facts.instrument.money(decimal(5)))
    #expect(facts.instrument.makerFee == FeeRate(hundredMillionths: 10_000))
    #expect(facts.rungSteps == 50)
  }

  @Test("VENUE-09 Where no price is set, the bounds or stop lines say where a drill begins")
  func bounds() throws {
    let between = try market {
      $0.engine.grid.lower = decimal(2_900)
      $0.engine.grid.upper = decimal(3_100)
    }
    let beneath = try market { $0.engine.grid.upper = decimal(5_000) }
    let lines = try market {
      $0.engine.exits.stop.place = .line
      $0.engine.exits.stop.lineBelow = decimal(100_000)
      $0.engine.exits.stop.lineAbove = decimal(120_000)
    }
    let inside = try market { $0.engine.grid.lower = decimal(50_000) }

    #expect(between.startTicks == 30_000)
    #expect(beneath.startTicks == 49_000)
    #expect(lines.startTicks == 1_100_000)
    #expect(inside.startTicks == 600_000)
  }

  @Test("VENUE-09 A coin worth cents is drilled with ticks and steps of its own size")
  func cheap() throws {
    let facts = try market {
      $0.engine.grid.lower = decimal(4, 1)
      $0.engine.grid.upper = decimal(6, 1)
      $0.engine.grid.size = .base(decimal(25, 0))
    }

    #expect(facts.instrument.tick == decimal(1, 6) && facts.startTicks == 500_000)
    #expect(facts.instrument.step == decimal(1, 1) && facts.rungSteps == 250)
  }

  @Test("VENUE-09 A price that makes no market is refused with its key")
  func refused() {
    #expect(throws: ParameterError.self) {
      try market { $0.generated.market.price = decimal(1, 12) }
    }
    #expect(throws: ParameterError.self) {
      try market { $0.generated.market.price = decimal(1_000_000_000) }
    }
  }
}
