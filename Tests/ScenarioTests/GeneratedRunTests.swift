import Engine
import Market
import SimulatedVenue
import Testing

@testable import Session

/// Dry runs on generated markets.
@Suite("Runs on generated markets")
struct GeneratedRunTests {
  private func world(_ style: MarketStyle, latency: Bool = false, faults: Bool = false) throws
    -> DryRun
  {
    var market = GeneratedMarketSettings()
    market.style = style
    market.seed = 3
    market.updatesPerSecond = 2
    var settings = DryRunSettings()
    settings.engine.grid.spacing = .basisPoints(BasisPoints(hundredths: 300))
    settings.engine.grid.floorWidth = .zero
    settings.engine.grid.floorBasisPoints = .zero
    if latency {
      settings.venue.orderLatencyNanoseconds = 40_000_000
      settings.venue.feedLatencyNanoseconds = 20_000_000
      settings.venue.feedJitterNanoseconds = 50_000_000
    }
    if faults { settings.network.rates = FaultRates(FaultKind.allCases) }
    return try DryRun(.generated(market), settings: settings)
  }

  @Test(
    "VENUE-02 A grid trades on every style, at once and delayed, and the books agree",
    arguments: MarketStyle.allCases, [false, true])
  func trades(style: MarketStyle, latency: Bool) throws {
    var world = try world(style, latency: latency)
    let end = world.time.advanced(byNanoseconds: 40 * 60_000_000_000)
    while let next = world.nextTime, next <= end { world.advance() }

    #expect(world.nextTime != nil, "it never ends")
    #expect(world.engine.counters.submitted > 10)
    #expect(world.engine.counters.fills > 0)
    if !latency { #expect(world.engine.position == world.venue.position) }
    #expect(world.updateCount == nil)
  }

  @Test(
    "VENUE-02 A market's silences shift no clock: delayed or with a fault, books agree to the end",
    arguments: [MarketStyle.halt, .mixed], [false, true])
  func silences(style: MarketStyle, isFaulty: Bool) throws {
    var market = GeneratedMarketSettings()
    market.style = style
    market.seed = 1
    market.updatesPerSecond = 2
    market.lengthNanoseconds = 3 * 3_600_000_000_000
    var settings = DryRunSettings()
    if isFaulty {
      settings.network.rates[.duplicate] = 50_000
    } else {
      settings.venue.orderLatencyNanoseconds = 5_000_000
    }
    var world = try DryRun(.generated(market), settings: settings)
    let start = world.time
    var moves = 0
    while moves < 200_000, world.advance() { moves += 1 }

    #expect(world.nextTime == nil, "it ends")
    #expect(world.time.nanoseconds(since: start) > 170 * 60_000_000_000)
    #expect(world.engine.counters.fills > 10)
    #expect(world.snapshot().ledger.adjustments.isEmpty)
    #expect(world.engine.position == world.venue.position)
  }

  @Test(
    "GRID-09 RECON-09 In a halt the book is stale, opens are pulled at 5 s, the stream opened anew",
    arguments: [false, true])
  func halt(latency: Bool) throws {
    var market = GeneratedMarketSettings()
    market.style = .halt
    market.seed = 1
    var settings = DryRunSettings()
    if latency { settings.venue.orderLatencyNanoseconds = 5_000_000 }
    let halt = firstHalt(of: market)
    var world = try DryRun(.generated(market), settings: settings)
    func snapshot(secondsIn seconds: Int64) -> Snapshot {
      let moment = halt.begin.advanced(byNanoseconds: seconds * 1_000_000_000)
      while let next = world.nextTime, next <= moment { world.advance() }
      return world.snapshot()
    }

    let held = snapshot(secondsIn: 4)
    #expect(held.market.condition == .stale && !held.pendingOpens.isEmpty)
    let pulled = snapshot(secondsIn: 6)
    #expect(pulled.log.contains { $0.tag == .marketBlocked && $0.reason?.code == .bookStale })
    #expect(pulled.pendingOpens.isEmpty)
    let late = snapshot(secondsIn: 26)
    #expect(late.time < halt.end)
    #expect(late.log.contains { $0.tag == .channelSilent && $0.time > halt.begin })
  }

  /// The last update before a generated market's first silence, and the one that ends it.
  private func firstHalt(of settings: GeneratedMarketSettings) -> (begin: Instant, end: Instant) {
    var market = GeneratedMarket(settings)
    var begin = settings.start
    while let update = market.next(), !update.kinds.contains(.gap) { begin = update.time }
    return (begin, market.nextTime ?? begin)
  }

  @Test("VENUE-02 CONSOLE-08 It can be stepped, jumped and gone back on", arguments: [false, true])
  func timeline(delayed: Bool) throws {
    var timeline = Timeline(
      try world(.mixed, latency: delayed, faults: delayed), interval: 64)
    var seen: [(move: Int, time: Instant, hash: UInt64)] = []
    for _ in 0..<600 {
      timeline.advance()
      seen.append((timeline.position, timeline.world.time, timeline.world.stateHash))
    }
    for index in [599, 20, 311, 64, 310, 0] {
      timeline.jump(toMove: seen[index].move)
      #expect(timeline.world.stateHash == seen[index].hash, "move \(index)")
    }
    timeline.jump(to: seen[400].time)
    let last = seen.last { $0.time <= seen[400].time }
    #expect(timeline.world.stateHash == last?.hash)
    timeline.step(.event, .back)
    timeline.step(.event, .forward)
    #expect(timeline.world.stateHash == last?.hash)
  }

  @Test("VENUE-02 A step to what never comes gives up after some hours")
  func givesUp() throws {
    var market = GeneratedMarketSettings()
    market.updatesPerSecond = 1
    var settings = DryRunSettings()
    settings.engine.grid.lower = DecimalNumber(mantissa: 1, decimals: 0)
    settings.engine.grid.upper = DecimalNumber(mantissa: 2, decimals: 0)
    market.volatilityHundredths = 1
    var timeline = Timeline(try DryRun(.generated(market), settings: settings), interval: 100_000)
    let start = timeline.world.time
    let isThere = timeline.step(.fill, .forward)

    #expect(!isThere)
    #expect(timeline.world.time.nanoseconds(since: start) >= 6 * 3_600_000_000_000)
  }
}
