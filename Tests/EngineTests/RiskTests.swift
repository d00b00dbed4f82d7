import Market
import Testing
import Venue

@testable import Engine

@Suite("Risk")
struct RiskTests {
  @Test("RISK-01 The cap counts the worst case: position and everything live on the side")
  func worstCase() throws {
    var desk = try Desk {
      $0.grid.levels = 4
      $0.risk.maximumPosition = amount(12)
    }
    #expect(
      desk.book(999, 1_001) == ["+1 buy 5@990", "+2 buy 5@980", "+3 sell 5@1010", "+4 sell 5@1020"])
    #expect(desk.snapshot.grid.rungs[2].reason == Reason(.exposureAboveCap, value: 15, limit: 12))
    desk.accept(1, 2, 3, 4)
    desk.fill(1, 2)
    #expect(desk.snapshot.exposure.worstLong.steps == 10, "a partial fill releases only itself")
    #expect(desk.command(.placeManual(.buy, Price(ticks: 950))).isEmpty)
    desk.command(.pause(.buy))
    desk.command(.unpause(.buy))
    #expect(desk.snapshot.exposure.worstLong.steps == 10, "what is being cancelled counts")
  }

  @Test("RISK-01 An exit that a lot will get only later counts already")
  func laterExits() throws {
    var desk = try Desk.standing(minimumNotional: 3_000) { $0.risk.maximumPosition = amount(12) }
    desk.fill(3, 2)
    #expect(desk.snapshot.exposure.naked.steps == 2, "its buy is pooled")
    // Two short, ten bought by rungs, two by the exit to come: three more would be thirteen.
    desk.command(.placeManual(.buy, Price(ticks: 950)))
    #expect(desk.snapshot.log.last?.reason == Reason(.exposureAboveCap, value: 15, limit: 12))
  }

  @Test("RISK-02 A cap below the exposure lets only reducing orders pass")
  func capBelow() throws {
    var desk = try Desk { $0.risk.maximumPosition = amount(1) }
    #expect(desk.book(999, 1_001).isEmpty)
    let foreign = desk.makeFill(99, 20, at: 1_000)
    desk.say(.filled(foreign))
    desk.command(.unfreeze)
    #expect(desk.snapshot.pendingOpens.isEmpty, "the exit takes all the room there is")
    #expect(desk.snapshot.legs.map(\.side) == [.sell])
  }

  @Test("RISK-02 Caps on open orders and notional refuse, each with its reason")
  func otherCaps() throws {
    var orders = try Desk { $0.risk.maximumOpenOrders = 3 }
    #expect(orders.book(999, 1_001).count == 3)
    #expect(orders.snapshot.grid.rungs[3].reason == Reason(.openOrdersAboveCap, value: 3, limit: 3))
    var notional = try Desk { $0.risk.maximumOrderNotional = amount(5_000) }
    #expect(notional.book(999, 1_001) == ["+1 buy 5@990", "+2 buy 5@980"])
    #expect(
      notional.snapshot.grid.rungs[2].reason
        == Reason(.notionalAboveCap, value: 5_050, limit: 5_000))
  }

  @Test("RISK-02 The venue's own cap on open orders makes opens wait, whatever ours would do")
  func venuesCap() throws {
    var capabilities = Desk.capabilities
    capabilities.maximumOpenOrders = 3
    var desk = try Desk(capabilities: capabilities) {
      $0.orders.budgetReserve = .zero
      $0.risk.maximumOpenOrders = 4
      $0.risk.maximumOpenOrdersAction = .flatten
    }
    #expect(desk.book(999, 1_001).count == 3)
    #expect(desk.snapshot.grid.rungs[3].reason == Reason(.openOrdersAboveCap, value: 3, limit: 3))
    #expect(!desk.snapshot.control.isFrozen)
  }

  @Test("RISK-04 A freeze pulls opens at once and keeps exits; taking it back restores the ladder")
  func freezes() throws {
    var desk = try Desk.standing()
    desk.fill(1, 5)
    #expect(desk.command(.freeze) == ["-2", "-3", "-4"])
    #expect(desk.fill(2, 2) == ["+6 sell 2@990 reduce"], "it filled on the way; its exit goes out")
    desk.cancelled(2)
    desk.cancelled(3)
    desk.cancelled(4)
    #expect(desk.book(989, 991).isEmpty)
    #expect(desk.rungs.allSatisfy { $0.hasSuffix("FROZEN") })
    #expect(
      desk.command(.unfreeze) == ["+7 buy 5@970", "+8 sell 5@1000", "+9 sell 5@1010"],
      "around the market of now; 980 has a lot")
  }

  @Test("RISK-04 Set to hold, a freeze leaves working opens where they are")
  func holds() throws {
    var desk = try Desk { $0.risk.freezeHolds = true }
    desk.book(999, 1_001)
    #expect(desk.command(.freeze).isEmpty)
    #expect(desk.book(899, 901).isEmpty)
    #expect(desk.snapshot.pendingOpens.count == 4)
  }

  @Test("RISK-05 A pause stops the opens of one side; exits of either side go on")
  func pauses() throws {
    var desk = try Desk.standing()
    #expect(desk.command(.pause(.buy)) == ["-1", "-2"])
    desk.cancelled(1)
    desk.cancelled(2)
    #expect(desk.fill(3, 5) == ["+5 buy 5@1000 reduce"], "an exit that buys")
    #expect(desk.rungs[0] == "buy 990 SIDE_PAUSED")
    #expect(desk.command(.unpause(.buy)) == ["+6 buy 5@990", "+7 buy 5@980"])
  }

  @Test("RISK-05 A pause taken back while the book is crossed takes effect once it is not")
  func unpauseBlocked() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.command(.pause(.buy))
    desk.cancelled(1)
    desk.cancelled(2)
    desk.book(1_002, 1_001)
    #expect(desk.command(.unpause(.buy)).isEmpty)
    #expect(desk.book(999, 1_001) == ["+5 buy 5@990", "+6 buy 5@980"])
  }

  @Test("RISK-08 Cancel-all latches, reaches unanswered sends, and ends when the venue shows none")
  func cancelAll() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.accept(1)
    #expect(desk.command(.cancelAll(.opens)) == ["-1", "-2", "-3", "-4"])
    desk.accept(2)
    #expect(desk.snapshot.control.cancelling == .opens)
    #expect(desk.say(.cancelRefused(desk.id(3), .unknownOrder)) == [])
    for number in [1, 2, 4] as [UInt64] { desk.cancelled(number) }
    #expect(desk.snapshot.control.cancelling == .opens, "3 may still be there")
    #expect(desk.rungs[0] == "buy 990 CANCELLING_ALL")
    #expect(desk.pass(milliseconds: 1_000) == ["-3"])
    desk.takeAsked()
    desk.isObliging = false
    desk.cancelled(3)
    #expect(desk.takeAsked() == ["orders"], "the venue has the last word")
    #expect(desk.snapshot.control.cancelling == .opens)
    for _ in 0..<2 { desk.answer(.openOrders([], asOf: desk.now)) }
    #expect(desk.snapshot.control.cancelling == nil)
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.book(989, 991).isEmpty)
  }

  @Test("RISK-08 Cancel-all of a side pauses it; taken back while it runs it lets go")
  func cancelSide() throws {
    var desk = try Desk.standing()
    #expect(desk.command(.cancelAll(.side(.sell))) == ["-3", "-4"])
    desk.cancelled(3)
    #expect(desk.command(.unpause(.sell)) == ["+5 sell 5@1010"])
    #expect(desk.cancelled(4) == ["+6 sell 5@1020"], "what comes back is not chased")
    #expect(desk.snapshot.control.cancelling == nil)
  }

  @Test("RISK-08 Legs are a scope of their own; what they covered is shown naked until unfrozen")
  func cancelLegs() throws {
    var desk = try Desk.standing()
    desk.fill(1, 5)
    #expect(desk.engine.preview(.cancelAll(.legs)).naked.steps == 5)
    #expect(desk.engine.preview(.cancelAll(.legs)).opensToCancel == 3)
    #expect(desk.command(.cancelAll(.legs)) == ["-2", "-3", "-4", "-5"])
    #expect(desk.cancelled(5).isEmpty)
    #expect(desk.snapshot.exposure.naked.steps == 5)
    #expect(desk.command(.unfreeze) == ["+6 sell 5@1000 reduce"])
  }

  @Test("RISK-04 Flatten clears every order, then sells in slices at growing limits until flat")
  func flatten() throws {
    var desk = try Desk.standing {
      $0.risk.flattenSlice = amount(3_000)
      $0.risk.flattenSlippage = [BasisPoints(hundredths: 10_000), BasisPoints(hundredths: 50_000)]
    }
    desk.fill(1, 5)
    #expect(desk.command(.flatten) == ["-5", "-2", "-3", "-4"])
    #expect(desk.cancelled(2) == [])
    desk.cancelled(3)
    desk.cancelled(4)
    #expect(desk.cancelled(5) == ["+6 sell 3@990 ioc reduce"], "1 % under the best bid")
    #expect(desk.fill(6, 3) == ["+7 sell 2@990 ioc reduce"], "whole slices follow at once")
    #expect(desk.cancelled(7, .immediate).isEmpty, "nothing there: the market gets a moment")
    #expect(desk.deadline() == ["+8 sell 2@950 ioc reduce"], "and the next limit")
    desk.fill(8, 2)
    #expect(desk.snapshot.control.flatten == .done)
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.snapshot.lots.isEmpty && desk.snapshot.account.position.isFlat)
    #expect(desk.snapshot.counters.lotsClosed == 1)
  }

  @Test("RISK-04 A slice that got nothing is followed by the next limit a quarter second later")
  func limitsInTurn() throws {
    var desk = try Desk.standing {
      $0.risk.flattenSlippage = [100, 500, 1_000].map { BasisPoints(hundredths: $0 * 100) }
    }
    desk.fill(1, 5)
    desk.command(.flatten)
    for number in 2...5 as ClosedRange<UInt64> { desk.cancelled(number) }
    for (number, limit) in [(7, 950), (8, 900)] as [(UInt64, Int64)] {
      #expect(desk.cancelled(number - 1, .immediate).isEmpty)
      #expect(desk.pass(milliseconds: 249).isEmpty)
      #expect(desk.pass(milliseconds: 1) == ["+\(number) sell 5@\(limit) ioc reduce"])
    }
  }

  @Test(
    "RISK-04 A slice that the venue refuses goes to the next limit, unless it was not looked at",
    arguments: [(Refusal.other, "950"), (.noLiquidity, "950"), (.marketClosed, "990")])
  func sliceRefused(refusal: Refusal, limit: String) throws {
    var desk = try Desk.standing {
      $0.risk.flattenSlippage = [BasisPoints(hundredths: 10_000), BasisPoints(hundredths: 50_000)]
      $0.market.staleAfterNanoseconds = 0
    }
    desk.fill(1, 5)
    desk.command(.flatten)
    for number in 2...5 as ClosedRange<UInt64> { desk.cancelled(number) }
    desk.reject(6, refusal)
    #expect(desk.pass(milliseconds: 61_000).contains("+7 sell 5@\(limit) ioc reduce"))
  }

  @Test(
    "RISK-04 A flatten that can't fill within its limits stops, alarms and covers its lots again")
  func stuck() throws {
    var desk = try Desk { $0.risk.flattenSlippage = [BasisPoints(hundredths: 500)] }
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.command(.flatten)
    for number in [2, 3, 4, 5] as [UInt64] { desk.cancelled(number) }
    desk.cancelled(6, .immediate)
    #expect(desk.snapshot.control.flatten == .stuck)
    #expect(desk.snapshot.control.alarms == [.flattenStuck])
    #expect(desk.snapshot.legs.map(\.price.ticks) == [1_000])
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.command(.unfreeze).contains("+8 buy 5@980"), "990 has its lot")
  }

  @Test("RISK-04 A slice that the venue did not look at is tried again at the same limit")
  func sliceThrottled() throws {
    var desk = try Desk {
      $0.risk.flattenSlippage = [BasisPoints(hundredths: 10_000)]
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.command(.flatten)
    for number in [2, 3, 4, 5] as [UInt64] { desk.cancelled(number) }
    #expect(desk.reject(6, .rateLimited).isEmpty)
    #expect(desk.snapshot.control.flatten == .reducing, "no limit was tried")
    #expect(desk.snapshot.control.alarms == [.breaker, .flattenWaits])
    #expect(desk.pass(milliseconds: 1_100) == ["+7 sell 5@990 ioc reduce"])
    #expect(desk.cancelled(7, .immediate) == ["+8 sell 5@1000 reduce"])
    #expect(desk.snapshot.control.flatten == .stuck, "now it was")
  }

  @Test("RISK-02 A cap whose action is to flatten closes the position though opens are stopped")
  func flattensWhileFrozen() throws {
    var desk = try Desk {
      $0.risk.losses.maximumMarginUse = BasisPoints(hundredths: 500_000)
      $0.risk.losses.maximumMarginUseAction = .flatten
    }
    desk.isObliging = false
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    desk.fill(1, 5)
    desk.command(.freeze)
    var account = AccountState(asOf: desk.now, position: desk.engine.position)
    (account.equity, account.marginUsed) = (whole(100), whole(60))
    desk.answer(.account(account))
    #expect(desk.snapshot.control.flatten == .clearing)
  }

  @Test("RISK-04 A flatten waits for a book, and needs none where it is flat already")
  func flattenWithoutBook() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.book(0, 0)
    desk.command(.flatten)
    for number in [2, 3, 4, 5] as [UInt64] { #expect(desk.cancelled(number).isEmpty) }
    #expect(desk.book(0, 1_001).isEmpty)
    #expect(desk.book(979, 981) == ["+6 sell 5@979 ioc reduce"])
  }

  @Test("RISK-04 Lots of both sides cancel each other out when their net is closed")
  func flattenBoth() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.fill(3, 5)
    desk.command(.flatten)
    for number in [2, 4, 5, 6] as [UInt64] { #expect(desk.cancelled(number).isEmpty) }
    let snapshot = desk.snapshot
    #expect(snapshot.control.flatten == .done)
    #expect(snapshot.lots.isEmpty)
    #expect(snapshot.account.realised == whole(100))
  }

  @Test("A flatten taken back sends no exit while its slice may still fill")
  func flattenTakenBack() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.command(.flatten)
    for number in [2, 3, 4, 5] as [UInt64] { desk.cancelled(number) }
    #expect(!desk.command(.unfreeze).contains { $0.contains("reduce") }, "6 is at the venue")
    let slice = desk.makeFill(6, 2, at: 999)
    desk.say(.filled(slice))
    let requests = desk.cancelled(6, .immediate)
    #expect(requests.contains { $0.hasSuffix("sell 3@1000 reduce") }, "\(requests)")
  }

  @Test("A preview says what a flatten would do, level by level")
  func preview() throws {
    var desk = try Desk(takerFee: 1_000_000)
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.update([
      .clear, MarketChange(.bidLevel, Price(ticks: 999), Quantity(steps: 2)),
      MarketChange(.bidLevel, Price(ticks: 995), Quantity(steps: 2)),
      MarketChange(.bidLevel, Price(ticks: 900), Quantity(steps: 9)),
      MarketChange(.askLevel, Price(ticks: 1_001), Quantity(steps: 9)),
    ])
    let preview = desk.engine.preview(.flatten)
    #expect((preview.opensToCancel, preview.legsToCancel) == (3, 1))
    #expect((preview.side, preview.quantity.steps, preview.levelsSwept) == (.sell, 5, 2))
    #expect(preview.worstPrice == Price(ticks: 999), "the first limit, 5 bps, is under a tick")
    #expect(preview.widestPrice == Price(ticks: 990), "the last, 1 %, is nine ticks")
    #expect(preview.unfillable.steps == 1, "900 is beyond the widest limit")
    #expect(preview.slippage == whole(2 * 1 + 2 * 5))
    #expect(preview.fee == ExactMoney(units: 3_988_000_000))
  }
}
