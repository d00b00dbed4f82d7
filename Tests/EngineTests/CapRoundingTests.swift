import Market
import Testing
import Venue

@testable import Engine

private func bps(_ count: Int64) -> BasisPoints { BasisPoints(hundredths: count * 100) }

@Suite("Caps in whole ticks")
struct CapRoundingTests {
  @Test("RISK-11 A cap in bps is never more ticks than it is, a distance never fewer, at any price")
  func rounding() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next(_ most: Int64) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) % most + 1
    }
    for _ in 0..<20_000 {
      let price = Price(ticks: next(1 << next(40)))
      let share = BasisPoints(hundredths: next(1 << next(20)) - 1)
      let (most, least) = (share.ticksAtMost(of: price), share.ticksAtLeast(of: price))
      let exact = price.ticks.multipliedFullWidth(by: share.hundredths)
      let whole = most.multipliedFullWidth(by: 1_000_000)
      let more = (most + 1).multipliedFullWidth(by: 1_000_000)
      #expect((whole.high, whole.low) <= (exact.high, exact.low))
      #expect((more.high, more.low) > (exact.high, exact.low))
      #expect(least == most + ((whole.high, whole.low) == (exact.high, exact.low) ? 0 : 1))
    }
  }

  @Test(
    "RISK-11 OPEN-13 On a coarse tick a taker takes the best price and no more, or nothing goes out"
  )
  func taker() throws {
    func taken(_ over: EntrySettings.OverSlippage) throws -> (Desk, [String]) {
      var desk = try AttemptTests.cycle {
        $0.entries.style = .taker
        $0.entries.maximumSlippage = bps(10)
        $0.entries.overSlippage = over
        $0.grid.direction = .long
      }
      let words = desk.book(100, 101, size: 2)
      return (desk, words)
    }
    #expect(try taken(.protect).1 == ["+1 buy 5@101 ioc"], "0.1 ticks further is no tick")
    let (desk, none) = try taken(.skip)
    #expect(none.isEmpty)
    #expect(desk.snapshot.entries.idleBuy?.code == .slippageAboveCap)
    let notices = desk.snapshot.log.compactMap(\.reason)
    #expect(
      notices.contains(
        Reason(.capUnderTick, value: SlippageCap.attempt.rawValue, limit: 1_000)))
  }

  @Test("RISK-11 RISK-04 Closes, stops and flattens past the best stay within their bps")
  func closes() throws {
    var desk = try Desk {
      $0.grid.direction = .long
      $0.exits.closing.slippage = bps(99)
      $0.exits.stop.place = .away(bps(500))
      $0.exits.stop.venueShare = .zero
      $0.exits.stop.slippage = bps(205)
      $0.risk.flattenSlippage = [bps(50), bps(199)]
      $0.market.staleAfterNanoseconds = 0
    }
    desk.book(200, 202)
    desk.accept(1, 2)
    desk.fill(1, 5)
    let lot = try #require(desk.engine.books.lots.inOrder.first)
    let worst = desk.engine.setup.worst(
      bps(205), past: Price(ticks: 200), desk.engine.books.lots[lot].side)
    #expect(worst.ticks == 196, "2.05 % of 200 is 4.1 ticks")
    #expect(desk.command(.closeLot(desk.engine.books.lots[lot].id)).contains("-3"))
    #expect(desk.cancelled(3) == ["+4 sell 5@199 ioc reduce"], "0.99 % of 200 is 1.98 ticks")
  }

  @Test("RISK-11 ORDER-10 A completion's price cap is within its bps")
  func completion() throws {
    var desk = try Desk {
      $0.entries.completionSlippage = bps(99)
      $0.market.staleAfterNanoseconds = 0
    }
    desk.book(199, 200)
    desk.accept(1, 2, 3, 4)
    desk.say(.filled(desk.makeFill(3, 5, at: 210)))
    #expect(CommandPreview(of: .complete(.buy), on: desk.engine).worstPrice == Price(ticks: 201))
  }

  @Test(
    "RISK-11 GRID-04 The widest spacing is never exceeded by rounding, nor kept where it narrows")
  func spacing() {
    var grid = Desk.settings.grid
    grid.spacing = .basisPoints(bps(10))
    grid.volatility.maximumSpacing = .basisPoints(bps(11))
    let rule = SpacingRule(grid: grid)
    #expect(rule.raw(at: Price(ticks: 100_010), swing: 1).ticks == 110, "110.011 ticks are 11 bps")
    var counts = Array(repeating: 0, count: SpacingFloor.allCases.count)
    let kept = rule.base(at: Price(ticks: 99_000), swing: 1, inForce: 110, counts: &counts)
    #expect(kept.base == 108, "108.9 ticks are 11 bps there")
  }
}
