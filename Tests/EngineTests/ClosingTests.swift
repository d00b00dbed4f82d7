import Market
import Testing
import Venue

@testable import Engine

private func bps(_ count: Int64) -> BasisPoints { BasisPoints(hundredths: count * 100) }

@Suite("Closing lots")
struct ClosingTests {
  @Test(
    "EXIT-06 Both legs filled: booked, alarmed, opens stop, the excess is closed by one command")
  func bothLegs() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(5, 6)
    desk.fill(6, 5)
    let requests = desk.say(.filled(desk.makeFill(5, 5, at: 965)))
    #expect(Set(requests).isSuperset(of: ["-2", "-3", "-4"]), "opens are pulled")
    #expect(desk.engine.position.steps == -5)
    #expect(desk.snapshot.exposure.excess.steps == -5)
    #expect(desk.snapshot.control.alarms.contains(.bothLegsFilled))
    #expect(desk.snapshot.control.breaker.latched == [.bothLegs])
    desk.command(.unfreeze)
    #expect(desk.snapshot.control.breaker.stage == .tripped, "only the breaker's own key clears it")
    #expect(desk.snapshot.legs.isEmpty, "the excess gets no exits of its own")
    for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
    let preview = CommandPreview(of: .closeExcess, on: desk.engine)
    #expect((preview.side, preview.quantity.steps) == (.buy, 5))
    #expect(desk.command(.closeExcess) == ["+8 buy 5@1006 ioc reduce"])
    let close = try #require(desk.placed.values.first { $0.id.purpose == .close })
    desk.fill(close.id.generation, 5)
    #expect(desk.engine.position.isFlat)
    #expect(desk.snapshot.exposure.excess.isFlat)
  }

  @Test("EXIT-05 Each part that closes is recorded with prices, times, fees pro rata and its rung")
  func records() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.say(.filled(desk.makeFill(1, 5, fee: 10)))
    desk.say(.filled(desk.makeFill(5, 2, fee: 3)))
    desk.say(.filled(desk.makeFill(5, 3, fee: 4)))
    let records = desk.snapshot.recentCloses
    #expect(records.map(\.quantity.steps) == [2, 3])
    #expect(records.map(\.entryFees) == [4, 6].map(whole))
    #expect(records.map(\.exitFee) == [3, 4].map(whole))
    #expect(records.map(\.made) == [20, 30].map(whole))
    #expect(records.map(\.isWhole) == [false, true])
    #expect(records.map(\.cause) == [.takeProfit, .takeProfit])
    #expect(records.allSatisfy { $0.rung.ticks == 990 && $0.entry.ticks == 990 })
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("EXIT-05 What a take-profit leaves over waits, or is closed if it is worth enough")
  func remainder() throws {
    var desk = try Desk {
      $0.market.staleAfterNanoseconds = 0
      $0.exits.closing.remainderAbove = amount(2_000)
      $0.exits.closing.slippage = bps(10)
    }
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.accept(5)
    desk.fill(5, 2)
    desk.wait(milliseconds: 60_000)
    #expect(desk.deadline() == ["-5"])
    #expect(desk.cancelled(5) == ["+6 sell 3@999 ioc reduce"])
  }

  @Test("EXIT-08 In boost mode a lot is closed by a protected taker at once, else gets its exits")
  func boost() throws {
    var desk = try Desk {
      $0.exits.closing.isBoosted = true
      $0.exits.closing.boostSlippage = bps(20)
    }
    desk.book(999, 1_001)
    #expect(desk.fill(1, 5) == ["+5 sell 5@998 ioc reduce"])
    #expect(desk.id(5).purpose == .close)
    #expect(desk.cancelled(5, .immediate) == ["+6 sell 5@1000 reduce"])
  }

  /// A desk with a lot, its exit accepted, that is closed at the market once it is ten seconds old.
  private func aging() throws -> Desk {
    var desk = try Desk.standing {
      $0.market.staleAfterNanoseconds = 0
      $0.exits.closing.maximumAgeNanoseconds = 10_000_000_000
      $0.exits.closing.policy = .close
      $0.exits.closing.slippage = bps(10)
    }
    desk.fill(1, 5)
    desk.accept(5)
    return desk
  }

  @Test("EXIT-09 A lot that is too old is closed by policy")
  func age() throws {
    var desk = try aging()
    let opened = desk.time
    #expect(desk.deadline() == ["-5"])
    #expect(desk.time - opened == 10_000_000_000)
    #expect(desk.cancelled(5) == ["+6 sell 5@999 ioc reduce"])
  }

  @Test("EXIT-04 EXIT-09 A close that the venue refuses alarms, and is sent again a second later")
  func closeRefused() throws {
    var desk = try aging()
    desk.deadline()
    desk.cancelled(5)
    #expect(desk.reject(6, .other).isEmpty)
    #expect(desk.snapshot.control.alarms.contains(.rejectedExit))
    #expect(desk.pass(milliseconds: 900).isEmpty)
    #expect(desk.pass(milliseconds: 100) == ["+7 sell 5@999 ioc reduce"])
  }

  @Test(
    "EXIT-09 A take-profit the market traded through and that still rests is an alarm, or moves")
  func stuck() throws {
    for policy in ClosingSettings.Policy.allCases {
      var desk = try Desk {
        $0.market.staleAfterNanoseconds = 0
        $0.exits.closing.policy = policy
      }
      desk.book(999, 1_001)
      desk.fill(1, 5)
      desk.accept(5)
      desk.command(.freeze)
      for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
      desk.update(
        [MarketChange(.buyTrade, Price(ticks: 1_000), Quantity(steps: 1))], kinds: .trades)
      #expect(desk.isIdle, "at its price is not through it")
      desk.update(
        [MarketChange(.buyTrade, Price(ticks: 1_001), Quantity(steps: 1))], kinds: .trades)
      let seen = desk.time
      let requests = desk.deadline()
      #expect(desk.time - seen == 3_600_000_000_000)
      #expect(requests == (policy == .alarm ? [] : ["-5"]))
      #expect(desk.snapshot.control.alarms.contains(.lotOverdue) == (policy == .alarm))
      if policy == .move { #expect(desk.cancelled(5) == ["+6 sell 5@1001 reduce"]) }
    }
  }

  @Test("EXIT-09 By the policy of moving, a take-profit follows the market once a minute")
  func movesAgain() throws {
    var desk = try Desk.standing {
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      $0.exits.closing.policy = .move
      $0.exits.closing.maximumAgeNanoseconds = 10_000_000_000
    }
    desk.fill(1, 5)
    desk.accept(5)
    #expect(desk.pass(milliseconds: 10_000) == ["-5"])
    #expect(desk.cancelled(5) == ["+6 sell 5@1001 reduce"])
    desk.accept(6)
    desk.command(.freeze)
    for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
    desk.book(985, 987)
    #expect(desk.pass(milliseconds: 59_000).isEmpty)
    #expect(desk.pass(milliseconds: 1_000) == ["-6"])
    #expect(desk.cancelled(6) == ["+7 sell 5@987 reduce"])
  }

  @Test("EXIT-05 EXIT-09 An alarm about a lot's age leaves the close of its remainder be")
  func remainderAfterAlarm() throws {
    var desk = try Desk.standing {
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      $0.exits.closing.maximumAgeNanoseconds = 1_000_000_000
      $0.exits.closing.remainderAbove = amount(1)
      $0.exits.closing.remainderAfterNanoseconds = 3_000_000_000
    }
    desk.fill(1, 5)
    desk.accept(5)
    desk.fill(5, 2)
    #expect(desk.pass(milliseconds: 2_000).isEmpty)
    #expect(desk.snapshot.control.alarms == [.lotOverdue])
    #expect(desk.pass(milliseconds: 1_000) == ["-5"])
    #expect(desk.cancelled(5).contains { $0.hasPrefix("+6 sell 3@") && $0.contains("ioc") })
  }

  @Test("CONSOLE-04 One lot is closed at the market; its take-profit goes first, its stop stays")
  func closeLot() throws {
    var desk = try Desk.withStops { $0.exits.closing.slippage = bps(10) }
    desk.fill(1, 5)
    desk.accept(5, 6)
    let preview = CommandPreview(of: .closeLot(PositionID(1)), on: desk.engine)
    #expect((preview.quantity.steps, preview.legsToCancel, preview.levelsSwept) == (5, 1, 1))
    #expect(desk.command(.closeLot(PositionID(1))) == ["-6"])
    #expect(desk.cancelled(6) == ["+7 sell 5@999 ioc reduce"])
    #expect(desk.snapshot.exposure.venueStops.steps == 5)
    #expect(desk.fill(7, 5).first == "-5")
    #expect(desk.snapshot.recentCloses.map(\.cause) == [.close])
  }

  @Test("A close that can't fill within its limit is given up, alarmed, and the exits come back")
  func givesUp() throws {
    var desk = try Desk {
      $0.market.staleAfterNanoseconds = 0
      $0.exits.closing.tries = 2
      $0.exits.closing.slippage = .zero
    }
    desk.book(999, 1_001)
    desk.fill(1, 5)
    #expect(desk.command(.closeLot(PositionID(1))) == ["-5"])
    #expect(desk.cancelled(5) == ["+6 sell 5@999 ioc reduce"])
    #expect(desk.cancelled(6, .immediate).isEmpty)
    #expect(desk.deadline() == ["+7 sell 5@999 ioc reduce"])
    #expect(desk.cancelled(7, .immediate) == ["+8 sell 5@1000 reduce"])
    #expect(desk.snapshot.control.alarms == [.closeUnfilled])
  }

  @Test("EXIT-01 Dust holds no slot: it is shown, and joins the next lot of its side")
  func dust() throws {
    var desk = try Desk.standing(minimumNotional: 3_000)
    desk.fill(4, 5)
    desk.fill(1, 2)
    desk.command(.pause(.buy))
    desk.cancelled(2)
    desk.cancelled(1)
    #expect(desk.snapshot.lots.filter(\.isDust).map(\.open.steps) == [2])
    #expect(desk.snapshot.exposure.naked.steps == 2)
    let back = desk.command(.unpause(.buy))
    #expect(back.contains { $0.hasSuffix("buy 5@990") }, "its slot is quoted again")
    let number = desk.placed.values.filter { $0.limit?.ticks == 980 }.map(\.id.generation).max()!
    #expect(desk.fill(number, 5).contains { $0.contains("sell 7@") })
    #expect(desk.snapshot.lots.filter { $0.side == .buy }.map(\.open.steps) == [7])
    #expect(desk.snapshot.exposure.naked.steps == 0)
  }

  @Test("EXIT-01 What closes the whole position goes out however small, where the venue lets it")
  func dustAlone() throws {
    var capabilities = Desk.capabilities
    capabilities.minimumSparesWholeClose = true
    var desk = try Desk(minimumNotional: 3_000, capabilities: capabilities)
    desk.book(999, 1_001)
    #expect(desk.fill(1, 2) == ["+5 sell 2@1000 reduce"])
  }

  @Test("EXIT-07 A leg the venue shrank or ended is no news of a fill: the position is asked for")
  func confirms() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.accept(5)
    desk.takeAsked()
    desk.isObliging = false
    #expect(desk.say(.shrunk(desk.id(5), remaining: Quantity(steps: 2))).isEmpty)
    #expect(desk.takeAsked() == ["account"])
    var account = AccountState(asOf: desk.now, position: Position(steps: 2))
    #expect(desk.answer(.account(account)).isEmpty, "it disagrees: nothing is sent")
    account.position = Position(steps: 5)
    #expect(desk.answer(.account(account)) == ["+6 sell 3@1000 reduce"])
  }
}

extension ClosingTests {

  @Test("CONSOLE-04 A lot that is to be closed keeps its take-profit while there is no book for it")
  func closeWaits() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(5, 6)
    desk.book(999, 0)
    #expect(desk.command(.closeLot(PositionID(1))).isEmpty)
    #expect(
      desk.engine.explain(.lot(PositionID(1))).legs.map(\.state)
        == [.order(.working, isTriggered: false), .order(.working, isTriggered: false)])
    #expect(desk.book(999, 1_001) == ["-6"])
    #expect(desk.cancelled(6).contains { $0.hasPrefix("+7 sell 5@") && $0.contains("ioc") })
  }

  @Test("EXIT-08 What fills while a boosted close is out is boosted once that has ended")
  func boostedParts() throws {
    var desk = try Desk.standing {
      $0.exits.closing.isBoosted = true
      $0.exits.closing.boostSlippage = bps(20)
      $0.market.staleAfterNanoseconds = 0
    }
    #expect(desk.fill(1, 2) == ["+5 sell 2@998 ioc reduce"])
    #expect(desk.fill(1, 3).isEmpty)
    desk.accept(5)
    desk.say(.filled(desk.makeFill(5, 2, at: 999, .taker)))
    #expect(desk.pass(milliseconds: 1_100) == ["+6 sell 3@998 ioc reduce"])
  }

  @Test("EXIT-05 What others sold of a lot leaves no remainder of a take-profit")
  func foreignLeavesNoRemainder() throws {
    var desk = try Desk.standing {
      $0.market.staleAfterNanoseconds = 0
      $0.exits.closing.remainderAbove = amount(1)
      $0.exits.closing.remainderAfterNanoseconds = 3_000_000_000
    }
    desk.fill(1, 5)
    desk.accept(5)
    desk.say(
      .filled(
        Fill(
          id: FillID(999), order: .foreign(7), side: .sell, price: Price(ticks: 999),
          quantity: Quantity(steps: 2), fee: .zero, liquidity: .taker, time: desk.now)))
    #expect(!desk.pass(milliseconds: 5_000).contains { $0.contains("ioc") })
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
  }

  @Test("EXIT-06 RISK-01 A plain stop goes before its lot is closed: both could fill")
  func plainStopGoesFirst() throws {
    var desk = try Desk.withStops { $0.exits.reduceOnlyWhereCovered = false }
    desk.fill(1, 5)
    desk.accept(5, 6)
    #expect(desk.command(.closeLot(PositionID(1))) == ["-6", "-5"])
    #expect(desk.cancelled(6).isEmpty)
    #expect(desk.cancelled(5).map { String($0.prefix(11)) } == ["+7 sell 5@9"])
    #expect(desk.snapshot.lots.map(\.watchedStop.steps) == [5], "the engine watches meanwhile")
    desk.cancelled(7, .immediate)
    for _ in 0..<20 where desk.snapshot.lots[0].closing != nil {
      for word in desk.pass(milliseconds: 1_000) where word.contains("ioc") {
        desk.cancelled(UInt64(word.dropFirst().prefix { $0.isNumber }) ?? 0, .immediate)
      }
    }
    #expect(desk.snapshot.control.alarms.contains(.closeUnfilled))
    #expect(desk.snapshot.legs.contains { $0.purpose == .stopLoss }, "given up, the stop is back")
  }

  @Test("EXIT-06 A stop that goes off while a close of its lot is under way waits for its outcome")
  func stopWaitsForClose() throws {
    func closing() throws -> Desk {
      var desk = try Desk.withStops { $0.exits.reduceOnlyWhereCovered = false }
      desk.command(.pause(.sell))
      desk.fill(1, 5)
      desk.accept(5, 6)
      desk.command(.freeze)
      for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
      desk.command(.closeLot(PositionID(1)))
      desk.cancelled(5)
      #expect(desk.cancelled(6).contains { $0.hasPrefix("+7 sell 5@") })
      #expect(desk.book(969, 971).isEmpty, "its stop is at 970")
      return desk
    }
    var filled = try closing()
    #expect(!filled.say(.filled(filled.makeFill(7, 5, at: 975))).contains { $0.contains("ioc") })
    #expect(filled.engine.position.isFlat)

    var partly = try closing()
    partly.say(.filled(partly.makeFill(7, 2, at: 975)))
    #expect(partly.cancelled(7, .immediate, filled: 2).contains { $0.contains("sell 3@") })
  }
}
