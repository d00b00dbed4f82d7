import Market
import Testing
import Venue

@testable import Engine

/// The largest size, the furthest price and the highest rate of orders.
@Suite("Caps on single orders")
struct OrderCapTests {
  @Test("RISK-02 Caps on a side's opens and on one order's size refuse, each with its reason")
  func sizeCaps() throws {
    var side = try Desk { $0.risk.losses.maximumSideExposure = amount(9) }
    #expect(side.book(999, 1_001) == ["+1 buy 5@990", "+2 sell 5@1010"])
    #expect(
      side.snapshot.grid.rungs[1].reason == Reason(.sideExposureAboveCap, value: 10, limit: 9))
    var size = try Desk { $0.risk.losses.maximumOrderSize = amount(4) }
    #expect(size.book(999, 1_001).isEmpty)
    #expect(size.snapshot.grid.rungs[0].reason == Reason(.orderSizeAboveCap, value: 5, limit: 4))
  }

  @Test("RISK-02 An order far from the mid is taken for a mistake")
  func collar() throws {
    var desk = try Desk { $0.risk.losses.priceCollar = BasisPoints(hundredths: 100_000) }
    desk.book(999, 1_001)
    #expect(desk.command(.placeManual(.buy, Price(ticks: 899))).isEmpty)
    #expect(desk.snapshot.log.last?.reason == Reason(.beyondCollar, value: 899, limit: 1_000))
    #expect(desk.command(.placeManual(.buy, Price(ticks: 900))).count == 1)
    #expect(desk.command(.placeManual(.sell, Price(ticks: 10_000))).isEmpty)
  }

  @Test("RISK-02 Orders within ten seconds are capped; exits have a share of their own")
  func rate() throws {
    var desk = try Desk {
      $0.risk.losses.maximumOrderRate = 4
      $0.risk.losses.rateReserve = BasisPoints(hundredths: 250_000)
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    #expect(desk.book(999, 1_001).count == 3)
    desk.accept(1, 2, 3)
    #expect(desk.snapshot.grid.rungs[3].reason == Reason(.sendRateAboveCap, value: 3, limit: 3))
    #expect(desk.fill(1, 5) == ["+4 sell 5@1000 reduce"], "an exit goes")
    #expect(desk.snapshot.risk.sentInTenSeconds == 4)
    desk.accept(4)
    #expect(desk.pass(milliseconds: 9_000).isEmpty)
    #expect(desk.pass(milliseconds: 2_000) == ["+5 sell 5@1020"])
  }

  @Test("RISK-02 No ten seconds have more orders than the cap, wherever they begin")
  func anyTenSeconds() throws {
    var desk = try Desk {
      $0.risk.losses.maximumOrderRate = 4
      $0.risk.losses.rateReserve = .zero
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.wait(milliseconds: 950)
    #expect(desk.book(999, 1_001).count == 4)
    desk.accept(1, 2, 3, 4)
    #expect(desk.pass(milliseconds: 9_100).isEmpty)
    #expect(desk.cancelled(1, .byHand).isEmpty, "nine seconds after the four that left")
    #expect(desk.pass(milliseconds: 2_000) == ["+5 buy 5@990"])
  }
}
