import Engine
import Market
import Session
import SimulatedVenue
import Testing
import Venue

@Suite("Long silences and high rates of faults")
struct SilenceTests {
  private static let year: Int64 = 31_536_000_000_000_000

  /// Two minutes of a market, so many years of nothing, and two more minutes, that often.
  private static func tape(leaps: Int, years: Int64) throws -> Tape {
    var text = "# format: tape v1\n# tick: 0.1\n# lot: 0.001\n"
    var (time, message) = (Int64(1_723_161_600_000_000_000), 0)
    for _ in 0...leaps {
      for second in 0..<120 {
        message += 1
        for level in 0..<5 {
          text += "\(time),\(message),L,B,\(9_999 - level - second % 2),5\n"
          text += "\(time),\(message),L,A,\(10_001 + level + second % 2),5\n"
        }
        time += 1_000_000_000
      }
      time += years * year
    }
    return try WildMarket.tape(of: text)
  }

  private static func settings(latency: Int64, faults: FaultRates = FaultRates())
    -> DryRunSettings
  {
    var settings = DryRunSettings()
    settings.venue.orderLatencyNanoseconds = latency
    settings.venue.feedLatencyNanoseconds = latency
    settings.venue.events.fundingHundredMillionths = 10_000
    settings.network.rates = faults
    return settings
  }

  /// Plays to the end, unless that takes more steps; returns how many it took.
  private static func play(_ world: inout DryRun, within most: Int) -> Int? {
    for step in 0..<most where !world.advance() { return step }
    return nil
  }

  @Test(
    "DATA-01 A silence of years is lived through for a day and a minute, not for each poll",
    arguments: [0, 5_000_000])
  func leaps(latency: Int64) throws {
    let tape = try Self.tape(leaps: 3, years: 50)
    var world = try DryRun(tape: tape, settings: Self.settings(latency: latency))
    let steps = try #require(Self.play(&world, within: 600_000), "it does not end")

    #expect(world.time == tape.header.lastTime.advanced(byNanoseconds: latency))
    #expect(world.updateIndex == tape.header.counts.updates)
    #expect(steps < 300_000, "\(steps) steps for three leaps")
  }

  @Test("DATA-01 What faults would have begun in a long silence begins after it")
  func leapsWithFaults() throws {
    var rates = FaultRates()
    for kind in FaultKind.allCases where kind.measure == .perHour { rates[kind] = kind.usualRate }
    let tape = try Self.tape(leaps: 1, years: 100)
    var world = try DryRun(tape: tape, settings: Self.settings(latency: 5_000_000, faults: rates))
    #expect(Self.play(&world, within: 1_000_000) != nil)
  }

  @Test("A silence of an hour is lived through whole: no moment in it is skipped")
  func shortSilence() throws {
    var text = "# format: tape v1\n# tick: 0.1\n# lot: 0.001\n"
    for (message, time) in [0, 1, 3_600].enumerated() {
      let stamp = 1_723_161_600_000_000_000 + Int64(time) * 1_000_000_000
      text += "\(stamp),\(message),L,B,99,5\n\(stamp),\(message),L,A,101,5\n"
    }
    var world = try DryRun(
      tape: WildMarket.tape(of: text), settings: Self.settings(latency: 0))
    var longest: Int64 = 0
    var before = world.time
    while world.advance() {
      longest = max(longest, world.time.nanoseconds(since: before))
      before = world.time
    }
    #expect(longest < 120_000_000_000)
  }

  @Test(
    "VENUE-03 A market ends though a fault begins as often as may be",
    arguments: FaultKind.allCases.filter { $0.measure == .perHour })
  func highestRate(kind: FaultKind) throws {
    var rates = FaultRates()
    rates[kind] = FaultRates.range(of: kind).upperBound
    try Self.expectEnd(rates)
  }

  @Test("VENUE-03 A market ends though all faults begin as often as may be")
  func allHighestRates() throws {
    var rates = FaultRates()
    for kind in FaultKind.allCases where kind.measure == .perHour {
      rates[kind] = FaultRates.range(of: kind).upperBound
    }
    try Self.expectEnd(rates)
  }

  private static func expectEnd(_ rates: FaultRates) throws {
    var market = GeneratedMarketSettings()
    market.updatesPerSecond = 2
    market.lengthNanoseconds = 1_800_000_000_000
    var settings = settings(latency: 0, faults: rates)
    settings.venue.events.fundingHundredMillionths = 0
    var world = try DryRun(.generated(market), settings: settings)
    let steps = play(&world, within: 3_000_000)
    #expect(steps != nil, "it does not end")
    #expect(world.updateIndex >= 3_000, "the whole market is played")
  }
}
