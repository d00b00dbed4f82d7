import Market
import Testing
import Venue

@testable import Engine

/// What waits goes out with the very input that opens its gate: so what is said is what follows.
@Suite("What waits")
struct WaitingTests {
  private func verdict(_ desk: Desk, _ price: Int64) -> Explanation.Verdict {
    desk.engine.explain(.price(.buy, Price(ticks: price))).verdict
  }

  @Test("RISK-02 CONSOLE-09 A rung beyond the collar goes out once the mid is near enough")
  func collar() throws {
    var desk = try Desk {
      $0.grid.recentreHundredths = 5_000
      $0.risk.losses.priceCollar = BasisPoints(hundredths: 15_000)
    }
    #expect(desk.book(999, 1_001) == ["+1 buy 5@990", "+2 sell 5@1010"])
    #expect(desk.rungs[1] == "buy 980 BEYOND_COLLAR")
    #expect(
      desk.engine.explain(.price(.buy, Price(ticks: 980))).changes.contains(
        .midReaches(low2: 1_000, high2: 3_000)), "the anchor does not move with that")

    #expect(desk.book(994, 996).isEmpty, "fifteen away; the collar is fourteen whole ticks")
    #expect(desk.book(993, 995) == ["+3 buy 5@980"])
    #expect(desk.book(1_003, 1_005).isEmpty, "sixteen away")
    #expect(desk.book(1_004, 1_006) == ["+4 sell 5@1020"], "the collar is wider up there: fifteen")
  }

  @Test("RISK-02 CONSOLE-09 A rung that a loss holds goes out when the loss is under its cap again")
  func loss() throws {
    var desk = try Desk.standing {
      $0.grid.recentreHundredths = 5_000
      $0.risk.losses.maximumDrawdown = amount(100)
      $0.risk.losses.maximumDrawdownAction = .refuse
      $0.exits.takeProfit = .away(.ticks(500))
    }
    desk.fill(1, 5)
    desk.book(966, 968)
    desk.command(.cancelOrder(desk.id(4)))
    desk.cancelled(4)
    desk.command(.reprice)
    #expect(desk.rungs[3] == "sell 1020 DRAWDOWN_ABOVE_CAP")

    #expect(desk.book(969, 971).isEmpty, "a hundred lost, nothing ever made: that is the cap")
    #expect(desk.book(970, 972) == ["+6 sell 5@1020"])
  }

  @Test("RISK-02 CONSOLE-09 Where the rate is spent a rung goes out with the second that frees it")
  func rate() throws {
    var desk = try Desk {
      $0.risk.losses.maximumOrderRate = 3
      $0.risk.losses.rateReserve = .zero
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    #expect(desk.book(999, 1_001).count == 3)
    let explanation = desk.engine.explain(.price(.sell, Price(ticks: 1_020)))
    #expect(explanation.verdict == .held(.sendRate, Reason(.sendRateAboveCap, value: 3, limit: 3)))
    let moment = Instant(nanoseconds: 12_000_000_000)
    #expect(explanation.changes.first == .at(moment))

    desk.accept(1, 2, 3)
    #expect(desk.pass(milliseconds: 10_998).isEmpty)
    #expect(desk.pass(milliseconds: 1) == ["+4 sell 5@1020"])
    #expect(desk.now == moment)
  }

  @Test("CONSOLE-09 OPEN-02 A waiting attempt is explained: where it goes, when, what holds it")
  func attempt() throws {
    var desk = try AttemptTests.cycle()
    desk.book(999, 1_001)
    desk.book(997, 999)
    desk.reject(1, .wouldCross)
    let id = try #require(desk.snapshot.entries.attempts.first { $0.side == .buy }?.id)
    let explanation = desk.engine.explain(.attempt(id))

    #expect(explanation.subject == .attempt(.attempt, .buy, Price(ticks: 996)), "the fresh best")
    #expect(explanation.verdict == .waits(Reason(.wouldCross, value: 998, limit: 999)))
    #expect(explanation.gates.allSatisfy { $0.state != .shut })
    #expect(explanation.changes.first == .at(desk.now.advanced(byNanoseconds: 250_000_000)))
    #expect(desk.engine.explain(.price(.buy, Price(ticks: 998))) == explanation)
    desk.command(.pause(.buy))
    #expect(desk.engine.explain(.attempt(id)).verdict == .gone)
    #expect(
      desk.engine.explain(.price(.buy, Price(ticks: 990))).verdict == .idle(Reason(.sidePaused)))
  }

  @Test("CONSOLE-04 A waiting attempt ends by its name, and its side begins no other until asked")
  func stopAttempt() throws {
    var desk = try AttemptTests.cycle { $0.grid.direction = .long }
    desk.book(999, 1_001)
    desk.reject(1, .wouldCross)
    let id = try #require(desk.snapshot.entries.attempts.first?.id)
    #expect(desk.command(.stopAttempt(id)).isEmpty)
    #expect(desk.snapshot.entries.attempts.isEmpty)
    #expect(desk.snapshot.log.last { $0.tag == .attemptStopped }?.reason?.code == .operatorAsked)
    #expect(desk.pass(milliseconds: 3_000).isEmpty)
    #expect(desk.snapshot.entries.idleBuy == Reason(.operatorAsked))

    #expect(desk.command(.reprice) == ["+2 buy 5@998"])
    desk.accept(2)
    let next = try #require(desk.snapshot.entries.attempts.first?.id)
    #expect(next != id)
    #expect(desk.command(.stopAttempt(next)) == ["-2"], "what is live of it is cancelled")
    desk.cancelled(2)
    #expect(desk.pass(milliseconds: 3_000).isEmpty)
    #expect(desk.command(.recentre) == ["+3 buy 5@998"])
  }
}
