import Market
import Testing
import Venue

@testable import Engine

/// How the whole position is closed.
@Suite("Flatten")
struct FlattenTests {
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

  @Test("A flatten asked for twice and taken back sends no exit while its slice may still fill")
  func flattenTwiceTakenBack() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.command(.flatten)
    for number in [2, 3, 4, 5] as [UInt64] { desk.cancelled(number) }
    desk.command(.flattenAccount)
    #expect(!desk.command(.unfreeze).contains { $0.contains("reduce") }, "6 is at the venue")
    let requests = desk.cancelled(6, .immediate)
    #expect(requests.contains { $0.hasSuffix("sell 5@1000 reduce") }, "\(requests)")
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
    let preview = CommandPreview(of: .flatten, on: desk.engine)
    #expect((preview.opensToCancel, preview.legsToCancel) == (3, 1))
    #expect((preview.side, preview.quantity.steps, preview.levelsSwept) == (.sell, 5, 2))
    #expect(preview.worstPrice == Price(ticks: 999), "the first limit, 5 bps, is under a tick")
    #expect(preview.widestPrice == Price(ticks: 990), "the last, 1 %, is nine ticks")
    #expect(preview.unfillable.steps == 1, "900 is beyond the widest limit")
    #expect(preview.slippage == whole(2 * 1 + 2 * 5))
    #expect(preview.fee == ExactMoney(units: 3_988_000_000))
  }
}
