import Market
import Testing
import Venue

@testable import Engine

@Suite("Taking")
struct FallbackTests {
  /// A desk whose attempts fall back, past their deadline and with both orders cancelled.
  private func timedOut(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try AttemptTests.standing {
      $0.entries.fallsBack = true
      $0.entries.maximumSlippage = BasisPoints(hundredths: 20_000)
      $0.grid.direction = .long
      change(&$0)
    }
    desk.pass(milliseconds: 3_000)
    #expect(desk.cancelled(1).isEmpty, "a later event, not this one")
    return desk
  }

  @Test("OPEN-12 After a time-out one taker order goes out on a later event, price-protected")
  func fallsBack() throws {
    var desk = try timedOut()
    #expect(desk.snapshot.entries.recheckBuy != nil)
    #expect(desk.pass(milliseconds: 400) == ["+2 buy 5@1021 ioc"])
    #expect(desk.snapshot.entries.recheckBuy == nil)
    #expect(desk.pass(milliseconds: 400).isEmpty, "one")
    desk.accept(2)
    desk.say(.filled(desk.makeFill(2, 5, at: 1_001, .taker)))
    #expect(desk.snapshot.lots.map(\.open.steps) == [5])
    #expect(desk.engine.recoveries[.fellBack] == 1)
  }

  @Test("OPEN-12 CONSOLE-02 A list that only confirms orders is no later event")
  func listIsNoEvent() throws {
    var desk = try timedOut()
    desk.isObliging = false
    let afterList = desk.answer(.openOrders([], asOf: desk.now, asked: desk.now))
    #expect(afterList.isEmpty)
    #expect(desk.snapshot.entries.recheckBuy != nil)
    #expect(desk.pass(milliseconds: 400) == ["+2 buy 5@1021 ioc"])
  }

  @Test("OPEN-12 Without the setting nothing takes")
  func off() throws {
    var desk = try AttemptTests.standing { $0.grid.direction = .long }
    desk.pass(milliseconds: 3_000)
    #expect(desk.cancelled(1) == ["+2 buy 5@998"], "the next attempt")
    #expect(desk.snapshot.entries.recheckBuy == nil)
    #expect(desk.pass(milliseconds: 400).isEmpty)
  }

  @Test("OPEN-12 While a gate is shut the mark waits, and dies with its time")
  func dies() throws {
    var desk = try timedOut { $0.risk.maximumOpenOrders = 1 }
    desk.command(.placeManual(.buy, Price(ticks: 900)))
    #expect(desk.pass(milliseconds: 400).isEmpty)
    #expect(desk.snapshot.entries.recheckBuy != nil)
    desk.pass(milliseconds: 5_000)
    #expect(desk.snapshot.entries.recheckBuy == nil)
    #expect(desk.snapshot.log.contains { $0.tag == .fallbackDropped })
  }

  @Test("OPEN-12 A pause ends the mark, and so does the side's next maker fill")
  func ends() throws {
    var paused = try timedOut()
    paused.command(.pause(.buy))
    paused.pass(milliseconds: 400)
    paused.command(.unpause(.buy))
    #expect(paused.snapshot.entries.recheckBuy == nil)
    var filled = try timedOut { $0.risk.maximumOpenOrders = 1 }
    filled.command(.placeManual(.buy, Price(ticks: 900)))
    filled.accept(2)
    filled.fill(2, 1)
    #expect(filled.snapshot.entries.recheckBuy == nil)
  }

  @Test("OPEN-13 Slippage is estimated from the shown book, from the last trade where none is")
  func estimates() throws {
    var desk = try Desk()
    desk.book(999, 1_001, size: 5)
    desk.update([MarketChange(.askLevel, Price(ticks: 1_011), Quantity(steps: 5))])
    let cap = BasisPoints(hundredths: 5_000)
    let one = try #require(desk.engine.takerQuote(.buy, Quantity(steps: 5), cap))
    #expect((one.slippage.hundredths, one.isOverCap, one.limit.ticks) == (0, false, 1_006))
    let two = try #require(desk.engine.takerQuote(.buy, Quantity(steps: 6), cap))
    #expect((two.slippage.hundredths, two.isOverCap) == (9_990, true))
    #expect(desk.engine.takerQuote(.buy, Quantity(steps: 11), cap)?.isOverCap == true)
    desk.update(
      [MarketChange(.buyTrade, Price(ticks: 1_000), Quantity(steps: 1))], kinds: .trades)
    desk.book(999, 0)
    let none = try #require(desk.engine.takerQuote(.buy, Quantity(steps: 1), cap))
    #expect((none.limit.ticks, none.isOverCap) == (1_005, true))
  }

  @Test("OPEN-13 Over the cap a taker takes up to the protected price, or does not go out")
  func overCap() throws {
    func taken(_ over: EntrySettings.OverSlippage) throws -> (Desk, [String]) {
      var desk = try AttemptTests.cycle {
        $0.entries.style = .taker
        $0.entries.maximumSlippage = BasisPoints(hundredths: 5_000)
        $0.entries.overSlippage = over
        $0.grid.direction = .long
      }
      let requests = desk.book(999, 1_001, size: 2)
      return (desk, requests)
    }
    #expect(try taken(.protect).1 == ["+1 buy 5@1006 ioc"])
    let (desk, none) = try taken(.skip)
    #expect(none.isEmpty)
    #expect(desk.snapshot.entries.idleBuy?.code == .slippageAboveCap)
  }
}
