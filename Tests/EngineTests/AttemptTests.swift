import Market
import Testing
import Venue

@testable import Engine

@Suite("Attempts")
struct AttemptTests {
  /// A desk in cycle mode, without the cycle's own brakes.
  static func cycle(
    minimumNotional: Int64 = 0, takerFee: Int64 = 0,
    _ change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    try Desk(minimumNotional: minimumNotional, takerFee: takerFee) {
      $0.entries.mode = .cycle
      $0.entries.leastDistance = .zero
      $0.entries.leastIntervalNanoseconds = 0
      $0.entries.timeoutNanoseconds = 3_000_000_000
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      change(&$0)
    }
  }

  /// The same with its two attempts standing.
  static func standing(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try cycle(change)
    desk.book(999, 1_001)
    desk.accept(1, 2)
    return desk
  }

  private func attempt(_ desk: Desk, _ side: Side) throws -> AttemptView {
    try #require(desk.snapshot.entries.attempts.first { $0.side == side })
  }

  @Test("GRID-03 In cycle mode one attempt a side rests ticks away from the best price")
  func oneASide() throws {
    var desk = try AttemptTests.cycle { $0.entries.postOnlyTicks = 3 }
    #expect(desk.book(999, 1_001) == ["+1 buy 5@996", "+2 sell 5@1004"])
    #expect(desk.id(1).purpose == .attempt)
    #expect(desk.placed[1]?.timeInForce == .postOnly)
    #expect(desk.book(999, 1_001).isEmpty)
    #expect(desk.snapshot.grid.rungs.isEmpty)
  }

  @Test("GRID-03 GRID-01 A side attempts again once the exit of its lot was accepted")
  func cycles() throws {
    var desk = try AttemptTests.standing()
    #expect(desk.fill(1, 5) == ["+3 sell 5@1008 reduce"])
    #expect(desk.snapshot.entries.idleBuy == Reason(.lotOpen, value: 1))
    #expect(desk.accept(3) == ["+4 buy 5@998"])
    #expect(try attempt(desk, .sell).order == desk.id(2), "the other side's is untouched")
  }

  @Test("GRID-01 Set so, a side attempts again only once its lot closed")
  func cyclesWhenClosed() throws {
    var desk = try AttemptTests.standing { $0.entries.rearm = .lotClosed }
    desk.fill(1, 5)
    #expect(desk.accept(3).isEmpty)
    #expect(desk.fill(3, 5) == ["+4 buy 5@998"])
  }

  @Test("GRID-03 No more lots a side are opened than set, nor nearer or sooner than set")
  func brakes() throws {
    var desk = try AttemptTests.standing {
      $0.entries.maximumOpenLots = 2
      $0.entries.leastDistance = BasisPoints(hundredths: 10_000)
      $0.entries.leastIntervalNanoseconds = 1_000_000_000
    }
    desk.fill(1, 5)
    #expect(desk.accept(3).isEmpty)
    #expect(desk.snapshot.entries.idleBuy?.code == .tooSoon)
    desk.pass(milliseconds: 1_200)
    #expect(desk.snapshot.entries.idleBuy == Reason(.tooNear, value: 0, limit: 10))
    desk.cancelled(2, .byHand)
    desk.book(989, 991)
    #expect(desk.pass(milliseconds: 400).contains("+4 buy 5@988"))
    desk.accept(4)
    desk.fill(4, 5)
    desk.accept(5)
    desk.book(959, 961)
    desk.pass(milliseconds: 1_000)
    #expect(desk.snapshot.entries.idleBuy == Reason(.lotsAboveCap, value: 2, limit: 2))
  }

  @Test("GRID-03 All orders of an attempt fill into one lot, so the cap on lots holds")
  func oneLot() throws {
    var desk = try AttemptTests.standing {
      $0.entries.maximumOpenLots = 1
      $0.grid.direction = .long
    }
    desk.fill(1, 2)
    desk.accept(2)
    desk.book(1_000, 1_002)
    #expect(desk.pass(milliseconds: 400) == ["-1"])
    #expect(desk.cancelled(1) == ["+3 buy 3@999"])
    #expect(desk.fill(3, 3) == ["-2", "+4 sell 3@1009 reduce"], "the exit moves with the entry")
    #expect(desk.snapshot.lots.map(\.open.steps) == [5])
    #expect(desk.snapshot.lots.map(\.entry.ticks) == [999], "two at 998 and three at 999")
    desk.pass(milliseconds: 1_000)
    #expect(desk.snapshot.entries.idleBuy?.code == .lotsAboveCap)
  }

  @Test("GRID-03 OPEN-12 The taker that finishes an attempt opens no lot beyond the cap")
  func fallbackLots() throws {
    func takes(most: Int) throws -> [String] {
      var desk = try AttemptTests.standing {
        $0.entries.fallsBack = true
        $0.entries.maximumOpenLots = most
        $0.entries.rearm = .nextReplan
        $0.exits.takeProfit = .away(.ticks(50))
        $0.grid.direction = .long
      }
      desk.fill(1, 2)
      desk.accept(2)
      desk.fill(2, 2)
      desk.command(.placeManual(.buy, Price(ticks: 980)))
      desk.accept(3)
      desk.fill(3, 5)
      desk.pass(milliseconds: 3_000)
      desk.cancelled(1)
      return desk.book(999, 1_001) + desk.pass(milliseconds: 500)
    }
    #expect(try takes(most: 2).contains { $0.contains("buy 3@") && $0.hasSuffix("ioc") })
    #expect(
      try takes(most: 1).allSatisfy { !$0.contains(" buy ") }, "its lot closed, another is open")
  }

  @Test("GRID-03 GRID-02 An attempt is moved neither over a bound nor near its side's last add")
  func movesWithin() throws {
    var desk = try AttemptTests.standing {
      $0.grid.direction = .long
      $0.grid.upper = amount(1_004)
      $0.entries.timeoutNanoseconds = 60_000_000_000
    }
    desk.book(1_009, 1_011)
    #expect(desk.pass(milliseconds: 400).isEmpty)
    let held = try attempt(desk, .buy)
    #expect((held.phase, held.reason.code) == (.resting, .outsideBounds))
    desk.book(1_003, 1_005)
    #expect(desk.pass(milliseconds: 400) == ["-1"])
    #expect(desk.cancelled(1) == ["+2 buy 5@1002"])

    var near = try AttemptTests.standing {
      $0.grid.direction = .long
      $0.entries.leastDistance = BasisPoints(hundredths: 10_000)
      $0.entries.timeoutNanoseconds = 60_000_000_000
    }
    near.fill(1, 5)
    near.book(979, 981)
    #expect(near.accept(2) == ["+3 buy 5@978"])
    near.accept(3)
    near.book(995, 997)
    #expect(near.pass(milliseconds: 400).isEmpty, "994 is four from where it added last")
    #expect(try attempt(near, .buy).reason == Reason(.tooNear, value: 4, limit: 10))
    near.book(985, 987)
    #expect(near.pass(milliseconds: 400) == ["-3"])
    #expect(near.cancelled(3) == ["+4 buy 5@984"])
  }

  @Test("OPEN-02 An attempt shows side, price, size, exit, deadline, reprices and offset")
  func shown() throws {
    var desk = try AttemptTests.standing()
    let began = desk.now
    desk.book(1_009, 1_011)
    desk.pass(milliseconds: 400)
    desk.cancelled(1)
    let shown = try attempt(desk, .buy)
    #expect((shown.price.ticks, shown.quantity.steps, shown.reprices) == (1_008, 5, 1))
    #expect((shown.offset, shown.phase) == (1, .resting))
    #expect(shown.deadline == began.advanced(byNanoseconds: 3_000_000_000))
    let open = try #require(desk.snapshot.pendingOpens.first { $0.side == .buy })
    #expect(open.id == shown.order)
    #expect(open.intendedExit == Price(ticks: 1_018))
  }

  @Test("OPEN-04 A second attempt on a side is refused while one is pending, and says so")
  func second() throws {
    var desk = try AttemptTests.standing { $0.entries.manualTimeoutNanoseconds = 60_000_000_000 }
    #expect(desk.command(.placeManual(.buy, Price(ticks: 990))).isEmpty)
    let line = try #require(desk.snapshot.log.last { $0.tag == .gated })
    #expect(line.reason?.code == .openPending)
    #expect(desk.pass(milliseconds: 400).isEmpty)
    #expect(desk.snapshot.pendingOpens.count == 2)
  }

  @Test("OPEN-07 What attempts reserve can't be committed by another order")
  func reserves() throws {
    var desk = try AttemptTests.cycle {
      $0.risk.quoteBudget = amount(9_000)
      $0.risk.requireBaseForShort = true
    }
    #expect(desk.book(999, 1_001) == ["+1 buy 5@998"])
    #expect(desk.snapshot.entries.idleSell == Reason(.baseReserved, value: 5, limit: 0))
    #expect(desk.command(.placeManual(.buy, Price(ticks: 990))).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .quoteReserved)
  }

  @Test("OPEN-08 Past its deadline an attempt is cancelled, the outcome awaited, then cleared")
  func timesOut() throws {
    var desk = try AttemptTests.standing()
    #expect(desk.pass(milliseconds: 2_900).isEmpty)
    #expect(desk.pass(milliseconds: 100) == ["-1", "-2"])
    #expect(try attempt(desk, .buy).phase == .timingOut)
    #expect(desk.fill(1, 2) == ["+3 sell 2@1008 reduce"], "it filled while it was cancelled")
    #expect(desk.pass(milliseconds: 400).isEmpty, "no other before the outcome is known")
    desk.cancelled(1)
    #expect(desk.snapshot.lots.map(\.open.steps) == [2])
    #expect(desk.snapshot.log.contains { $0.tag == .attemptTimedOut && $0.quantity?.steps == 2 })
    #expect(!desk.snapshot.entries.attempts.contains { $0.side == .buy })
    #expect(desk.accept(3) == ["+4 buy 5@998"])
  }

  @Test("OPEN-09 An attempt moves to its target at the interval, cancel confirmed first")
  func moves() throws {
    var desk = try AttemptTests.standing()
    #expect(desk.book(1_004, 1_006).isEmpty, "the market's update itself moves nothing")
    #expect(desk.pass(milliseconds: 400) == ["-1", "-2"])
    #expect(desk.pass(milliseconds: 400).isEmpty, "never two live orders for one attempt")
    desk.fill(1, 2)
    #expect(desk.cancelled(1) == ["+4 buy 3@1003"], "the original less what filled")
    #expect(desk.cancelled(2) == ["+5 sell 5@1007"])
    desk.accept(4, 5)
    #expect(desk.pass(milliseconds: 400).isEmpty, "it stands where it belongs")
  }

  @Test("OPEN-10 The offset is the larger of ticks and a share of price and spread, bounded")
  func offsets() throws {
    func placed(_ change: (inout EngineSettings) -> Void) throws -> [String] {
      var desk = try AttemptTests.cycle(change)
      return desk.book(990, 1_010)
    }
    #expect(
      try placed { $0.entries.baseOffset = BasisPoints(hundredths: 5_000) }
        == ["+1 buy 5@985", "+2 sell 5@1016"])
    #expect(
      try placed { $0.entries.offsetSlopeHundredths = 20 } == ["+1 buy 5@986", "+2 sell 5@1015"],
      "a fifth of 200 bps")
    #expect(
      try placed {
        $0.entries.baseOffset = BasisPoints(hundredths: 90_000)
        $0.entries.maximumOffset = BasisPoints(hundredths: 1_000)
      } == ["+1 buy 5@989", "+2 sell 5@1012"])
  }

  @Test("OPEN-11 A refused attempt goes to the fresh best price after a back-off that grows")
  func refused() throws {
    var desk = try AttemptTests.cycle()
    desk.book(999, 1_001)
    desk.book(997, 999)
    #expect(desk.reject(1, .wouldCross).isEmpty)
    #expect(try attempt(desk, .buy).phase == .waiting)
    #expect(desk.pass(milliseconds: 249).isEmpty)
    #expect(desk.pass(milliseconds: 1) == ["+3 buy 5@996"])
    #expect(desk.reject(3, .wouldCross).isEmpty)
    #expect(desk.pass(milliseconds: 499).filter { $0.contains("buy") }.isEmpty, "twice as long")
    #expect(desk.pass(milliseconds: 1).contains { $0.hasPrefix("+4 buy") })
    #expect(desk.snapshot.control.alarms.isEmpty)
  }

  @Test("OPEN-11 Many refusals within a minute are a storm, named once")
  func storm() throws {
    var desk = try Desk { $0.entries.rejectStorm = 3 }
    desk.book(999, 1_001)
    desk.reject(1, .wouldCross)
    desk.reject(2, .wouldCross)
    #expect(!desk.snapshot.entries.isCrossingBurst)
    desk.reject(3, .wouldCross)
    desk.reject(4, .wouldCross)
    #expect(desk.snapshot.control.alarms == [.rejectStorm])
    #expect(desk.snapshot.log.filter { $0.tag == .rejectStorm }.count == 1)
  }

  @Test("OPEN-11 Refusals over the edge of a minute are one storm, and named anew after it is over")
  func stormOverAnEdge() throws {
    var desk = try Desk.standing {
      $0.entries.rejectStorm = 4
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    func refuse(_ desk: inout Desk, at ticks: Int64) throws {
      desk.command(.placeManual(.buy, Price(ticks: ticks)))
      desk.reject(try #require(desk.placed.keys.max()), .wouldCross)
    }
    func named(_ desk: Desk) -> Int { desk.snapshot.log.filter { $0.tag == .rejectStorm }.count }
    try refuse(&desk, at: 901)
    desk.time += 59_000_000_000
    try refuse(&desk, at: 902)
    try refuse(&desk, at: 903)
    #expect(named(desk) == 0)
    desk.time += 2_000_000_000
    try refuse(&desk, at: 904)
    try refuse(&desk, at: 905)
    #expect(named(desk) == 1)
    #expect(desk.snapshot.entries.isCrossingBurst && desk.snapshot.entries.rejectsInMinute == 4)
    desk.time += 90_000_000_000
    #expect(desk.command(.freeze).count >= 0)
    #expect(!desk.snapshot.entries.isCrossingBurst && desk.snapshot.entries.rejectsInMinute == 0)
  }

  @Test("GRID-11 An attempt that waits is gated again with what filled meanwhile")
  func gatedAgain() throws {
    var desk = try AttemptTests.cycle {
      $0.risk.maximumPosition = amount(5)
    }
    desk.book(999, 1_001)
    desk.reject(1, .wouldCross)
    desk.say(.filled(desk.makeFill(99, 3, at: 990)))
    desk.command(.unfreeze)
    #expect(desk.pass(milliseconds: 250).filter { $0.contains("buy") }.isEmpty)
  }

  @Test("OPEN-03 A freeze ends attempts; nothing of them comes back but by a new one")
  func frozen() throws {
    var desk = try AttemptTests.standing()
    #expect(desk.command(.freeze) == ["-1", "-2"])
    desk.cancelled(1)
    desk.cancelled(2)
    #expect(desk.snapshot.entries.attempts.isEmpty)
    #expect(desk.pass(milliseconds: 400).isEmpty)
    #expect(desk.snapshot.entries.idleBuy?.code == .frozen)
    #expect(desk.command(.unfreeze) == ["+3 buy 5@998", "+4 sell 5@1002"])
  }
}
