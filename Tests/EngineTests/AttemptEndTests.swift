import Market
import Testing
import Venue

@testable import Engine

/// How attempts end that somebody stops, and how a side goes on that the venue would not have.
@Suite("Ends of attempts")
struct AttemptEndTests {
  /// A ladder with an order by hand at 985 under it, order 5.
  private func byHand() throws -> Desk {
    var desk = try Desk {
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.book(999, 1_001)
    desk.command(.placeManual(.buy, Price(ticks: 985)))
    desk.accept(1, 2, 3, 4, 5)
    return desk
  }

  @Test("OPEN-03 What is on its way to another price does not come back after a freeze or a pause")
  func stoppedWhileMoving() throws {
    for (stop, resume) in [(Command.freeze, Command.unfreeze), (.pause(.buy), .unpause(.buy))] {
      var desk = try byHand()
      #expect(desk.command(.moveOrder(desk.id(5), Price(ticks: 984))) == ["-5"])
      desk.command(stop)
      desk.command(resume)
      #expect(!desk.cancelled(5).contains { $0.contains("@984") })
      #expect(desk.snapshot.entries.attempts.isEmpty)
      #expect(desk.snapshot.log.contains { $0.tag == .attemptStopped })
    }
  }

  @Test("OPEN-03 RISK-04 What waits is over with a freeze at once, whatever else holds it")
  func stoppedWhileWaiting() throws {
    var desk = try AttemptTests.cycle()
    desk.book(999, 1_001)
    desk.reject(1, .wouldCross)
    desk.book(1_002, 1_001)
    #expect(desk.snapshot.entries.attempts.contains { $0.phase == .waiting })
    desk.command(.freeze)
    #expect(!desk.snapshot.entries.attempts.contains { $0.phase == .waiting })
  }

  @Test("CONSOLE-04 OPEN-09 An order cancelled by hand while it moves stays cancelled")
  func cancelledWhileMoving() throws {
    var desk = try byHand()
    desk.command(.moveOrder(desk.id(5), Price(ticks: 984)))
    desk.command(.cancelOrder(desk.id(5)))
    #expect(desk.cancelled(5).isEmpty)
    #expect(desk.snapshot.entries.attempts.isEmpty)
  }

  @Test("RISK-04 Nothing is moved while opens are switched off: it would not come back")
  func noMoves() throws {
    var desk = try Desk.standing { $0.risk.freezeHolds = true }
    desk.command(.freeze)
    #expect(desk.command(.moveOrder(desk.id(1), Price(ticks: 985))).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .frozen)
  }

  @Test("OPEN-11 An order by hand that the venue found crossing keeps its price and waits")
  func waitsByHand() throws {
    var desk = try byHand()
    desk.command(.placeManual(.buy, Price(ticks: 995)))
    desk.book(990, 994)
    desk.reject(6, .wouldCross)
    #expect(desk.pass(milliseconds: 1_000).filter { $0.contains("@995") }.isEmpty)
    let waiting = try #require(desk.snapshot.entries.attempts.first { $0.price.ticks == 995 })
    #expect(waiting.reason.code == .wouldCross)
    desk.book(999, 1_001)
    #expect(desk.pass(milliseconds: 400).contains { $0.hasSuffix("buy 5@995") })
  }

  @Test("OPEN-11 A refusal after one that stood begins the back-off anew")
  func backoffBegins() throws {
    var desk = try AttemptTests.cycle { $0.grid.direction = .long }
    desk.book(999, 1_001)
    desk.reject(1, .wouldCross)
    #expect(desk.pass(milliseconds: 250) == ["+2 buy 5@998"])
    desk.accept(2)
    desk.book(1_003, 1_005)
    desk.pass(milliseconds: 400)
    #expect(desk.cancelled(2) == ["+3 buy 5@1002"])
    desk.reject(3, .wouldCross)
    #expect(desk.pass(milliseconds: 250) == ["+4 buy 5@1002"])
  }

  @Test("ORDER-08 GRID-03 A side the venue refused waits, longer where nobody expected it")
  func backsOff() throws {
    var desk = try AttemptTests.cycle { $0.grid.direction = .long }
    desk.book(999, 1_001)
    #expect(desk.reject(1, .other).isEmpty)
    #expect(desk.snapshot.entries.idleBuy?.code == .venueRefused)
    #expect(desk.pass(milliseconds: 999).isEmpty)
    #expect(desk.pass(milliseconds: 401) == ["+2 buy 5@998"])
    #expect(desk.reject(2, .other).isEmpty)
    #expect(desk.pass(milliseconds: 1_999).isEmpty)
    #expect(desk.pass(milliseconds: 401) == ["+3 buy 5@998"])
    desk.accept(3)
    desk.cancelled(3, .byHand)
    #expect(desk.snapshot.entries.idleBuy?.code == .endedAtVenue)
    #expect(desk.pass(milliseconds: 1_400) == ["+4 buy 5@998"])
  }

  @Test("ORDER-08 GRID-03 What certainly did not leave is not sent again with the same breath")
  func notSent() throws {
    var desk = try AttemptTests.cycle { $0.grid.direction = .long }
    desk.book(999, 1_001)
    #expect(desk.say(.failed(desk.id(1), .place, .notSent)).isEmpty)
    #expect(desk.snapshot.entries.idleBuy?.code == .notSent)
    #expect(desk.pass(milliseconds: 1_400) == ["+2 buy 5@998"])
  }

  @Test("ORDER-08 GRID-03 An attempt that the venue's front would not take waits for the breaker")
  func throttledOnTheWay() throws {
    var desk = try AttemptTests.cycle { $0.grid.direction = .long }
    desk.book(999, 1_001)
    #expect(desk.say(.failed(desk.id(1), .place, .throttled)).isEmpty)
    #expect(desk.pass(milliseconds: 64_999).isEmpty)
    #expect(desk.pass(milliseconds: 401) == ["+2 buy 5@998"])
  }

  @Test("OPEN-01 A taker entry that got nothing waits before the next")
  func takerWaits() throws {
    var desk = try AttemptTests.cycle {
      $0.entries.style = .taker
      $0.grid.direction = .long
    }
    #expect(desk.book(999, 1_001) == ["+1 buy 5@1002 ioc"])
    #expect(desk.cancelled(1, .immediate).isEmpty)
    #expect(desk.pass(milliseconds: 1_400) == ["+2 buy 5@1002 ioc"])
  }

  @Test("OPEN-07 An open that takes reserves the taker's fee")
  func takerFee() throws {
    func placed(_ budget: Int64) throws -> [String] {
      var desk = try Desk(takerFee: 1_000_000) {
        $0.entries.mode = .cycle
        $0.entries.style = .taker
        $0.grid.direction = .long
        $0.risk.quoteBudget = amount(budget)
      }
      return desk.book(999, 1_001)
    }
    #expect(try placed(5_060).isEmpty, "1,002 × 5 = 5,010 and one in a hundred make 5,060.1")
    #expect(try placed(5_061) == ["+1 buy 5@1002 ioc"])
  }

  @Test("GRID-07 GRID-03 The cycle's attempts follow the skew as rungs do")
  func skewed() throws {
    var desk = try AttemptTests.standing {
      $0.risk.maximumPosition = amount(10)
      $0.grid.skew.isEnabled = true
      $0.grid.skew.offsetHundredths = 100
    }
    desk.fill(1, 5)
    #expect(desk.accept(3) == ["+4 buy 2@993"], "half the size, half a spacing further out")
  }
}
