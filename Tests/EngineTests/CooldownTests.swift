import Market
import Testing
import Venue

@testable import Engine

@Suite("Cooldowns after stop-losses")
struct CooldownTests {
  @Test("EXIT-10 A stopped slot cools down; the second time until it is freed")
  func cooldown() throws {
    var desk = try Desk.withStops { $0.exits.cooldown.cooldownNanoseconds = 60_000_000_000 }
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
    #expect(desk.snapshot.cooldowns.map { $0.slot?.ticks } == [990])
    #expect(desk.snapshot.cooldowns.map(\.attempts) == [1])
    desk.wait(milliseconds: 60_000)
    #expect(desk.deadline() == ["+7 buy 5@990"])
    desk.accept(7)
    stopOut(7)
    desk.wait(milliseconds: 3_600_000)
    #expect(desk.deadline().isEmpty)
    #expect(desk.snapshot.cooldowns.map { $0.until } == [nil])
    let why = desk.engine.explain(.price(.buy, Price(ticks: 990)))
    #expect(why.changes.first == .endCooldown(.buy), "no clock ends it")
    #expect(
      desk.command(.endCooldown(.buy, Price(ticks: 990))).contains { $0.hasSuffix("buy 5@990") })
  }

  @Test("EXIT-10 A slot that cools down holds no other rung of its side")
  func othersGoOn() throws {
    var desk = try Desk.withStops { $0.exits.cooldown.cooldownNanoseconds = 60_000_000_000 }
    desk.fill(1, 5)
    desk.say(.triggered(desk.id(5)))
    desk.say(.filled(desk.makeFill(5, 5, at: 968)))
    #expect(desk.cancelled(2, .byHand) == ["+7 buy 5@980"])
    #expect(desk.rungs[0] == "buy 990 BENCHED")
  }

  @Test("EXIT-10 A cooldown ends by itself though other exits wanted a look before it did")
  func cooldownOutlivesOtherMoments() throws {
    var desk = try Desk.withStops {
      $0.market.staleAfterNanoseconds = 0
      $0.exits.cooldown.cooldownNanoseconds = 60_000_000_000
    }
    desk.fill(1, 5)
    desk.say(.triggered(desk.id(5)))
    desk.say(.filled(desk.makeFill(5, 5, at: 968)))
    desk.cancelled(6)
    desk.fill(2, 5)
    desk.say(.rejected(desk.id(7), .other))
    #expect(!desk.pass(milliseconds: 59_000).contains("+9 buy 5@990"))
    #expect(desk.rungs[0] == "buy 990 BENCHED")
    #expect(desk.pass(milliseconds: 1_100).contains { $0.hasSuffix("buy 5@990") })
  }

  @Test("EXIT-10 A side can cool down as a whole")
  func cooldownOfSide() throws {
    var desk = try Desk.withStops { $0.exits.cooldown.scope = .side }
    desk.fill(1, 5)
    desk.say(.triggered(desk.id(5)))
    #expect(desk.command(.placeManual(.buy, Price(ticks: 950))).isEmpty)
    #expect(!desk.command(.placeManual(.sell, Price(ticks: 1_050))).isEmpty)
  }

  @Test("EXIT-10 A slot that cools down holds for a ladder that was anchored a little aside")
  func cooldownReaches() throws {
    var cooldowns = Cooldowns()
    let until = Instant(nanoseconds: 10)
    cooldowns.add(.buy, Price(ticks: 990), reach: 4, until: until, limit: 2)
    let now = Instant(nanoseconds: 1)
    let held = (980...1_000).filter { cooldowns.reason(.buy, Price(ticks: $0), at: now) != nil }
    #expect(held == Array(986...994), "less than half a spacing of ten")
    #expect(cooldowns.reason(.sell, Price(ticks: 990), at: now) == nil)
    cooldowns.add(.buy, Price(ticks: 992), reach: 4, until: until, limit: 2)
    #expect(cooldowns.places.map(\.attempts) == [2], "it is the same place")
    cooldowns.free(.buy, Price(ticks: 988))
    #expect(cooldowns.isEmpty)

    var desk = try Desk.withStops { $0.grid.anchoring = .full }
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

  @Test("EXIT-10 Where attempts have no slots, a stop-loss has the side cool down")
  func cooldownInCycle() throws {
    var desk = try Desk.withStops { $0.entries.mode = .cycle }
    let buy = try #require(desk.snapshot.pendingOpens.first { $0.side == .buy })
    desk.fill(buy.id.generation, 5)
    let stop = try #require(desk.snapshot.legs.first { $0.purpose == .stopLoss }).id.generation
    desk.accept(stop)
    desk.say(.triggered(desk.id(stop)))
    desk.say(.filled(desk.makeFill(stop, 5, at: 978)))
    desk.book(970, 972)
    desk.pass(milliseconds: 1_000)
    #expect(!desk.snapshot.pendingOpens.contains { $0.side == .buy })
    #expect(desk.snapshot.cooldowns.map { $0.slot?.ticks } == [nil])
    #expect(desk.command(.endCooldown(.buy, nil)).contains { $0.contains("buy 5@969") })
  }

  @Test("EXIT-10 What rests where a cooldown just began is taken back: the whole side, by hand too")
  func pullsSide() throws {
    var desk = try Desk.withStops { $0.exits.cooldown.scope = .side }
    desk.command(.placeManual(.buy, Price(ticks: 950)))
    desk.accept(5)
    desk.fill(1, 5)
    desk.accept(6, 7)
    let words = desk.say(.triggered(desk.id(6)))
    #expect(Set(words).isSuperset(of: ["-2", "-5"]))
    #expect(!words.contains("-3") && !words.contains("-4"), "sells are not cooling down")
    desk.say(.filled(desk.makeFill(6, 5, at: 968)))
    for order in [2, 5, 7] as [UInt64] { desk.cancelled(order) }
    #expect(desk.rungs.prefix(2) == ["buy 990 BENCHED", "buy 980 BENCHED"])
    #expect(desk.pass(milliseconds: 60_000).isEmpty)
  }

  @Test("EXIT-10 A rung that went out again before its lot was stopped out is taken back")
  func pullsSlot() throws {
    var desk = try Desk.withStops { $0.grid.rearm = .exitAccepted }
    desk.fill(1, 5)
    #expect(desk.accept(5, 6) == ["+7 buy 5@990"])
    desk.accept(7)
    let words = desk.say(.triggered(desk.id(5)))
    #expect(words.contains("-7") && !words.contains("-2"), "the other slot is not cooling down")
    desk.cancelled(7)
    #expect(desk.rungs.prefix(2) == ["buy 990 BENCHED", "buy 980 working"])
  }

  @Test("EXIT-10 An attempt under way on a side that cools down is taken back, and says why")
  func pullsAttempt() throws {
    var desk = try Desk.withStops {
      $0.entries.mode = .cycle
      $0.grid.direction = .long
      $0.entries.leastDistance = .zero
      $0.entries.leastIntervalNanoseconds = 0
    }
    desk.fill(1, 5)
    #expect(desk.accept(2, 3) == ["+4 buy 5@998"])
    desk.accept(4)
    #expect(desk.say(.triggered(desk.id(2))).contains("-4"))
    desk.say(.filled(desk.makeFill(2, 5, at: 975)))
    desk.cancelled(4)
    desk.cancelled(3)
    #expect(desk.pass(milliseconds: 5_000).isEmpty)
    #expect(!desk.snapshot.pendingOpens.contains { $0.side == .buy })
  }

  @Test(
    "EXIT-10 A lot that opens and closes in one message begins no cooldown, wherever its stop was")
  func closedAtOnce() throws {
    var desk = try Desk.withStops { $0.grid.recentreHundredths = 5_000 }
    desk.book(955, 957)
    let entry = desk.makeFill(2, 5)
    let foreign = Desk.fill(900, of: .foreign(4_711), .sell, 5, at: desk.now)
    desk.say(.filled(entry), .filled(foreign))
    #expect(desk.snapshot.lots.isEmpty && desk.snapshot.cooldowns.isEmpty)
    #expect(!desk.snapshot.log.contains { $0.tag == .stopFired })
  }
}
