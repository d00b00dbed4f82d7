import Market
import Testing
import Venue

@testable import Engine

@Suite("One number for one thing")
struct OneNumberTests {
  @Test(
    "LEDGER-04 RISK-01 The books and the risk panel tell one worst case, and when the venue told its position"
  )
  func worstCase() throws {
    var desk = try Desk.withStops { $0.exits.stop.venueShare = BasisPoints(hundredths: 1_000_000) }
    desk.fill(1, 5)
    let exits = desk.snapshot.legs.map(\.id.generation)
    for exit in exits { desk.accept(exit) }
    #expect(exits.count == 2, "a take-profit and a stop, of which one fills")
    let snapshot = desk.snapshot
    #expect(snapshot.ledger.worstLong == snapshot.exposure.worstLong)
    #expect(snapshot.ledger.worstShort == snapshot.exposure.worstShort)
    #expect(snapshot.ledger.worstShort.steps == -10, "both sells that open, and the lot's one exit")
    let asOf = try #require(desk.engine.agreement.rounds.account?.asOf)
    #expect(snapshot.ledger.venueAsOf == asOf)
  }

  @Test(
    "CONSOLE-05 RISK-04 What a flatten shows as worst is the limit that it sends, and the last one too"
  )
  func flatten() throws {
    var desk = try Desk.standing {
      $0.risk.flattenSlippage = [BasisPoints(hundredths: 10_000), BasisPoints(hundredths: 50_000)]
    }
    desk.fill(1, 5)
    let preview = CommandPreview(of: .flatten, on: desk.engine)
    #expect(preview.worstPrice?.ticks == 990 && preview.widestPrice?.ticks == 950)
    desk.command(.flatten)
    for number in [2, 3, 4] as [UInt64] { desk.cancelled(number) }
    #expect(desk.cancelled(5) == ["+6 sell 5@990 ioc reduce"])
    desk.cancelled(6, .immediate)
    #expect(desk.deadline() == ["+7 sell 5@950 ioc reduce"])
  }

  @Test(
    "CONSOLE-05 What closing a lot shows as worst is the limit that it sends, within the collar")
  func close() throws {
    var desk = try Desk.standing {
      $0.exits.closing.slippage = BasisPoints(hundredths: 50_000)
      $0.risk.losses.priceCollar = BasisPoints(hundredths: 30_000)
    }
    desk.fill(1, 5)
    desk.command(.pause(.buy))
    desk.cancelled(2)
    let id = try #require(desk.snapshot.lots.first?.id)
    let preview = CommandPreview(of: .closeLot(id), on: desk.engine)
    #expect(preview.worstPrice?.ticks == 970 && preview.widestPrice == nil)
    desk.command(.closeLot(id))
    #expect(desk.cancelled(5).contains("+6 sell 5@970 ioc reduce"))
  }

  @Test("EXIT-01 EXIT-06 A fill of both legs carries the position id that its client id names")
  func excess() throws {
    var desk = try Desk.withStops { $0.exits.stop.venueShare = BasisPoints(hundredths: 1_000_000) }
    desk.fill(1, 5)
    let exits = desk.snapshot.legs.map(\.id.generation)
    for exit in exits { desk.accept(exit) }
    let lot = try #require(desk.snapshot.lots.first?.id)
    for exit in exits { desk.fill(exit, 5) }
    let told = desk.records.filter { $0.purpose?.isExit ?? false }
    #expect(told.map(\.lot) == [lot, lot])
  }
}
