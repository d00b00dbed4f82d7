import Market
import Testing
import Venue

@testable import Engine

@Suite("Ladder")
struct LadderTests {
  @Test("GRID-02 A ladder stands around the anchor, buys below and sells above")
  func stands() throws {
    var desk = try Desk()
    #expect(
      desk.book(999, 1_001) == [
        "+1 buy 5@990", "+2 buy 5@980", "+3 sell 5@1010", "+4 sell 5@1020",
      ])
    #expect(desk.book(999, 1_001).isEmpty, "nothing changed")
    #expect(desk.rungs.first == "buy 990 inFlight")
    desk.accept(1)
    #expect(desk.rungs.first == "buy 990 working")
    #expect(
      desk.snapshot.grid.rungs[1].reason == Reason(.wanted, value: 2), "each keeps its reason")
  }

  @Test("GRID-02 Direction long opens no sells, short no buys")
  func direction() throws {
    var long = try Desk { $0.grid.direction = .long }
    var short = try Desk { $0.grid.direction = .short }
    #expect(long.book(999, 1_001) == ["+1 buy 5@990", "+2 buy 5@980"])
    #expect(short.book(999, 1_001) == ["+1 sell 5@1010", "+2 sell 5@1020"])
    #expect(long.command(.placeManual(.sell, Price(ticks: 1_050))).isEmpty)
  }

  @Test("GRID-02 Rungs outside the bounds are dropped, never squeezed")
  func bounds() throws {
    var desk = try Desk {
      $0.grid.lower = amount(985)
      $0.grid.upper = amount(1_005)
    }
    #expect(desk.book(999, 1_001) == ["+1 buy 5@990"])
    #expect(desk.rungs[1] == "buy 980 OUTSIDE_BOUNDS")
    #expect(desk.rungs[3] == "sell 1020 OUTSIDE_BOUNDS")
  }

  @Test("GRID-06 A move keeps every order whose price is still wanted, whatever its level")
  func recentres() throws {
    var desk = try Desk.standing()

    #expect(desk.book(1_007, 1_009).isEmpty, "not far enough")
    #expect(
      desk.book(1_010, 1_012) == ["-2", "-3", "+5 buy 5@1000", "+6 sell 5@1030"],
      "990 is the second buy now, 1020 the first sell; cancels come first")
    #expect(desk.snapshot.grid.rungs[1].level == 2)
    #expect(desk.snapshot.grid.rungs[1].price.ticks == 990)
  }

  @Test("GRID-06 Recentre is an operator command too")
  func recentreCommand() throws {
    var desk = try Desk { $0.grid.recentreHundredths = 500 }
    desk.book(999, 1_001)
    #expect(desk.book(1_019, 1_021).isEmpty)
    #expect(desk.command(.recentre).contains("+5 buy 5@1010"))
  }

  @Test("GRID-06 A recentre that was asked for while the book was crossed is done once it can be")
  func recentreBlocked() throws {
    var desk = try Desk { $0.grid.recentreHundredths = 500 }
    desk.book(999, 1_001)
    desk.book(1_030, 1_020)
    #expect(desk.command(.recentre).isEmpty)
    #expect(desk.book(1_019, 1_021).contains("+5 buy 5@1010"))
  }

  @Test("GRID-01 With lotClosed a rung comes back when its lot is closed, and says which lot it is")
  func rearmLotClosed() throws {
    var desk = try Desk.standing()
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    #expect(desk.snapshot.grid.rungs[0].reason == Reason(.lotOpen, value: 1))
    #expect(desk.book(998, 1_000).isEmpty)
    desk.accept(5)
    #expect(desk.fill(5, 5) == ["+6 buy 5@990"])
    #expect(desk.snapshot.grid.rungs[0].cycles == 1)
  }

  @Test("GRID-01 With exitAccepted a rung comes back when its exit was accepted, not before")
  func rearmExitAccepted() throws {
    var desk = try Desk.standing { $0.grid.rearm = .exitAccepted }
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    #expect(desk.rungs[0] == "buy 990 LOT_OPEN")
    #expect(desk.accept(5) == ["+6 buy 5@990"])
  }

  @Test("GRID-01 With exitAccepted each part of a rung that fills in parts wants its exit accepted")
  func rearmEachPart() throws {
    var desk = try Desk.standing { $0.grid.rearm = .exitAccepted }
    desk.fill(1, 2)
    #expect(desk.accept(5).isEmpty)
    #expect(desk.fill(1, 3) == ["+6 sell 3@1000 reduce"])
    #expect(desk.rungs[0] == "buy 990 LOT_OPEN")
    #expect(desk.accept(6) == ["+7 buy 5@990"])
  }

  @Test("GRID-01 With exitAccepted parts that filled at once wait for the exits of all of them")
  func rearmPartsAtOnce() throws {
    var desk = try Desk.standing { $0.grid.rearm = .exitAccepted }
    desk.fill(1, 2)
    desk.fill(1, 3)
    #expect(desk.accept(5).isEmpty)
    #expect(desk.rungs[0] == "buy 990 LOT_OPEN")
    #expect(desk.accept(6) == ["+7 buy 5@990"])
  }

  @Test("GRID-01 With nextReplan a filled rung waits for the next anchor, through any interruption")
  func rearmNextReplan() throws {
    var desk = try Desk.standing { $0.grid.rearm = .nextReplan }
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    desk.accept(5)
    desk.fill(5, 5)
    #expect(desk.rungs[0] == "buy 990 AWAITS_REPLAN")
    desk.book(1_003, 1_001)
    #expect(desk.book(999, 1_001).isEmpty, "the market was blocked and came back")
    desk.command(.pause(.buy))
    desk.cancelled(2)
    #expect(desk.command(.unpause(.buy)) == ["+6 buy 5@980"], "only the one that was cancelled")
    #expect(desk.book(989, 991).contains("+7 buy 5@970"))
  }

  @Test("GRID-01 With nextReplan neither a freeze nor new sizes let a filled rung come back")
  func rearmNextReplanOnly() throws {
    var desk = try Desk.standing {
      $0.grid.rearm = .nextReplan
      $0.grid.skew.isEnabled = true
      $0.risk.maximumPosition = amount(20)
    }
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce", "~2 to 4"], "its side's sizes shrink")
    #expect(desk.rungs[0] == "buy 990 AWAITS_REPLAN")
    desk.accept(5)
    desk.command(.freeze)
    for number in UInt64(2)...4 { desk.cancelled(number) }
    #expect(desk.rungs[0] == "buy 990 FROZEN")

    #expect(desk.command(.unfreeze) == ["+6 buy 4@980", "+7 sell 5@1010", "+8 sell 5@1020"])
    #expect(
      desk.engine.explain(.price(.buy, Price(ticks: 990))).verdict
        == .held(.replan, Reason(.awaitsReplan)))
    #expect(desk.command(.recentre) == ["+9 buy 4@990"], "the operator's anchoring is one, too")
  }

  @Test("GRID-01 With nextReplan a rung that only a gate kept empty goes out when the gate opens")
  func gatedNextReplan() throws {
    var desk = try Desk.standing {
      $0.grid.rearm = .nextReplan
      $0.risk.maximumOpenOrders = 4
    }
    desk.command(.cancelOrder(desk.id(1)))
    desk.cancelled(1)
    desk.command(.placeManual(.buy, Price(ticks: 970)))
    desk.command(.reprice)
    #expect(desk.rungs[0] == "buy 990 OPEN_ORDERS_ABOVE_CAP")

    #expect(desk.cancelled(2, .byHand) == ["+6 buy 5@990"], "the nearest gets the room")
    desk.accept(5, 6)
    #expect(desk.command(.cancelOrder(desk.id(5))) == ["-5"])
    #expect(desk.cancelled(5) == ["+7 buy 5@980"])
  }

  @Test("GRID-01 OPEN-11 With nextReplan a rung that would have crossed goes out once it rests")
  func crossingNextReplan() throws {
    var desk = try Desk.standing {
      $0.grid.rearm = .nextReplan
      $0.grid.recentreHundredths = 1_000
    }
    desk.book(989, 990)
    desk.cancelled(1, .byHand)
    #expect(desk.rungs[0] == "buy 990 WOULD_CROSS")
    #expect(desk.book(990, 991) == ["+5 buy 5@990"])
  }

  @Test("GRID-01 One rung's cycle never blocks another")
  func independent() throws {
    var desk = try Desk.standing()
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    #expect(desk.fill(2, 5) == ["+6 sell 5@990 reduce"])
    #expect(desk.fill(6, 5) == ["+7 buy 5@980"], "the second cycles while the first lot is open")
    #expect(desk.rungs[0] == "buy 990 LOT_OPEN")
  }

  @Test("ORDER-01 An order within the tolerance keeps its place; one off it is replaced")
  func tolerance() throws {
    var desk = try Desk {
      $0.grid.anchoring = .full
      $0.grid.levels = 1
      $0.grid.recentreHundredths = 10
      $0.orders.repriceTicks = 2
    }
    #expect(desk.book(999, 1_001) == ["+1 buy 5@990", "+2 sell 5@1010"])
    desk.accept(1, 2)
    #expect(desk.book(1_001, 1_003).isEmpty, "two ticks off")
    #expect(desk.book(1_002, 1_004) == ["-1", "-2", "+3 buy 5@993", "+4 sell 5@1013"])
  }

  @Test("ORDER-01 A size off by more than the tolerance is amended down or replaced")
  func resizes() throws {
    var desk = try Desk {
      $0.grid.sizeCurve = .linear
      $0.grid.sizeGrowth = BasisPoints(hundredths: 1_000_000)
      $0.orders.resizeTolerance = .zero
    }
    #expect(
      desk.book(999, 1_001) == [
        "+1 buy 5@990", "+2 buy 10@980", "+3 sell 5@1010", "+4 sell 10@1020",
      ])
    desk.accept(1, 2, 3, 4)
    #expect(
      desk.book(1_010, 1_012) == ["-2", "-3", "-1", "~4 to 5", "+5 buy 5@1000", "+6 sell 10@1030"])
    #expect(desk.rungs[1] == "buy 990 cancelling")
    #expect(
      desk.snapshot.exposure.liveSells.steps == 5 + (10 + 5) + 10,
      "4 may fill to ten before the amend comes, and then be given five more")
    desk.say(.amended(desk.id(4), limit: Price(ticks: 1_020), remaining: Quantity(steps: 5)))
    #expect(desk.snapshot.exposure.liveSells.steps == 5 + 5 + 10)
    #expect(desk.cancelled(1) == ["+7 buy 10@990"], "placed anew once the old one has ended")
  }

  @Test("ORDER-02 An update that changes nothing asks for nothing")
  func quiet() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    let decisions = desk.snapshot.counters.decisions
    for _ in 0..<50 { #expect(desk.book(998, 1_001).isEmpty) }
    #expect(desk.snapshot.counters.decisions == decisions)
  }
}
