import Market
import Testing
import Venue

@testable import Engine

@Suite("A crossed book")
struct CrossedBookTests {
  @Test("GRID-09 A crossed book moves no mark, no drawdown and no day's loss; a sound one does")
  func mark() throws {
    var desk = try Desk.standing { $0.market.staleAfterNanoseconds = 0 }
    desk.fill(1, 5)
    let before = desk.snapshot

    desk.book(1_200, 1_001)
    desk.book(999, 700)

    #expect(desk.snapshot.market.mid == Price(ticks: 1_000))
    #expect(desk.snapshot.account.unrealised == before.account.unrealised)
    #expect(desk.snapshot.account.maximumDrawdown == before.account.maximumDrawdown)
    desk.book(979, 981)
    #expect(desk.snapshot.market.mid == Price(ticks: 980))
  }

  @Test("EXIT-03 A watched stop isn't fired by a crossed book, and counts as no protection")
  func watchedStop() throws {
    var desk = try Desk.standing(capabilities: Self.withoutTriggers) {
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
      $0.market.staleAfterNanoseconds = 0
    }
    desk.fill(1, 5)
    #expect(desk.snapshot.exposure.naked == .zero)

    #expect(desk.book(999, 800) == [])
    #expect(desk.snapshot.exposure.naked == Quantity(steps: 5))
    #expect(!desk.snapshot.log.contains { $0.tag == .stopFired })
    #expect(desk.book(969, 971).contains("-5"), "its take-profit makes way")
    #expect(desk.snapshot.log.contains { $0.tag == .stopFired })
  }

  @Test("EXIT-08 A take-profit that would cross waits while the book is crossed, then takes")
  func takeProfit() throws {
    var desk = try Desk.standing { $0.market.staleAfterNanoseconds = 0 }
    let sent = desk.fill(1, 5)
    #expect(sent == ["+5 sell 5@1000 reduce"])
    desk.book(1_050, 1_001)
    #expect(desk.reject(5, .wouldCross) == [])
    desk.wait(milliseconds: 2_000)
    #expect(desk.book(1_050, 1_001).allSatisfy { !$0.contains("ioc") })
    desk.wait(milliseconds: 2_000)
    #expect(desk.book(1_010, 1_012).contains("+6 sell 5@1000 ioc reduce"))
  }

  private static var withoutTriggers: VenueCapabilities {
    var capabilities = Desk.capabilities
    capabilities.triggerReferences = []
    return capabilities
  }
}
