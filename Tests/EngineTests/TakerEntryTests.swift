import Market
import Testing
import Venue

@testable import Engine

/// Lots whose entry took: the taker's fee, one per cent here, is part of what their take-profit must
/// bring in. Take-profits are set one tick from the entry, so that break-even alone decides.
@Suite("Entries that took")
struct TakerEntryTests {
  private static let onePerCent: Int64 = 1_000_000

  @Test("GRID-12 The take-profit of a lot that a fallback bought pays the taker's fee")
  func fallback() throws {
    var desk = try AttemptTests.cycle(takerFee: TakerEntryTests.onePerCent) {
      $0.exits.takeProfit = .away(.ticks(1))
      $0.entries.fallsBack = true
      $0.entries.maximumSlippage = BasisPoints(hundredths: 20_000)
      $0.grid.direction = .long
    }
    desk.book(999, 1_001)
    desk.accept(1)
    desk.pass(milliseconds: 3_000)
    desk.cancelled(1)
    #expect(desk.pass(milliseconds: 400) == ["+2 buy 5@1021 ioc"])
    desk.accept(2)
    let exit = desk.say(.filled(desk.makeFill(2, 5, at: 1_001, .taker)))
    #expect(exit == ["+3 sell 5@1012 reduce"], "1001 and its fee are 1011.01")
  }

  @Test("GRID-12 The take-profit of a lot that a completion sold by taking pays the taker's fee")
  func completion() throws {
    var desk = try Desk(takerFee: TakerEntryTests.onePerCent) {
      $0.exits.takeProfit = .away(.ticks(1))
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      $0.entries.timeoutNanoseconds = 3_000_000_000
      $0.entries.completionSlippage = BasisPoints(hundredths: 10_000)
    }
    desk.book(979, 981)
    desk.accept(1, 2, 3, 4)
    desk.fill(1, 5)
    desk.accept(5)
    desk.command(.complete(.sell))
    for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
    desk.accept(6)
    desk.pass(milliseconds: 3_000)
    desk.cancelled(6)
    desk.cancelled(5)
    #expect(desk.id(7).purpose == .completion)
    #expect(desk.placed[7]?.timeInForce == .immediateOrCancel)
    desk.say(.filled(desk.makeFill(7, 5, at: 970, .taker)))
    let short = try #require(desk.snapshot.lots.first { $0.side == .sell })
    #expect(short.takeProfit == Price(ticks: 960), "970 less its fee is 960.3")
    let exit = desk.placed.values.first {
      $0.id.subject == short.id.value && $0.id.purpose == .takeProfit
    }
    #expect(exit?.limit == Price(ticks: 960))
  }

  @Test("GRID-12 A lot that takes in dust whose entry took pays the taker's fee of that too")
  func pooled() throws {
    var desk = try Desk.standing(minimumNotional: 3_000, takerFee: TakerEntryTests.onePerCent) {
      $0.exits.takeProfit = .away(.ticks(1))
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.say(.filled(desk.makeFill(1, 2, .taker)))
    desk.command(.cancelOrder(desk.id(1)))
    desk.cancelled(1)
    #expect(desk.snapshot.lots.map(\.isDust) == [true])
    let exit = desk.fill(2, 5)
    #expect(exit == ["+5 sell 7@993 reduce"], "2 at 990 and 5 at 980 are 983, and its fee 992.83")
  }
}
