import Market
import Testing
import Venue

@testable import Engine

private func stopDesk(change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
  var capabilities = Desk.capabilities
  capabilities.triggerReferences = [.mark]
  var desk = try Desk(capabilities: capabilities) {
    $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
    $0.market.staleAfterNanoseconds = 0
    change(&$0)
  }
  desk.book(999, 1_001)
  desk.accept(1, 2, 3, 4)
  return desk
}

private func bps(_ count: Int64) -> BasisPoints { BasisPoints(hundredths: count * 100) }

@Suite("Closing lots")
struct ClosingTests {
  @Test(
    "EXIT-06 Both legs filled: booked, alarmed, opens stop, the excess is closed by one command")
  func bothLegs() throws {
    var desk = try stopDesk()
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
    let preview = desk.engine.preview(.closeExcess)
    #expect((preview.side, preview.quantity.steps) == (.buy, 5))
    #expect(desk.command(.closeExcess) == ["+8 buy 5@1007 ioc reduce"])
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
    #expect(records.map(\.entryFees.units) == [4, 6])
    #expect(records.map(\.exitFee.units) == [3, 4])
    #expect(records.map(\.made.units) == [20, 30])
    #expect(records.map(\.isWhole) == [false, true])
    #expect(records.map(\.cause) == [.takeProfit, .takeProfit])
    #expect(records.allSatisfy { $0.rung.ticks == 990 && $0.entry.ticks == 990 })
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("EXIT-05 What a take-profit leaves over waits, or is closed if it is worth enough")
  func remainder() throws {
    var desk = try Desk {
      $0.market.staleAfterNanoseconds = 0
      $0.exits.closing.remainderAbove = DecimalNumber(mantissa: 2_000, decimals: 0)
      $0.exits.closing.slippage = bps(10)
    }
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.accept(5)
    desk.fill(5, 2)
    desk.wait(milliseconds: 60_000)
    #expect(desk.deadline() == ["-5"])
    #expect(desk.cancelled(5) == ["+6 sell 3@998 ioc reduce"])
  }

  @Test("EXIT-08 In boost mode a lot is closed by a protected taker at once, else gets its exits")
  func boost() throws {
    var desk = try Desk {
      $0.exits.closing.isBoosted = true
      $0.exits.closing.boostSlippage = bps(20)
    }
    desk.book(999, 1_001)
    #expect(desk.fill(1, 5) == ["+5 sell 5@997 ioc reduce"])
    #expect(desk.id(5).purpose == .close)
    #expect(desk.cancelled(5, .immediate) == ["+6 sell 5@1000 reduce"])
  }

  @Test("EXIT-09 A lot that is too old is closed by policy")
  func age() throws {
    var desk = try Desk {
      $0.market.staleAfterNanoseconds = 0
      $0.exits.closing.maximumAgeNanoseconds = 10_000_000_000
      $0.exits.closing.policy = .close
      $0.exits.closing.slippage = bps(10)
    }
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    desk.fill(1, 5)
    desk.accept(5)
    let opened = desk.time
    #expect(desk.deadline() == ["-5"])
    #expect(desk.time - opened == 10_000_000_000)
    #expect(desk.cancelled(5) == ["+6 sell 5@998 ioc reduce"])
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

  @Test("EXIT-10 A stopped slot is benched for the cooldown; the second time until it is freed")
  func bench() throws {
    var desk = try stopDesk { $0.exits.bench.cooldownNanoseconds = 60_000_000_000 }
    func stopOut(_ entry: UInt64) {
      desk.fill(entry, 5)
      let stop = desk.snapshot.legs.first { $0.purpose == .stopLoss }!.id.generation
      let profit = desk.snapshot.legs.first { $0.purpose == .takeProfit }!.id.generation
      desk.say(.triggered(desk.id(stop)))
      desk.say(.filled(desk.makeFill(stop, 5, at: 968)))
      desk.cancelled(profit)
    }
    stopOut(1)
    #expect(desk.rungs[0] == "buy 990 BENCHED")
    #expect(desk.snapshot.benches.map { $0.slot?.ticks } == [990])
    #expect(desk.snapshot.benches.map(\.attempts) == [1])
    desk.wait(milliseconds: 60_000)
    #expect(desk.deadline() == ["+7 buy 5@990"])
    desk.accept(7)
    stopOut(7)
    desk.wait(milliseconds: 3_600_000)
    #expect(desk.deadline().isEmpty)
    #expect(desk.snapshot.benches.map { $0.until } == [nil])
    let why = desk.engine.explain(.price(.buy, Price(ticks: 990)))
    #expect(why.changes.first == .freeBench(.buy), "no clock ends it")
    #expect(
      desk.command(.freeBench(.buy, Price(ticks: 990))).contains { $0.hasSuffix("buy 5@990") })
  }

  @Test("EXIT-10 A bench ends by itself though other exits wanted a look before it did")
  func benchOutlivesOtherMoments() throws {
    var desk = try stopDesk {
      $0.market.staleAfterNanoseconds = 0
      $0.exits.bench.cooldownNanoseconds = 60_000_000_000
    }
    desk.fill(1, 5)
    desk.say(.triggered(desk.id(5)))
    desk.say(.filled(desk.makeFill(5, 5, at: 968)))
    desk.cancelled(6)
    desk.fill(2, 5)
    desk.say(.rejected(desk.id(7), .rateLimited))
    #expect(!desk.pass(milliseconds: 59_000).contains("+9 buy 5@990"))
    #expect(desk.rungs[0] == "buy 990 BENCHED")
    #expect(desk.pass(milliseconds: 1_100).contains { $0.hasSuffix("buy 5@990") })
  }

  @Test("EXIT-05 EXIT-09 An alarm about a lot's age leaves the close of its remainder be")
  func remainderAfterAlarm() throws {
    var desk = try Desk {
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      $0.exits.closing.maximumAgeNanoseconds = 1_000_000_000
      $0.exits.closing.remainderAbove = DecimalNumber(mantissa: 1, decimals: 0)
      $0.exits.closing.remainderAfterNanoseconds = 3_000_000_000
    }
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    desk.fill(1, 5)
    desk.accept(5)
    desk.fill(5, 2)
    #expect(desk.pass(milliseconds: 2_000).isEmpty)
    #expect(desk.snapshot.control.alarms == [.lotOverdue])
    #expect(desk.pass(milliseconds: 1_000) == ["-5"])
    #expect(desk.cancelled(5).contains { $0.hasPrefix("+6 sell 3@") && $0.contains("ioc") })
  }

  @Test("EXIT-10 A side can be benched as a whole")
  func benchSide() throws {
    var desk = try stopDesk { $0.exits.bench.scope = .side }
    desk.fill(1, 5)
    desk.say(.triggered(desk.id(5)))
    #expect(desk.command(.placeManual(.buy, Price(ticks: 950))).isEmpty)
    #expect(!desk.command(.placeManual(.sell, Price(ticks: 1_050))).isEmpty)
  }

  @Test("EXIT-12 A runner has no take-profit; its stop trails the mark and never goes back")
  func runner() throws {
    var desk = try Desk {
      $0.exits.runner.isEnabled = true
      $0.exits.runner.trail = bps(100)
      $0.exits.runner.step = bps(10)
    }
    desk.book(999, 1_001)
    desk.command(.pause(.sell))
    #expect(desk.fill(1, 5).isEmpty, "it runs")
    #expect(desk.fill(2, 5) == ["+5 sell 5@990 reduce"], "the next one does not")
    desk.command(.freeze)
    desk.book(1_019, 1_021)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [1_009, nil])
    desk.book(1_009, 1_031)
    #expect(desk.snapshot.lots[0].stop?.ticks == 1_009)
    #expect(desk.snapshot.lots.map(\.isRunner) == [true, false])
    #expect(desk.book(1_007, 1_009).contains { $0.contains("sell 5@") && $0.contains("ioc") })
  }

  @Test("EXIT-12 Partial closes of others never change which lot is the runner")
  func runnerStays() throws {
    var desk = try Desk { $0.exits.runner.isEnabled = true }
    desk.book(999, 1_001)
    desk.fill(1, 2)
    desk.fill(2, 5)
    desk.fill(5, 3)
    #expect(desk.snapshot.lots.map(\.isRunner) == [true, false])
    desk.fill(1, 3)
    #expect(desk.snapshot.lots.map(\.isRunner) == [true, false])
    #expect(desk.snapshot.lots.map(\.open.steps) == [5, 2])
  }

  @Test("CONSOLE-04 One lot is closed at the market; its take-profit goes first, its stop stays")
  func closeLot() throws {
    var desk = try stopDesk { $0.exits.closing.slippage = bps(10) }
    desk.fill(1, 5)
    desk.accept(5, 6)
    let preview = desk.engine.preview(.closeLot(PositionID(1)))
    #expect((preview.quantity.steps, preview.legsToCancel, preview.levelsSwept) == (5, 1, 1))
    #expect(desk.command(.closeLot(PositionID(1))) == ["-6"])
    #expect(desk.cancelled(6) == ["+7 sell 5@998 ioc reduce"])
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
    var desk = try Desk(minimumNotional: 3_000)
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
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
  @Test("EXIT-10 A benched slot holds for a ladder that was anchored a little aside")
  func benchReaches() throws {
    var bench = Bench()
    let until = Instant(nanoseconds: 10)
    bench.add(.buy, Price(ticks: 990), reach: 4, until: until, limit: 2)
    let now = Instant(nanoseconds: 1)
    let held = (980...1_000).filter { bench.reason(.buy, Price(ticks: $0), at: now) != nil }
    #expect(held == Array(986...994), "less than half a spacing of ten")
    #expect(bench.reason(.sell, Price(ticks: 990), at: now) == nil)
    bench.add(.buy, Price(ticks: 992), reach: 4, until: until, limit: 2)
    #expect(bench.places.map(\.attempts) == [2], "it is the same place")
    bench.free(.buy, Price(ticks: 988))
    #expect(bench.isEmpty)

    var desk = try stopDesk { $0.grid.anchoring = .full }
    desk.fill(1, 5)
    desk.accept(5, 6)
    desk.say(.triggered(desk.id(5)))
    desk.say(.filled(desk.makeFill(5, 5, at: 968)))
    desk.cancelled(6)
    desk.book(1_001, 1_003)
    desk.command(.recentre)
    #expect(desk.rungs.first == "buy 992 BENCHED")
    #expect(desk.rungs.contains { $0.hasPrefix("buy 982") && !$0.hasSuffix("BENCHED") })
  }

  @Test("EXIT-10 Where attempts have no slots, a stop-loss benches the side")
  func benchCycle() throws {
    var desk = try stopDesk { $0.entries.mode = .cycle }
    let buy = try #require(desk.snapshot.pendingOpens.first { $0.side == .buy })
    desk.fill(buy.id.generation, 5)
    let stop = try #require(desk.snapshot.legs.first { $0.purpose == .stopLoss }).id.generation
    desk.accept(stop)
    desk.say(.triggered(desk.id(stop)))
    desk.say(.filled(desk.makeFill(stop, 5, at: 978)))
    desk.book(970, 972)
    desk.pass(milliseconds: 1_000)
    #expect(!desk.snapshot.pendingOpens.contains { $0.side == .buy })
    #expect(desk.snapshot.benches.map { $0.slot?.ticks } == [nil])
    #expect(desk.command(.freeBench(.buy, nil)).contains { $0.contains("buy 5@969") })
  }

  @Test("EXIT-12 A runner goes by the mark, not by the best price of one side")
  func runnerByMark() throws {
    var desk = try Desk {
      $0.exits.runner.isEnabled = true
      $0.exits.runner.trail = bps(100)
      $0.exits.runner.step = .zero
      $0.exits.takeProfit = .away(.ticks(30))
    }
    desk.book(999, 1_001)
    desk.command(.pause(.sell))
    desk.fill(1, 5)
    desk.command(.freeze)
    desk.book(1_009, 1_029)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [nil], "the mark is 1019")
    desk.book(1_010, 1_030)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [1_009], "1 % under a mark of 1020")
    desk.book(1_010, 1_032)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [1_010])
    desk.book(1_000, 1_032)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [1_010], "never back")
  }

  @Test("CONSOLE-04 A lot that is to be closed keeps its take-profit while there is no book for it")
  func closeWaits() throws {
    var desk = try stopDesk()
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
}
