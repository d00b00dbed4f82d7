import Engine
import Market
import Session
import SimulatedVenue
import Testing
import Venue

/// Fills that the private stream lost, at a venue that lists few of them at a time.
@Suite("Paged fills")
struct PagedFillsTests {
  /// A bid and an ask every second; one trade goes through three rungs at once.
  private static var tape: String {
    var text = "# format: tape v1\n# tick: 0.1\n# lot: 0.001\n"
    for message in 0..<150 {
      let time = 1_723_161_600_000_000_000 + message * 1_000_000_000
      let (bid, ask) = message < 3 ? ("9999.9", "10000.1") : ("9969.9", "9970.1")
      if message == 3 { text += "\(time - 500_000_000),\(2 * message - 1),T,S,9970,1\n" }
      for line in ["C,,,", "L,B,\(bid),5", "L,A,\(ask),5"] {
        text += "\(time),\(2 * message),\(line)\n"
      }
    }
    return text
  }

  /// The world at the tape's end: of what the venue tells, every fill is lost on the stream.
  private func world(_ paging: FillPaging, _ fillsPerPage: Int) throws -> DryRun {
    var settings = DryRunSettings()
    settings.engine.grid.levels = 3
    settings.engine.grid.spacing = .basisPoints(BasisPoints(hundredths: 1_000))
    settings.engine.grid.recentreHundredths = 100_000
    settings.engine.grid.direction = .long
    settings.engine.grid.size = .steps(10)
    settings.engine.grid.floorWidth = .zero
    settings.venue.memory.fillsPerPage = fillsPerPage
    settings.venue.memory.paging = paging
    settings.network.rates[.loseFill] = 1_000_000
    var world = try DryRun(tape: WildMarket.tape(of: Self.tape), settings: settings)
    world.run()
    return world
  }

  @Test(
    "LEDGER-03 Fills of one moment that the stream lost are all fetched, whatever a page holds",
    arguments: [1, 2, 3, 2_000])
  func byFill(fillsPerPage: Int) throws {
    let world = try world(.byFill, fillsPerPage)
    let snapshot = world.snapshot()
    let instrument = world.source.instrument

    #expect(world.engine.position == world.venue.position)
    #expect(snapshot.lots.map(\.entry.ticks) == [99_900, 99_800, 99_700])
    #expect(snapshot.pendingOpens.isEmpty, "no rung that filled is left a ghost")
    #expect(snapshot.ledger.adjustments.isEmpty)
    #expect(snapshot.control.alarms.isEmpty)
    let unrealised = try #require(snapshot.account.unrealised)
    let gross = snapshot.account.realised + unrealised + snapshot.account.fees
    #expect(instrument.text(gross).hasPrefix("-0.30"), "20 and 10 under two entries, of 0.01")
  }

  @Test(
    "LEDGER-03 What a venue fills and can't list is booked at the orders' own prices, and alarms",
    arguments: [1, 2])
  func byTime(fillsPerPage: Int) throws {
    let world = try world(.byTime, fillsPerPage)
    let snapshot = world.snapshot()
    let instrument = world.source.instrument

    #expect(world.engine.position == world.venue.position)
    #expect(snapshot.lots.map(\.entry.ticks) == [99_900, 99_800, 99_700])
    #expect(snapshot.pendingOpens.isEmpty, "no rung that filled is left a ghost")
    let unlisted = snapshot.ledger.adjustments.map(\.price.ticks)
    #expect(unlisted == (fillsPerPage == 1 ? [99_800, 99_700] : [99_700]))
    #expect(snapshot.ledger.adjustments.allSatisfy { $0.cause == .unlisted })
    #expect(snapshot.control.alarms == [.fillsUnlisted], "no drift, and the breaker lets opens go")
    #expect(!snapshot.reconcile.barsOpens)
    let unrealised = try #require(snapshot.account.unrealised)
    let gross = snapshot.account.realised + unrealised + snapshot.account.fees
    #expect(instrument.text(gross).hasPrefix("-0.30"))
  }
}
