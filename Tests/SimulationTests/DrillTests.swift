import Engine
import Market
import Session
import SimulatedVenue
import Testing

@testable import Simulation

/// Drills: many worlds, one report.
@Suite("Drills")
struct DrillTests {
  private static func options(_ change: (inout DrillOptions) -> Void = { _ in }) -> DrillOptions {
    var options = DrillOptions()
    options.seeds = 4
    options.nanoseconds = 120_000_000_000
    change(&options)
    return options
  }

  @Test("VENUE-03 A report is the same however many worlds are played at once")
  func threads() throws {
    let one = try Drill.run(Self.options())
    let many = try Drill.run(Self.options { $0.threads = 3 })

    #expect(one.steps == many.steps)
    #expect(one.faults == many.faults)
    #expect(one.recoveries == many.recoveries)
    #expect(one.violations == many.violations)
    #expect(one.seeds == 4)
  }

  @Test("VENUE-03 A kind of fault that was asked for and never occurred costs a point and coverage")
  func coverage() throws {
    let report = try Drill.run(
      Self.options {
        $0.seeds = 1
        $0.nanoseconds = 1_000_000_000
        $0.kinds = [.clockSkew]
        $0.needsCoverage = true
      })

    #expect(report.missedFaults == [.clockSkew])
    #expect(report.score < 100)
    #expect(!report.isClean)
  }

  @Test("VENUE-03 A configuration's strategy, venue and faults are those of every world")
  func configured() throws {
    var configured = DryRunSettings()
    configured.engine.grid.levels = 2
    configured.venue.rules.amend = .none
    configured.network.rates[.drop] = 100_000
    let plans = (1...20).map { seed in Self.options { $0.run = configured }.plan(seed) }

    #expect(plans.allSatisfy { $0.run.engine.grid.levels == 2 })
    #expect(plans.allSatisfy { $0.run.venue.rules.amend == .none && $0.run.venue.keepsHistory })
    #expect(plans.allSatisfy { $0.run.network.rates == configured.network.rates })
    #expect(Set(plans.map(\.run.network.seed)).count == 20, "the draws follow the seed")
  }

  @Test("VENUE-03 Rates of a drill are those of every world")
  func rates() throws {
    var rates = FaultRates()
    rates[.reject] = 1_000_000
    let report = try Drill.run(
      Self.options {
        $0.rates = rates
        $0.kinds = [.reject]
        // Nobody else trades in this world.
        $0.seeds = 1
      })

    #expect(report.faults.reduce(0, +) == report.faults[Int(FaultKind.reject.rawValue)])
    #expect(report.faults[Int(FaultKind.reject.rawValue)] > 0 && report.fills == 0)
  }

  @Test("VENUE-03 Without faults nothing occurs")
  func faultless() throws {
    let report = try Drill.run(Self.options { $0.kinds = [] })

    #expect(report.faults.allSatisfy { $0 == 0 })
    #expect(report.nanoseconds > 4 * 120_000_000_000)
  }
}
