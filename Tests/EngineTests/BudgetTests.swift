import Market
import Testing
import Venue

@testable import Engine

/// What entries may spend, and what sells need at hand.
@Suite("Budgets of quote and base")
struct BudgetTests {
  @Test("OPEN-07 Buys reserve quote with fees, and what is spent is gone")
  func quote() throws {
    var desk = try Desk(makerFee: 1_000_000) {
      $0.risk.quoteBudget = amount(9_999)
    }
    #expect(
      desk.book(999, 1_001) == ["+1 buy 5@990", "+2 buy 5@980", "+3 sell 5@1010", "+4 sell 5@1020"])
    #expect(desk.snapshot.exposure.reservedQuote == tenths(98_500 + 985))
    #expect(desk.command(.placeManual(.buy, Price(ticks: 900))).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .quoteReserved)
  }

  @Test("OPEN-07 What closing a short lot would cost is reserved too, fees included")
  func quoteOfExits() throws {
    var desk = try Desk(makerFee: 1_000_000) {
      $0.risk.quoteBudget = amount(5_000)
    }
    #expect(desk.book(999, 1_001) == ["+1 buy 5@990", "+2 sell 5@1010", "+3 sell 5@1020"])
    desk.accept(1, 2, 3)
    #expect(desk.say(.filled(desk.makeFill(2, 5, fee: 50))) == ["+4 buy 5@990 reduce"])
    #expect(
      desk.rungs.first { $0.hasPrefix("buy 980") } == "buy 980 QUOTE_RESERVED",
      "10,000 is there, 5,000 stands at 990, and the exit needs as much")
    desk.accept(4)
    #expect(desk.say(.filled(desk.makeFill(4, 5, fee: 50))) == ["+5 sell 5@1010"])
    #expect(desk.rungs.first { $0.hasPrefix("buy 980") } == "buy 980 QUOTE_RESERVED")
  }

  @Test("OPEN-07 A buy gives way where a stop costs more than what its lot was sold for")
  func quoteOfStops() throws {
    var capabilities = Desk.capabilities
    capabilities.triggerReferences = [.mark]
    var desk = try Desk(capabilities: capabilities) {
      $0.risk.quoteBudget = amount(9_900)
      $0.exits.stop.place = .away(BasisPoints(hundredths: 50_000))
    }
    #expect(
      desk.book(999, 1_001) == ["+1 buy 5@990", "+2 buy 5@980", "+3 sell 5@1010", "+4 sell 5@1020"])
    desk.accept(1, 2, 3, 4)
    let words = desk.fill(3, 5)
    #expect(words.first == "-2", "the stop at 1,061 needs 255 more than 5,050")
    #expect(words.count == 3 && words.allSatisfy { !$0.contains("+") || $0.contains("reduce") })
    #expect(desk.cancelled(2).isEmpty)
    #expect(desk.rungs[1] == "buy 980 QUOTE_RESERVED")
  }

  @Test("OPEN-07 Sells reserve the base asset where the account must have it")
  func base() throws {
    var desk = try Desk {
      $0.risk.requireBaseForShort = true
      $0.risk.baseBudget = amount(7)
    }
    #expect(desk.book(999, 1_001) == ["+1 buy 5@990", "+2 buy 5@980", "+3 sell 5@1010"])
    #expect(desk.snapshot.grid.rungs[3].reason == Reason(.baseReserved, value: 5, limit: 2))
  }

  @Test(
    "OPEN-07 A leg of a closed lot keeps its base asset until it has ended",
    arguments: [true, false])
  func baseOfClosedLot(isReduceOnly: Bool) throws {
    var desk = try Desk.standing {
      $0.risk.requireBaseForShort = true
      $0.risk.baseBudget = amount(10)
      $0.exits.reduceOnlyWhereCovered = isReduceOnly
    }
    desk.fill(1, 5)
    desk.accept(5)
    desk.say(.filled(Desk.fill(900, of: .foreign(4_711), .sell, 5, at: desk.now)))
    for number in [2, 3, 4] as [UInt64] { desk.cancelled(number) }
    desk.command(.unfreeze)
    #expect(desk.rungs.suffix(2) == ["sell 1010 inFlight", "sell 1020 BASE_RESERVED"])
    #expect(desk.cancelled(5).contains { $0.hasSuffix("sell 5@1020") })
  }
}
