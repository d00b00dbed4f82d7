import Market
import Testing
import Venue

@testable import Engine

@Suite("Orders")
struct OrderTests {
  @Test("OPEN-01 An open is post-only, and others go on while it is pending")
  func postOnly() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    #expect(desk.placed.values.allSatisfy { $0.timeInForce == .postOnly })
    #expect(desk.fill(3, 5) == ["+5 buy 5@1000 reduce"], "an exit, while 1 and 2 are unanswered")
  }

  @Test("OPEN-02 A pending open keeps what it is for and why, and shows it")
  func pendingOpen() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.accept(1)
    desk.fill(1, 2)
    let open = try #require(desk.snapshot.pendingOpens.first)
    #expect((open.side, open.price.ticks) == (.buy, 990))
    #expect((open.quantity.steps, open.filled.steps) == (5, 2))
    #expect(open.quote == Money(units: 3 * 990))
    #expect(open.intendedExit == Price(ticks: 1_000))
    #expect(open.reason == Reason(.wanted, value: 1))
    #expect(open.state == .working)
  }

  @Test("OPEN-03 No lot is assumed: what a cancelled entry filled is the lot")
  func onlyWhatFilled() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.accept(1)
    #expect(desk.snapshot.lots.isEmpty)
    desk.fill(1, 2)
    desk.command(.pause(.buy))
    desk.cancelled(1)
    #expect(desk.snapshot.lots.map(\.open.steps) == [2])
    #expect(desk.engine.position.steps == 2)
  }

  @Test("OPEN-03 All that a message tells is taken up before anything new is decided")
  func messageFirst() throws {
    var desk = try Desk.standing {
      $0.risk.maximumPosition = amount(10)
      $0.grid.rearm = .exitAccepted
    }
    let ended = VenueReport.cancelled(desk.id(2), .byHand, filled: .zero)
    let more = desk.makeFill(1, 2)
    let rest = desk.makeFill(1, 3)
    #expect(
      desk.say(ended, .filled(more), .filled(rest)) == ["+5 sell 5@1000 reduce", "+6 buy 5@980"],
      "one exit for both fills, and the exit before the open that ended first")
  }

  @Test(
    "OPEN-03 On an error or without an answer the entry is cleared, and no lot is assumed",
    arguments: [Refusal.malformed, .insufficientMargin, .wouldCross])
  func clearedOnError(refusal: Refusal) throws {
    var refused = try Desk()
    refused.book(999, 1_001)
    refused.reject(1, refusal)
    #expect(refused.snapshot.pendingOpens.map(\.id.generation) == [2, 3, 4])
    #expect(refused.snapshot.exposure.liveBuys.steps == 5)
    #expect(refused.snapshot.lots.isEmpty)

    var silent = try Desk()
    silent.isObliging = false
    silent.book(999, 1_001)
    silent.accept(2, 3, 4)
    silent.pass(milliseconds: 3_000)
    #expect(silent.snapshot.pendingOpens.first?.state == .unknown, "not cleared on silence alone")
    silent.status(1, .rejected(refusal))
    #expect(!silent.snapshot.pendingOpens.contains { $0.id.generation == 1 })
    #expect(silent.snapshot.lots.isEmpty)
  }

  @Test("OPEN-03 A cancelled order ends only when the fills it had are booked")
  func cancelBeforeFill() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.accept(1)
    let late = VenueReport.filled(desk.makeFill(1, 3))
    desk.command(.freeze)
    desk.say(.cancelled(desk.id(1), .requested, filled: Quantity(steps: 3)))
    #expect(desk.snapshot.pendingOpens.contains { $0.id.generation == 1 }, "three are to come")
    #expect(desk.say(late) == ["+5 sell 3@1000 reduce"])
    #expect(!desk.snapshot.pendingOpens.contains { $0.id.generation == 1 })
    #expect(desk.snapshot.counters.unmatchedFills == 0)
  }

  @Test("OPEN-04 A second open at a rung's price is refused, and the refusal is seen")
  func openPending() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    #expect(desk.command(.placeManual(.buy, Price(ticks: 990))).isEmpty)
    let line = try #require(desk.snapshot.log.last { $0.tag == .gated })
    #expect(line.reason?.code == .openPending)
  }

  @Test("OPEN-04 A manual order keeps a rung of its price empty, and its lot holds the slot")
  func manualAtRung() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    #expect(desk.command(.placeManual(.buy, Price(ticks: 970))) == ["+5 buy 5@970"])
    desk.accept(1, 2, 3, 4, 5)
    let requests = desk.book(989, 991)
    #expect(!requests.contains { $0.contains("@970") })
    #expect(desk.rungs.contains("buy 970 OPEN_PENDING"))
    desk.fill(5, 5)
    #expect(desk.rungs.contains("buy 970 LOT_OPEN"))
  }

  @Test("OPEN-06 Prices snap away from crossing, sizes down; what is too small is never sent")
  func minimum() throws {
    var desk = try Desk(minimumNotional: 4_950)
    #expect(desk.book(999, 1_001) == ["+1 buy 5@990", "+2 sell 5@1010", "+3 sell 5@1020"])
    #expect(
      desk.snapshot.grid.rungs[1].reason
        == Reason(.belowMinimumNotional, value: 4_900, limit: 4_950))
    #expect(PriceRule.snapped(100.9, for: .buy)?.ticks == 100)
    #expect(PriceRule.snapped(100.1, for: .sell)?.ticks == 101)
  }

  @Test("GRID-08 A size of nothing leaves its rung empty with the reason")
  func nothing() throws {
    var desk = try Desk { $0.grid.size = .notional(amount(999)) }
    #expect(desk.book(999, 1_001).isEmpty)
    #expect(desk.rungs[0] == "buy 990 BELOW_MINIMUM_NOTIONAL")
  }

  @Test("OPEN-06 What would cross the book we see is not sent, and says what it would cross")
  func wouldCross() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    #expect(desk.command(.placeManual(.buy, Price(ticks: 1_001))).isEmpty)
    #expect(desk.snapshot.log.last?.reason == Reason(.wouldCross, value: 1_001, limit: 1_001))
    #expect(desk.command(.placeManual(.sell, Price(ticks: 999))).isEmpty)
    #expect(desk.command(.placeManual(.buy, Price(ticks: 1_000))) == ["+5 buy 5@1000"])
  }

  @Test("OPEN-11 A rung the venue refused keeps its price and asks only when the market has news")
  func refused() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    #expect(desk.reject(1, .wouldCross).isEmpty, "our book would let it; the venue's does not")
    #expect(desk.rungs[0] == "buy 990 WOULD_CROSS")
    #expect(desk.snapshot.counters.rejected == 1)
    #expect(desk.book(999, 1_001) == ["+5 buy 5@990"])
    #expect(desk.reject(5, .malformed).isEmpty)
    #expect(desk.book(999, 1_001).isEmpty, "news of the market can't mend this")
    #expect(desk.rungs[0] == "buy 990 VENUE_REFUSED")
    desk.wait(milliseconds: 1_000)
    #expect(desk.deadline() == ["+6 buy 5@990"])
  }

  @Test("ORDER-03 An order goes from submitted over working and partly filled to its end")
  func states() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    func state(_ desk: Desk) -> String? {
      desk.engine.orders.live.index(of: desk.id(1)).map { index in
        let live = desk.engine.orders.live
        return "\(live.displayState(of: index)), \(live[index].filled.steps) filled"
      }
    }
    #expect(state(desk) == "inFlight, 0 filled")
    desk.accept(1)
    #expect(state(desk) == "working, 0 filled")
    desk.fill(1, 1)
    #expect(state(desk) == "working, 1 filled")
    desk.command(.freeze)
    #expect(state(desk) == "cancelling, 1 filled")
    desk.say(.cancelRefused(desk.id(1), .unknownOrder))
    #expect(state(desk) == "working, 1 filled", "not known is not ended")
    desk.fill(1, 4)
    #expect(state(desk) == nil)
  }

  @Test("ORDER-04 An order is filled when nothing of it remains, not a step before")
  func filled() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.accept(1)
    desk.fill(1, 4)
    #expect(desk.snapshot.exposure.openOrders == 5)
    desk.fill(1, 1)
    #expect(desk.snapshot.exposure.openOrders == 5, "one filled, one exit more")
    #expect(desk.snapshot.pendingOpens.map(\.id.generation) == [2, 3, 4])
  }

  @Test("ORDER-06 A cancel that was refused is asked for again, and the order counts until then")
  func cancelRefused() throws {
    var desk = try Desk.standing()
    #expect(desk.command(.pause(.buy)) == ["-1", "-2"])
    #expect(desk.say(.cancelRefused(desk.id(1), .unknownOrder)).isEmpty)
    desk.cancelled(2)
    #expect(desk.snapshot.exposure.liveBuys.steps == 5)
    #expect(desk.pass(milliseconds: 1_000) == ["-1"])
  }

  @Test("ORDER-06 Cancels of what the venue doesn't know grow rarer while it is asked about")
  func cancelOfNothing() throws {
    var desk = try Desk.standing { $0.market.staleAfterNanoseconds = 0 }
    desk.isObliging = false
    desk.command(.pause(.buy))
    desk.cancelled(2)
    var cancels: [Int64] = []
    desk.say(.cancelRefused(desk.id(1), .unknownOrder))
    for second in 1...70 as ClosedRange<Int64>
    where desk.pass(milliseconds: 1_000).contains("-1") {
      cancels.append(second)
      desk.say(.cancelRefused(desk.id(1), .unknownOrder))
    }
    #expect(cancels == [1, 3, 7, 15, 31, 47, 63], "a second, two, four, up to sixteen between")
    #expect(desk.live(1, 5) == ["-1"], "once the venue says that it stands there is no waiting")
  }

  @Test("ORDER-07 Client ids are never reused and carry tag, purpose and slot or lot")
  func ids() throws {
    var desk = try Desk.standing()
    desk.fill(1, 5)
    desk.fill(5, 5)
    let ids = desk.placed.values.map(\.id)
    #expect(Set(ids).count == 6)
    #expect(ids.allSatisfy { $0.tag == 1 })
    #expect(desk.id(5).purpose == .takeProfit)
    #expect(desk.id(5).subject == 1)
    #expect(desk.id(6).purpose == .ladder)
    #expect(desk.id(6).subject == 990)
  }

  @Test("The totals of the live orders are those of each of them, whatever happens to them")
  func totals() throws {
    var desk = try Desk { $0.exits.takeProfit = .away(.ticks(7)) }
    desk.book(999, 1_001)
    let steps: [(inout Desk) -> Void] = [
      { $0.accept(1, 2, 3, 4) }, { $0.fill(1, 2) }, { $0.fill(3, 5) }, { $0.command(.pause(.buy)) },
      { $0.cancelled(1) },
      { $0.say(.amended($0.id(4), limit: Price(ticks: 1_020), remaining: Quantity(steps: 2))) },
      { $0.fill(5, 1) }, { $0.command(.freeze) }, { $0.command(.unfreeze) },
      { $0.command(.flatten) },
    ]
    for step in steps {
      step(&desk)
      let live = desk.engine.orders.live
      let orders = live.all.filter { $0.id != .vacant }
      for side in Side.allCases {
        let own = orders.filter { $0.side == side }
        let opens = own.filter { $0.purpose.isEntry }
        func sum(_ orders: [Order]) -> Int64 {
          orders.reduce(0) { $0 + $1.remaining.steps + $1.reserved.steps }
        }
        #expect(live.exposed[side] == sum(own))
        #expect(live.opening[side] == sum(opens))
        #expect(live.exits[side].all == sum(own) - sum(opens))
        #expect(
          live.openNotional[side].units
            == opens.reduce(0) { $0 + $1.price.ticks * ($1.remaining + $1.reserved).steps })
      }
      #expect(live.count == orders.count)
    }
  }

  @Test("ORDER-12 A fill that the answer to an amend overtook takes nothing from what that left")
  func fillBehindAmend() throws {
    var desk = try Desk {
      $0.grid.sizeCurve = .linear
      $0.grid.sizeGrowth = BasisPoints(hundredths: 1_000_000)
      $0.orders.resizeTolerance = .zero
    }
    desk.isObliging = false
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    #expect(desk.book(1_010, 1_012).contains("~4 to 5"))
    let late = desk.makeFill(4, 3)
    desk.wait(milliseconds: 5)
    desk.say(.amended(desk.id(4), limit: Price(ticks: 1_020), remaining: Quantity(steps: 5)))
    let before = desk.snapshot.exposure.liveSells.steps
    desk.takeAsked()
    desk.say(.filled(late))
    #expect(desk.snapshot.account.position.steps == -3)
    #expect(desk.snapshot.exposure.liveSells.steps == before, "five may still fill")
    desk.pass(milliseconds: 500)
    #expect(desk.takeAsked().contains("status 4"), "whether it was before or after is asked")
    desk.live(4, 2)
    #expect(desk.snapshot.exposure.liveSells.steps == before - 3, "it was after")

    let next = desk.makeFill(4, 1)
    desk.say(.filled(next))
    #expect(desk.snapshot.exposure.liveSells.steps == before - 4, "that one is told in its turn")
  }
}
