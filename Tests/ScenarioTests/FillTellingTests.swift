import Engine
import Market
import Session
import SimulatedVenue
import Testing

/// Dry runs at venues that tell of fills in other ways than one by one with a number.
@Suite("How fills are told")
struct FillTellingTests {
  private static let kinds: [FaultKind] = [
    .drop, .delay, .duplicate, .reorder, .loseReport, .loseFill, .earlyFill, .lateFill, .staleFills,
    .disconnect,
  ]

  private func world(
    _ rule: RuleSettings.FillRule, seed: UInt64, latency: Bool, faults: Bool
  ) throws -> DryRun {
    var market = GeneratedMarketSettings()
    market.style = .mixed
    market.seed = seed
    market.updatesPerSecond = 4
    var settings = DryRunSettings()
    settings.engine.grid.spacing = .basisPoints(BasisPoints(hundredths: 200))
    settings.engine.grid.floorWidth = .zero
    settings.engine.grid.floorBasisPoints = .zero
    settings.venue.rules.fills = rule
    if latency {
      settings.venue.orderLatencyNanoseconds = 40_000_000
      settings.venue.feedLatencyNanoseconds = 20_000_000
    }
    if faults {
      for kind in FillTellingTests.kinds {
        settings.network.rates[kind] = kind.measure == .perMillion ? 60_000 : 12_000
      }
    }
    return try DryRun(.generated(market), settings: settings)
  }

  private func play(_ world: inout DryRun, minutes: Int64) {
    let end = world.time.advanced(byNanoseconds: minutes * 60_000_000_000)
    while let next = world.nextTime, next <= end { world.advance() }
  }

  @Test(
    "LEDGER-01 LEDGER-03 Without numbers, or with totals, every fill counts once, on a bad line too",
    arguments: [RuleSettings.FillRule.unnumbered, .totals], 1...4 as ClosedRange<UInt64>)
  func everyFillOnce(rule: RuleSettings.FillRule, seed: UInt64) throws {
    var world = try world(rule, seed: seed, latency: true, faults: true)
    play(&world, minutes: 30)
    let atFaults = world.network.counts.total
    world.perform(.freeze)
    world.heal()
    play(&world, minutes: 3)
    let snapshot = world.snapshot()

    #expect(atFaults > 20)
    #expect(snapshot.counters.fills > 20)
    #expect(world.engine.position == world.venue.position, "seed \(seed)")
    #expect(snapshot.ledger.adjusted == 0, "seed \(seed): by fills, not by adjusting")
    #expect(snapshot.ledger.sources.contradictions == 0)
    let told = world.venue.totals(by: world.time)
    #expect(snapshot.account.fees == told.reduce(.zero) { $0 + $1.fee }, "seed \(seed)")
  }

  @Test(
    "LEDGER-03 However fills are told, a grid on a good line ends the same",
    arguments: RuleSettings.FillRule.allCases)
  func sameEnd(rule: RuleSettings.FillRule) throws {
    var plain = try world(.numbered, seed: 5, latency: false, faults: false)
    var told = try world(rule, seed: 5, latency: false, faults: false)
    play(&plain, minutes: 30)
    play(&told, minutes: 30)
    let (one, other) = (plain.snapshot(), told.snapshot())

    #expect(one.counters.fills > 20)
    #expect(other.account.position == one.account.position)
    #expect(other.account.realised == one.account.realised)
    #expect(other.account.fees == one.account.fees)
    #expect(other.lots.map(\.open) == one.lots.map(\.open))
  }
}
