import Market
import Testing
import Venue

@testable import Engine

/// Lots that are worth about as much as the venue's minimum.
@Suite("Small lots")
struct SmallLotTests {
  private func desk(
    _ minimumNotional: Int64, change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    try Desk.withStops(minimumNotional: minimumNotional) {
      $0.market.pullAfterNanoseconds = 0
      change(&$0)
    }
  }

  private func calm(_ desk: inout Desk, opens: ClosedRange<UInt64> = 1...4) {
    desk.command(.freeze)
    for order in opens { desk.cancelled(order) }
  }

  @Test("EXIT-01 EXIT-11 What a cancelled entry leaves, too small to be sent, is naked and says so")
  func partOfEntry() throws {
    var desk = try desk(3_000)
    desk.fill(1, 2)
    desk.command(.cancelOrder(desk.id(1)))
    desk.cancelled(1)
    #expect(desk.snapshot.lots.map(\.isDust) == [true])
    #expect(desk.snapshot.lots.map(\.naked.steps) == [2], "nothing would be sent for it")
    desk.pass(milliseconds: 3_100)
    #expect(desk.snapshot.control.alarms == [.nakedLot])
    let legs = desk.engine.explain(.lot(PositionID(1))).legs
    #expect(legs.map(\.state) == [.missing(.tooSmall), .missing(.tooSmall)])
  }

  @Test("EXIT-03 A stop too small to be sent does not pretend to go off again and again")
  func noPretence() throws {
    var desk = try desk(3_000)
    desk.fill(1, 2)
    calm(&desk)
    let before = desk.snapshot.log.count
    #expect(desk.book(960, 962).isEmpty)
    #expect(desk.pass(milliseconds: 30_000).isEmpty)
    let tags = desk.snapshot.log.dropFirst(before).map(\.tag)
    #expect(!tags.contains(.stopFired) && !tags.contains(.stopEscalated))
    #expect(desk.snapshot.cooldowns.isEmpty, "nothing was stopped out")
  }

  @Test("EXIT-03 A stop whose worst price makes it too small goes to a nearer one, where it is had")
  func nearer() throws {
    var held = try desk(4_820)
    #expect(
      held.fill(1, 5) == ["+4 sell 5@964 gtc stop 970 reduce", "+5 sell 5@1000 reduce"],
      "960 would be worth 4,800")

    var watched = try desk(4_820) { $0.exits.stop.venueShare = .zero }
    watched.fill(1, 5)
    watched.accept(4)
    // The lower buy, whose stop would be worth 4,800, was not sent.
    calm(&watched, opens: 1...3)
    #expect(watched.book(968, 970) == ["-4", "+5 sell 5@964 ioc reduce"])
  }

  @Test("EXIT-11 A stop that would be too small at its own trigger is naked from the beginning")
  func nakedFromTheStart() throws {
    var desk = try desk(3_000)
    #expect(desk.fill(1, 3) == ["+5 sell 3@1000 reduce"], "970 would be worth 2,910")
    desk.accept(5)
    #expect(desk.snapshot.lots.map(\.naked.steps) == [3])
    desk.pass(milliseconds: 3_100)
    #expect(desk.snapshot.control.alarms == [.nakedLot])
    let legs = desk.engine.explain(.lot(PositionID(1))).legs
    #expect(legs.first?.state == .missing(.tooSmall))
  }

  /// A desk at a venue that takes what closes the whole position, however little it is worth.
  private func sparing(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var capabilities = Desk.capabilities
    capabilities.minimumSparesWholeClose = true
    return try Desk.standing(minimumNotional: 3_000, capabilities: capabilities) {
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      change(&$0)
    }
  }

  @Test("EXIT-11 What could be sent only as the whole position is naked once there is more of it")
  func wholePosition() throws {
    var desk = try sparing { $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000)) }
    #expect(desk.fill(1, 2) == ["+5 sell 2@1000 reduce"])
    desk.accept(5)
    #expect(desk.snapshot.lots.map(\.watchedStop.steps) == [2], "the venue spares a whole close")
    desk.pass(milliseconds: 10_000)
    #expect(!desk.snapshot.control.alarms.contains(.nakedLot))
    desk.fill(2, 5)
    #expect(desk.snapshot.lots.map(\.naked.steps) == [2, 0])
    desk.pass(milliseconds: 3_100)
    #expect(desk.snapshot.control.alarms.contains(.nakedLot))
  }

  @Test("EXIT-11 EXIT-13 An adjustment that adds to a whole position leaves it naked, and says so")
  func wholePositionAdjusted() throws {
    var desk = try sparing {
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
      $0.reconcile.driftStop = BasisPoints(hundredths: 1_000_000)
    }
    desk.fill(1, 2)
    desk.accept(5)
    #expect(desk.snapshot.lots.map(\.watchedStop.steps) == [2], "the venue spares a whole close")
    func everything() -> [VenueOrder] {
      desk.standing + desk.snapshot.legs.map { desk.listed($0.id.generation) }
    }
    desk.isObliging = false
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.agree(7, everything())
    desk.wait(milliseconds: 1)
    desk.agree(7, everything())
    #expect(desk.engine.position.steps == 7)
    #expect(desk.snapshot.lots.map(\.naked.steps) == [2, 0])
    desk.pass(milliseconds: 3_100)
    #expect(desk.snapshot.control.alarms.contains(.nakedLot))
  }

  @Test("EXIT-02 A take-profit too small for the venue goes out once its lot is all there is")
  func wholePositionTakesProfit() throws {
    var desk = try sparing()
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    desk.accept(5)
    #expect(!desk.fill(2, 2).contains { $0.hasPrefix("+") }, "1,980 is too little")
    #expect(desk.fill(5, 5).contains { $0.hasPrefix("+6 sell 2@") })
  }

  @Test("EXIT-13 EXIT-01 A last part too small for a stop is covered by one for the whole lot")
  func lastPart() throws {
    var desk = try desk(3_000)
    desk.fill(1, 4)
    desk.accept(5, 6)
    #expect(desk.snapshot.lots.map(\.venueStop.steps) == [4])
    #expect(desk.fill(1, 1).isEmpty, "970 is too little for another")
    #expect(desk.snapshot.lots.map(\.naked.steps) == [1])
    #expect(desk.pass(milliseconds: 1_100) == ["+7 sell 5@961 gtc stop 970 reduce"])
    #expect(desk.accept(7) == ["-5"], "the old one goes once the new one stands")
    desk.cancelled(5)
    #expect(desk.snapshot.lots.map(\.venueStop.steps) == [5])
    #expect(desk.pass(milliseconds: 10_000).isEmpty)
    #expect(desk.snapshot.control.alarms.isEmpty)
  }

  @Test(
    "EXIT-13 EXIT-01 A plain stop goes before one for the whole lot comes, which is watched meanwhile"
  )
  func lastPartPlain() throws {
    var desk = try desk(3_000) { $0.exits.reduceOnlyWhereCovered = false }
    desk.fill(1, 4)
    desk.accept(5, 6)
    desk.fill(1, 1)
    #expect(desk.pass(milliseconds: 1_100) == ["-5"])
    #expect(desk.cancelled(5) == ["+7 sell 5@961 gtc stop 970"])
    desk.accept(7)
    #expect(desk.snapshot.lots.map(\.venueStop.steps) == [5])
  }

  @Test(
    "EXIT-13 EXIT-07 A stop as large as the position lets it be stays, though its lot is larger",
    arguments: [GridSettings.Direction.long, .short])
  func lotBeyondPosition(direction: GridSettings.Direction) throws {
    var capabilities = Desk.capabilities
    capabilities.triggerReferences = [.mark]
    var desk = try Desk(
      minimumNotional: 3_000, capabilities: capabilities, isReconciled: false
    ) {
      $0.grid.direction = direction
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.isObliging = false
    desk.book(999, 1_001)
    // One the other way is held from before, too little for an exit.
    desk.agree(direction == .long ? -1 : 1, [], entry: 1_000)
    desk.accept(1, 2)
    desk.isObliging = true
    let stop = direction == .long ? "+3 sell 4@961 gtc stop 970" : "+3 buy 4@1041 gtc stop 1031"
    #expect(desk.fill(1, 5).first == stop + " reduce", "five of the lot, four of the position")
    desk.accept(3, 4)
    #expect(desk.pass(milliseconds: 20_000).isEmpty, "one for the whole lot could be no larger")
    #expect(desk.snapshot.lots.last?.venueStop.steps == 4)
  }

  @Test("EXIT-07 A stop at an old trigger goes where the position has no room for what it lacks")
  func oldTriggerBeyondPosition() throws {
    var capabilities = Desk.capabilities
    capabilities.triggerReferences = [.mark]
    var desk = try Desk(
      minimumNotional: 1_500, capabilities: capabilities, isReconciled: false
    ) {
      $0.grid.direction = .long
      $0.grid.size = .steps(10)
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.isObliging = false
    desk.book(999, 1_001)
    // One the other way is held from before, too little for an exit.
    desk.agree(-1, [], entry: 1_000)
    desk.accept(1, 2)
    desk.isObliging = true
    #expect(
      desk.say(.filled(desk.makeFill(1, 6, at: 990))).first == "+3 sell 5@961 gtc stop 970 reduce")
    desk.accept(3, 4)
    // The average moves, and the trigger with it; then one more is filled.
    let words = desk.say(.filled(desk.makeFill(1, 2, at: 980)))
    #expect(words.first == "+5 sell 7@959 gtc stop 968 reduce")
    desk.say(.filled(desk.makeFill(1, 1, at: 987)))
    #expect(
      desk.accept(5).contains("-3"), "two lack a stop, the position has one of them, too little")
  }

  @Test("EXIT-05 What a stop leaves over, too small to be sent, joins the next lot of its side")
  func remainderOfStop() throws {
    var desk = try desk(3_000) { $0.exits.cooldown.scope = .none }
    desk.fill(1, 5)
    desk.accept(5, 6)
    desk.say(.triggered(desk.id(5)))
    desk.cancelled(6)
    desk.say(.filled(desk.makeFill(5, 4, at: 968)))
    desk.pass(milliseconds: 5_100)
    desk.book(968, 970)
    desk.cancelled(5)
    #expect(desk.snapshot.lots.map(\.isDust) == [true])
    #expect(desk.snapshot.lots.map(\.naked.steps) == [1])
    let buy = try #require(desk.snapshot.pendingOpens.first { $0.side == .buy })
    let number = buy.id.generation
    desk.accept(number)
    desk.fill(number, 5)
    #expect(desk.snapshot.lots.filter { $0.side == .buy }.map(\.open.steps) == [6])
  }

  @Test("RISK-04 No slice of a flatten is too small for the venue, nor is what it leaves")
  func slices() throws {
    for (slice, expected) in [(4_000, 5), (1_500, 5), (3_000, 4)] as [(Int64, Int64)] {
      var desk = try desk(slice == 3_000 ? 1 : 3_000) {
        $0.exits.stop.place = .none
        $0.risk.flattenSlice = DecimalNumber(mantissa: slice == 3_000 ? 4_000 : slice, decimals: 0)
      }
      desk.fill(1, 5)
      desk.accept(5)
      desk.command(.flatten)
      for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
      #expect(desk.cancelled(5) == ["+6 sell \(expected)@999 ioc reduce"], "slices of \(slice)")
    }
  }

  @Test(
    "GRID-03 EXIT-01 In cycle mode dust keeps no side waiting: the next lot takes it in",
    arguments: [(GridSettings.Rearm.lotClosed, 4), (.exitAccepted, 1)])
  func dustInCycle(rearm: GridSettings.Rearm, most: Int) throws {
    var desk = try AttemptTests.cycle(minimumNotional: 3_000) {
      $0.entries.rearm = rearm
      $0.entries.maximumOpenLots = most
      $0.grid.direction = .long
    }
    #expect(desk.book(999, 1_001) == ["+1 buy 5@998"])
    desk.accept(1)
    desk.fill(1, 1)
    desk.pass(milliseconds: 3_000)
    let next = desk.cancelled(1) + desk.pass(milliseconds: 400)
    #expect(next == ["+2 buy 5@998"])
    desk.accept(2)
    #expect(desk.fill(2, 5) == ["+3 sell 6@1008 reduce"])
    #expect(desk.snapshot.lots.map(\.open.steps) == [6])
    desk.accept(3)
    #expect(desk.pass(milliseconds: 400).isEmpty, "a whole lot counts")
  }

  @Test("EXIT-01 GRID-12 A lot that takes in dust has its exits where its new average has them")
  func dustMovesExits() throws {
    var desk = try desk(3_000)
    desk.fill(1, 1)
    desk.cancelled(1, .byHand)
    desk.fill(2, 5)
    let lot = try #require(desk.snapshot.lots.first)
    #expect((lot.open.steps, lot.entry.ticks) == (6, 982))
    #expect(lot.stop == Price(ticks: 962), "two per cent of 982, in whole ticks")
  }
}
