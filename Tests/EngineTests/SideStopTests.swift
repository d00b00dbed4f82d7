import Market
import Testing
import Venue

@testable import Engine

/// Stops of lots that are each too small to be sent: they leave together.
@Suite("Stops that leave together")
struct SideStopTests {
  /// The venue's minimum: three thousand, so that two steps are too small anywhere here, and four are
  /// not.
  private static func desk(
    minimum: Int64 = 3_000, _ change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    try Desk.withStops(minimumNotional: minimum) {
      $0.exits.stop.venueShare = .zero
      $0.exits.cooldown.scope = .none
      $0.market.pullAfterNanoseconds = 0
      change(&$0)
    }
  }

  /// Two lots of two steps each, the rest of them sold by their take-profits 5 and 6: the first goes off at
  /// 970, the second at 960. Opens are frozen.
  private static func twoSmall(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try desk(change)
    desk.command(.freeze)
    desk.cancelled(3)
    desk.cancelled(4)
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    desk.accept(5)
    desk.fill(5, 3)
    #expect(desk.fill(2, 5) == ["+6 sell 5@990 reduce"])
    desk.accept(6)
    #expect(desk.snapshot.lots.map(\.naked.steps) == [2, 0], "1,940 is too little alone")
    desk.fill(6, 3)
    return desk
  }

  @Test(
    "EXIT-13 EXIT-11 Lots that are too small alone are watched once they are worth enough together")
  func watchedTogether() throws {
    let desk = try SideStopTests.twoSmall()
    #expect(desk.snapshot.lots.map(\.watchedStop.steps) == [2, 2])
    #expect(desk.snapshot.lots.allSatisfy { $0.naked.isZero && $0.stopsTogether })
    let stops = desk.engine.explain(.lot(PositionID(1))).legs.filter { $0.purpose == .stopLoss }
    #expect(stops.map(\.state) == [.missing(.together)])
  }

  @Test(
    "EXIT-13 Small lots keep their own triggers, and leave as one order once they reach the minimum"
  )
  func leaveTogether() throws {
    var desk = try SideStopTests.twoSmall()
    #expect(desk.book(968, 970).isEmpty, "the first alone is worth 1,936")
    #expect(desk.snapshot.lots.allSatisfy { $0.stopFiredAt == nil })
    #expect(desk.book(958, 960) == ["-5", "-6", "+7 sell 4@951 ioc reduce"])
    #expect(desk.id(7).purpose == .sideStop)
    #expect(
      desk.snapshot.lots.map(\.naked.steps) == [2, 2], "an order on its way protects nothing")
    #expect(desk.pass(milliseconds: 3_000).isEmpty, "nothing is sent twice")
  }

  @Test(
    "EXIT-13 LEDGER-05 A fill of several lots goes to the oldest first, each with its fee's share")
  func fillsByAge() throws {
    var desk = try SideStopTests.twoSmall()
    desk.book(958, 960)
    desk.cancelled(5)
    desk.cancelled(6)
    desk.accept(7)
    desk.say(.filled(desk.makeFill(7, 3, at: 958, fee: 7, .taker)))
    let records = desk.records.filter { $0.purpose == .sideStop }
    #expect(records.map { $0.lot?.value } == [1, 2])
    #expect(records.map(\.fill.quantity.steps) == [2, 1])
    // Two thirds of 7, and the rest of it.
    #expect(records.map(\.fill.fee.units) == [466_666_666, 233_333_334])
    #expect(desk.snapshot.lots.map(\.id.value) == [2])
    #expect(desk.snapshot.lots.map(\.open.steps) == [1])
    let closes = desk.engine.recentCloses.elements.suffix(2)
    #expect(closes.map(\.exitFee.units) == [466_666_666, 233_333_334])
    #expect(closes.allSatisfy { $0.cause == .stop })
    #expect(desk.engine.position.steps == 1)
    #expect(desk.cancelled(7, .immediate).isEmpty)
    #expect(desk.snapshot.lots.map(\.naked.steps) == [1], "what is left is too small for anybody")
  }

  @Test("EXIT-13 A short worth too little at its trigger is bought back from where the market is")
  func pastItsTrigger() throws {
    var desk = try SideStopTests.desk(minimum: 3_200)
    desk.command(.freeze)
    for number in [1, 2, 4] as [UInt64] { desk.cancelled(number) }
    #expect(desk.fill(3, 5) == ["+5 buy 5@1000 reduce"])
    desk.accept(5)
    desk.fill(5, 2)
    #expect(desk.book(1_044, 1_046).isEmpty, "three are worth 3,168 one per cent past 1,046")
    #expect(desk.snapshot.lots.map(\.naked.steps) == [3])
    let words = desk.book(1_069, 1_071) + desk.pass(milliseconds: 1_000)
    #expect(words == ["-5", "+6 buy 3@1081 ioc reduce"], "3,243 past 1,071")
  }

  @Test(
    "EXIT-13 EXIT-03 What leaves together and is not filled in time goes out again, wider each time"
  )
  func escalates() throws {
    var desk = try SideStopTests.twoSmall()
    desk.book(958, 960)
    desk.cancelled(5)
    desk.cancelled(6)
    desk.accept(7)
    #expect(desk.cancelled(7, .immediate).isEmpty, "not at once")
    #expect(desk.pass(milliseconds: 5_000) == ["+8 sell 4@939 ioc reduce"], "twice one per cent")
    #expect(desk.snapshot.control.alarms.contains(.stopUnfilled))
    desk.accept(8)
    desk.say(.filled(desk.makeFill(8, 4, at: 950, .taker)))
    #expect(desk.snapshot.lots.isEmpty)
    #expect(desk.pass(milliseconds: 20_000).isEmpty)
  }

  @Test(
    "ORDER-05 EXIT-13 While nobody says what became of it, nothing else closes its lots, and no open leaves"
  )
  func unknown() throws {
    var desk = try SideStopTests.twoSmall()
    desk.book(958, 960)
    desk.cancelled(5)
    desk.cancelled(6)
    desk.isObliging = false
    desk.say(.failed(desk.id(7), .place, .lost))
    desk.command(.unfreeze)
    #expect(desk.pass(milliseconds: 3_100).allSatisfy { !$0.contains("sell 4") })
    desk.book(978, 980)
    let sent = desk.book(958, 960) + desk.pass(milliseconds: 8_000)
    #expect(
      !sent.contains { $0.contains(" buy ") }, "unprotected for longer than the grace: \(sent)")
    #expect(!sent.contains { $0.contains("sell 4") || $0.contains("sell 2") }, "\(sent)")
    desk.say(.filled(desk.makeFill(7, 4, at: 955, .taker)))
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test(
    "EXIT-13 ORDER-07 A refusal of what leaves together tried nothing: it goes out again as it was")
  func refused() throws {
    var desk = try SideStopTests.twoSmall()
    desk.book(958, 960)
    desk.cancelled(5)
    desk.cancelled(6)
    #expect(desk.reject(7, .rateLimited).isEmpty)
    #expect(desk.snapshot.control.alarms.contains(.rejectedExit))
    #expect(desk.pass(milliseconds: 5_000) == ["+8 sell 4@949 ioc reduce"], "one per cent again")
  }

  @Test(
    "EXIT-02 EXIT-13 Where a take-profit fills beside what leaves together, it is booked and an alarm says so"
  )
  func bothLegs() throws {
    var desk = try SideStopTests.twoSmall()
    desk.book(958, 960)
    desk.fill(5, 2)
    desk.say(.filled(desk.makeFill(7, 4, at: 955, .taker)))
    #expect(desk.snapshot.control.alarms.contains(.bothLegsFilled))
    #expect(desk.engine.position.steps == -2)
    #expect(desk.snapshot.lots.filter(\.isExcess).map(\.open.steps) == [2])
  }

  @Test("RISK-04 EXIT-13 A flatten waits for what leaves together, and nothing leaves beside it")
  func flatten() throws {
    var desk = try SideStopTests.twoSmall()
    desk.book(958, 960)
    desk.cancelled(5)
    desk.cancelled(6)
    #expect(desk.command(.flatten) == ["-7"])
    #expect(desk.pass(milliseconds: 1_000).isEmpty)
    #expect(desk.cancelled(7) == ["+8 sell 4@958 ioc reduce"], "the flatten's own")
    desk.say(.filled(desk.makeFill(8, 4, at: 958, .taker)))
    #expect(desk.snapshot.lots.isEmpty)
    #expect(desk.snapshot.control.flatten == .done)
  }

  @Test("RISK-08 EXIT-13 While legs are held nothing leaves together")
  func held() throws {
    var desk = try SideStopTests.twoSmall()
    desk.command(.cancelAll(.legs))
    desk.cancelled(5)
    desk.cancelled(6)
    #expect(!desk.book(958, 960).contains { $0.contains("+") })
    #expect(desk.snapshot.lots.reduce(0) { $0 + $1.naked.steps } == 4)
  }

  @Test(
    "EXIT-13 R3 What was naked before for another reason is held against opens without a new grace")
  func nakedBefore() throws {
    var desk = try SideStopTests.desk {
      $0.grid.levels = 3
      $0.exits.stop.venueShare = BasisPoints(hundredths: 1_000_000)
    }
    desk.accept(5, 6)
    desk.fill(1, 5)
    desk.accept(7, 8)
    #expect(desk.fill(8, 3) == ["-7"], "the stop is too large, and 2 are too little for another")
    desk.pass(milliseconds: 3_500)
    desk.cancelled(2, .byVenue)
    #expect(desk.rungs.contains("buy 980 LOT_NAKED"), "\(desk.rungs)")
    desk.cancelled(7)
    #expect(desk.rungs.contains("buy 980 STOPS_TOO_SMALL"), "\(desk.rungs)")
  }

  @Test("EXIT-13 A large lot that goes off beside small ones leaves by itself")
  func largeLeavesAlone() throws {
    var desk = try SideStopTests.desk()
    desk.command(.freeze)
    desk.cancelled(3)
    desk.cancelled(4)
    desk.fill(1, 5)
    desk.accept(5)
    desk.fill(2, 5)
    desk.accept(6)
    desk.fill(6, 3)
    #expect(desk.snapshot.lots.map(\.naked.steps) == [0, 2])
    #expect(desk.book(968, 970) == ["-5", "+7 sell 5@961 ioc reduce"])
  }

  @Test(
    "EXIT-13 R3 A first part of a rung holds back the opens of its side until the rest joins it")
  func heldBack() throws {
    var desk = try SideStopTests.desk()
    desk.fill(1, 2)
    desk.pass(milliseconds: 3_100)
    #expect(desk.snapshot.control.alarms.contains(.nakedLot))
    desk.cancelled(2, .byVenue)
    desk.book(998, 1_002)
    #expect(desk.rungs.contains("buy 980 STOPS_TOO_SMALL"), "\(desk.rungs)")
    #expect(
      !desk.rungs.contains { $0.hasPrefix("sell") && $0.contains("STOPS") }, "no matter of sells")
    let freed = desk.fill(1, 3)
    #expect(freed.contains { $0.contains("buy 5@980") }, "\(freed)")
  }

  @Test(
    "EXIT-13 R3 Where nothing of the side is live one open goes out to join small lots, and no second"
  )
  func oneJoins() throws {
    var desk = try SideStopTests.desk()
    desk.fill(1, 2)
    desk.pass(milliseconds: 3_100)
    desk.cancelled(1, .byVenue)
    let first = desk.cancelled(2, .byVenue)
    let later = desk.book(998, 1_002)
    let buys = (first + later).filter { $0.contains("buy") }
    #expect(buys.count == 1, "\(buys)")
    let number = try #require(desk.snapshot.pendingOpens.first { $0.side == .buy }?.id.generation)
    desk.accept(number)
    let freed = desk.fill(number, 5)
    #expect(desk.snapshot.lots.filter { $0.side == .buy }.map(\.open.steps) == [7])
    #expect(freed.contains { $0.contains("buy 5@980") }, "and the next follows: \(freed)")
  }

  @Test("EXIT-13 What leaves together and did not get out is sent again, and no wider")
  func notSent() throws {
    var desk = try SideStopTests.twoSmall()
    desk.book(958, 960)
    desk.cancelled(5)
    desk.cancelled(6)
    #expect(desk.say(.failed(desk.id(7), .place, .notSent)).isEmpty)
    #expect(desk.pass(milliseconds: 5_000).first == "+8 sell 4@949 ioc reduce", "one per cent")
  }

  @Test("EXIT-13 RISK-08 Where a cancel-all of legs holds exits back, nothing leaves together")
  func heldByCancelAll() throws {
    var desk = try SideStopTests.twoSmall()
    #expect(desk.command(.cancelAll(.legs)) == ["-5", "-6"])
    #expect(desk.book(958, 960).isEmpty)
    #expect(desk.cancelled(5).isEmpty && desk.cancelled(6).isEmpty)
    #expect(desk.pass(milliseconds: 2_000).isEmpty)
  }
}
