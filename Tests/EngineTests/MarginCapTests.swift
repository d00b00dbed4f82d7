import Market
import Testing
import Venue

@testable import Engine

/// The most of the equity that may be used as margin.
@Suite("Cap on the margin")
struct MarginCapTests {
  @Test("RISK-02 Margin use as the venue says it stops opens, and lets them go on under the cap")
  func margin() throws {
    var desk = try Desk { $0.risk.losses.maximumMarginUse = BasisPoints(hundredths: 500_000) }
    desk.answer(desk.account(0, equity: 1_000, used: 500))
    #expect(desk.book(999, 1_001).isEmpty)
    #expect(
      desk.snapshot.grid.rungs[0].reason
        == Reason(.marginUseAboveCap, value: 500_000, limit: 500_000))
    #expect(desk.answer(desk.account(0, equity: 1_000, used: 499)).count == 4)
  }

  @Test("RISK-02 With a cap on the margin, one that was never told lets no open out")
  func marginNeverTold() throws {
    var desk = try Desk { $0.risk.losses.maximumMarginUse = BasisPoints(hundredths: 500_000) }
    #expect(desk.book(999, 1_001).isEmpty)
    let reason = desk.snapshot.grid.rungs[0].reason
    #expect((reason.code, reason.value) == (.marginUnknown, .max))
    #expect(desk.command(.placeManual(.buy, Price(ticks: 950))).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .marginUnknown)
    #expect(desk.answer(desk.account(0, used: 0)).isEmpty, "half of it is nothing")
    #expect(desk.answer(desk.account(0, equity: 1_000)).isEmpty)
    #expect(desk.answer(desk.account(0, equity: 1_000, used: 0)).count == 4)
    #expect(!desk.snapshot.control.alarms.contains(.capReached), "unknown is no cap reached")
  }

  @Test(
    "RISK-02 A margin told once and then no more is unknown: at once, or after six looks in vain",
    arguments: [true, false])
  func marginForgotten(isTold: Bool) throws {
    var desk = try Desk {
      $0.risk.losses.maximumMarginUse = BasisPoints(hundredths: 500_000)
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.answer(desk.account(0, equity: 1_000, used: 100))
    #expect(desk.book(999, 1_001).count == 4)
    desk.accept(1, 2, 3, 4)
    desk.isObliging = false
    if isTold {
      desk.wait(milliseconds: 1)
      desk.answer(desk.account(0, equity: 1_000))
    } else {
      desk.pass(milliseconds: 59_000)
      desk.fills()
      #expect(desk.command(.placeManual(.buy, Price(ticks: 950))).count == 1)
      desk.pass(milliseconds: 2_000)
    }
    #expect(desk.command(.placeManual(.buy, Price(ticks: 940))).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .marginUnknown)
    #expect(desk.fill(1, 5).contains { $0.hasSuffix("sell 5@1000 reduce") }, "an exit goes")
    #expect(desk.snapshot.pendingOpens.contains { $0.price.ticks == 980 }, "what rests rests on")
  }

  @Test("RISK-02 A cap on the margin is refused at load where the venue tells no margin")
  func marginNotTold() throws {
    var capabilities = Desk.capabilities
    capabilities.tellsMargin = false
    _ = try Desk(capabilities: capabilities)
    let error = #expect(throws: ParameterError.self) {
      try Desk(capabilities: capabilities) {
        $0.risk.losses.maximumMarginUse = BasisPoints(hundredths: 500_000)
      }
    }
    #expect(error?.subject == .setting(\.risk.losses.maximumMarginUse))
  }
}
