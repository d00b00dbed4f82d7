import Market
import Testing
import Venue

@testable import Engine

/// What the engine does about errors, by their class, and how an open takes another's place.
@Suite("Errors and replacements")
struct ErrorTests {
  private func desk(change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try Desk {
      $0.market.staleAfterNanoseconds = 0
      $0.risk.breaker.threshold = 1_000
      change(&$0)
    }
    desk.book(999, 1_001)
    return desk
  }

  /// How many seconds a refused rung waits each time, when it is refused over and over.
  private func waits(_ desk: inout Desk, _ refusal: Refusal, times: Int) -> [Int64] {
    desk.accept(2, 3, 4)
    var waits: [Int64] = []
    var number: UInt64 = 1
    for _ in 0..<times {
      desk.reject(number, refusal)
      let refused = desk.time
      var sent: [String] = []
      while sent.isEmpty { sent = desk.deadline() }
      waits.append((desk.time - refused) / 1_000_000_000)
      number = desk.placed.keys.max() ?? 0
      #expect(sent == ["+\(number) buy 5@990"])
    }
    return waits
  }

  @Test("ORDER-08 The wait grows only after errors that nobody expected")
  func backOff() throws {
    var unexpected = try desk()
    #expect(waits(&unexpected, .malformed, times: 8) == [1, 2, 4, 8, 16, 32, 60, 60])
    #expect(unexpected.engine.recoveries[.refusedAgain] == 7)
    var expected = try desk()
    #expect(waits(&expected, .belowMinimumNotional, times: 4) == [1, 1, 1, 1])
    var throttled = try desk()
    #expect(
      waits(&throttled, .rateLimited, times: 3) == [65, 65, 65], "the breaker lets one try")
  }

  @Test("ORDER-08 Each rung waits its own time, whatever wakes the engine before")
  func ownWaits() throws {
    var desk = try desk()
    desk.accept(3, 4)
    desk.reject(1, .malformed)
    #expect(desk.deadline() == ["+5 buy 5@990"])
    desk.reject(5, .malformed)
    let refused = desk.time
    desk.reject(2, .malformed)
    #expect(desk.deadline() == ["+6 buy 5@980"])
    #expect(desk.time - refused == 1_000_000_000)
    desk.accept(6)
    #expect(desk.deadline() == ["+7 buy 5@990"])
    #expect(desk.time - refused == 2_000_000_000)
  }

  @Test("ORDER-08 Once accepted, a rung's wait begins anew, and a new plan does not shorten it")
  func backOffEnds() throws {
    var desk = try desk()
    desk.accept(2, 3, 4)
    desk.reject(1, .malformed)
    desk.deadline()
    desk.reject(5, .malformed)
    #expect(desk.command(.recentre).isEmpty, "two seconds are not over")
    #expect(desk.deadline() == ["+6 buy 5@990"])
    desk.accept(6)
    #expect(desk.cancelled(6, .byHand) == ["+7 buy 5@990"])
    desk.reject(7, .malformed)
    let refused = desk.time
    #expect(desk.deadline() == ["+8 buy 5@990"])
    #expect(desk.time - refused == 1_000_000_000)
  }

  @Test(
    "ORDER-08 Without margin a side waits until that changes; the other side goes on",
    arguments: [
      Refusal.insufficientMargin, .positionLimit, .openInterestCap, .tooManyOrders,
    ])
  func margin(refusal: Refusal) throws {
    var desk = try desk()
    desk.isObliging = false
    #expect(desk.reject(1, refusal).isEmpty)
    desk.accept(2, 3, 4)
    #expect(desk.rungs[0] == "buy 990 MARGIN_REFUSED")
    #expect(desk.snapshot.risk.waitsForMargin.buy != nil)
    #expect(desk.snapshot.risk.waitsForMargin.sell == nil)
    #expect(desk.snapshot.log.last { $0.tag == .marginRefused }?.refusal == refusal)
    #expect(desk.engine.recoveries[.marginRefused] == 1)
    for _ in 0..<20 {
      desk.wait(milliseconds: 1_000)
      #expect(desk.book(999, 1_001).isEmpty, "no clock and no book lets it go on")
    }
    #expect(desk.cancelled(3, .byHand) == ["+5 buy 5@990", "+6 sell 5@1010"], "room was made")
  }

  @Test("ORDER-08 Another margin told by the venue lets a side go on, the same one does not")
  func marginTold() throws {
    var desk = try desk()
    desk.isObliging = false
    func account(_ desk: Desk, _ equity: Int64) -> VenueAnswer {
      var state = AccountState(asOf: desk.now, position: .flat)
      state.equity = whole(equity)
      state.marginUsed = .zero
      return .account(state)
    }
    desk.accept(2, 3, 4)
    desk.answer(account(desk, 100))
    desk.reject(1, .insufficientMargin)
    desk.takeAsked()
    desk.wait(milliseconds: 10_000)
    desk.nextDeadline()
    #expect(desk.takeAsked().contains("account"), "it is asked for while a side waits")
    #expect(desk.answer(account(desk, 100)).isEmpty)
    #expect(desk.answer(account(desk, 101)) == ["+5 buy 5@990"])
    #expect(desk.snapshot.risk.waitsForMargin.buy == nil)
  }

  @Test("ORDER-08 A smaller position frees margin, a larger one does not")
  func marginFreed() throws {
    var desk = try desk { $0.exits.takeProfit = .away(.ticks(200)) }
    desk.accept(2, 3, 4)
    desk.reject(1, .insufficientMargin)
    desk.fill(2, 5)
    #expect(desk.rungs[0] == "buy 990 MARGIN_REFUSED")
    #expect(desk.fill(3, 5).contains("+7 buy 5@990"))
  }

  @Test("ORDER-08 An order that the venue ends for want of margin blocks its side, too")
  func marginCancelled() throws {
    var desk = try desk()
    desk.accept(1, 2, 3, 4)
    #expect(desk.cancelled(1, .margin).isEmpty)
    #expect(desk.rungs[0] == "buy 990 MARGIN_REFUSED")
  }

  @Test(
    "ORDER-08 What no waiting heals stops all opens until a person has looked",
    arguments: [Refusal.badSignature, .unknownMarket])
  func permanent(refusal: Refusal) throws {
    var desk = try desk()
    desk.accept(2, 3, 4)
    #expect(desk.reject(1, refusal) == ["-2", "-3", "-4"])
    #expect(desk.snapshot.control.breaker.latched == [.ban])
    for number in 2...4 as ClosedRange<UInt64> { #expect(desk.cancelled(number).isEmpty) }
    #expect(desk.pass(milliseconds: 600_000).isEmpty)
  }

  @Test("ORDER-08 An exit without margin or credit is asked for every second, not ever later")
  func exits() throws {
    for refusal in [Refusal.insufficientMargin, .rateLimited] {
      var desk = try desk()
      desk.fill(1, 5)
      desk.command(.freeze)
      for number in 5...9 as ClosedRange<UInt64> {
        desk.reject(number, refusal)
        let refused = desk.time
        var sent: [String] = []
        while sent.isEmpty { sent = desk.deadline() }
        #expect(desk.time - refused == 1_000_000_000)
      }
    }
  }

  @Test("ORDER-12 Where an amend is a cancel and a new order, an open is cancelled and placed anew")
  func opensAreReplaced() throws {
    for isCancelReplace in [false, true] {
      var capabilities = Desk.capabilities
      capabilities.amendIsCancelReplace = isCancelReplace
      var desk = try Desk.standing(capabilities: capabilities) {
        $0.grid.sizeCurve = .linear
        $0.grid.sizeGrowth = BasisPoints(hundredths: 1_000_000)
        $0.orders.resizeTolerance = .zero
      }
      let words = desk.book(1_010, 1_012)
      #expect(words.contains("~4 to 5") == !isCancelReplace)
      #expect(words.contains("-4") == isCancelReplace)
      #expect(desk.engine.snapshot().exposure.liveSells.steps <= 30)
      guard isCancelReplace else { continue }
      #expect(!words.contains { $0.hasSuffix("sell 5@1020") }, "not before the end is confirmed")
      #expect(desk.cancelled(4) == ["+7 sell 5@1020"])
    }
  }

  @Test(
    "ORDER-12 What is placed in its place is the original less its fills, into the same lot",
    arguments: GridSettings.Rearm.allCases)
  func lessFills(rearm: GridSettings.Rearm) throws {
    var desk = try Desk.standing {
      $0.grid.sizeCurve = .linear
      $0.grid.sizeGrowth = BasisPoints(hundredths: 1_000_000)
      $0.orders.resizeTolerance = .zero
      $0.orders.amend = false
      $0.grid.rearm = rearm
      $0.exits.takeProfit = .away(.ticks(200))
    }
    // The rung at 1020 was the second, of ten; it becomes the first, of five.
    #expect(desk.fill(4, 2) == ["+5 buy 2@820 reduce"])
    desk.accept(5)
    #expect(desk.book(1_010, 1_012).contains("-4"))
    desk.fill(4, 1)
    #expect(desk.cancelled(4).contains { $0.hasSuffix(" sell 2@1020") })
    let number = desk.placed.keys.max() ?? 0
    let lots = desk.snapshot.lots.count
    desk.accept(number)
    desk.fill(number, 2)
    #expect(desk.snapshot.lots.count == lots)
    #expect(desk.snapshot.lots.first?.open.steps == 5, "never more than the rung wants")
  }

  @Test("ORDER-12 A rung that has all it wants when its order ends places no more")
  func wholeAlready() throws {
    var desk = try Desk.standing {
      $0.grid.sizeCurve = .linear
      $0.grid.sizeGrowth = BasisPoints(hundredths: 1_000_000)
      $0.orders.resizeTolerance = .zero
      $0.orders.amend = false
    }
    desk.fill(4, 2)
    desk.book(1_010, 1_012)
    desk.fill(4, 3)
    #expect(!desk.cancelled(4).contains { $0.contains("sell") && $0.contains("@1020") })
    #expect(desk.rungs.contains("sell 1020 LOT_OPEN"))
  }

  @Test("ORDER-02 Cancels and amends leave before anything is placed")
  func cancelsFirst() throws {
    var desk = try Desk.standing {
      $0.grid.sizeCurve = .linear
      $0.grid.sizeGrowth = BasisPoints(hundredths: 1_000_000)
      $0.orders.resizeTolerance = .zero
    }
    let words = desk.book(1_010, 1_012)
    let placed = try #require(words.firstIndex { $0.hasPrefix("+") })
    #expect(words.count == 6)
    #expect(words[placed...].allSatisfy { $0.hasPrefix("+") })
  }

  @Test("RISK-02 While a cap on the margin is set the account is asked for every ten seconds")
  func accountIsPolled() throws {
    var desk = try desk { $0.risk.losses.maximumMarginUse = BasisPoints(hundredths: 500_000) }
    desk.takeAsked()
    desk.pass(milliseconds: 29_000)
    #expect(desk.takeAsked().filter { $0 == "account" }.count >= 2)
    var without = try self.desk()
    without.accept(1, 2, 3, 4)
    without.takeAsked()
    without.pass(milliseconds: 12_000)
    #expect(!without.takeAsked().contains("account"))
  }

  @Test("ORDER-08 The refusal of what is left of an open is told, though a part of it filled")
  func refusedAfterPart() throws {
    var desk = try desk()
    desk.fill(1, 2)
    desk.reject(1, .other)
    #expect(desk.snapshot.log.contains { $0.tag == .rejected && $0.order == desk.id(1) })
    #expect(desk.snapshot.lots.map(\.open.steps) == [2])
  }
}
