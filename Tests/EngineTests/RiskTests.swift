import Market
import Testing
import Venue

@testable import Engine

@Suite("Risk")
struct RiskTests {
  @Test("RISK-01 The cap counts the worst case: position and everything live on the side")
  func worstCase() throws {
    var desk = try Desk {
      $0.grid.levels = 4
      $0.risk.maximumPosition = amount(12)
    }
    #expect(
      desk.book(999, 1_001) == ["+1 buy 5@990", "+2 buy 5@980", "+3 sell 5@1010", "+4 sell 5@1020"])
    #expect(desk.snapshot.grid.rungs[2].reason == Reason(.exposureAboveCap, value: 15, limit: 12))
    desk.accept(1, 2, 3, 4)
    desk.fill(1, 2)
    #expect(desk.snapshot.exposure.worstLong.steps == 10, "a partial fill releases only itself")
    #expect(desk.command(.placeManual(.buy, Price(ticks: 950))).isEmpty)
    desk.command(.pause(.buy))
    desk.command(.unpause(.buy))
    #expect(desk.snapshot.exposure.worstLong.steps == 10, "what is being cancelled counts")
  }

  @Test("RISK-01 An exit that a lot will get only later counts already")
  func laterExits() throws {
    var desk = try Desk.standing(minimumNotional: 3_000) { $0.risk.maximumPosition = amount(12) }
    desk.fill(3, 2)
    #expect(desk.snapshot.exposure.naked.steps == 2, "its buy is pooled")
    // Two short, ten bought by rungs, two by the exit to come: three more would be thirteen.
    desk.command(.placeManual(.buy, Price(ticks: 950)))
    #expect(desk.snapshot.log.last?.reason == Reason(.exposureAboveCap, value: 15, limit: 12))
  }

  @Test("RISK-02 A cap below the exposure lets only reducing orders pass")
  func capBelow() throws {
    var desk = try Desk { $0.risk.maximumPosition = amount(1) }
    #expect(desk.book(999, 1_001).isEmpty)
    let foreign = desk.makeFill(99, 20, at: 1_000)
    desk.say(.filled(foreign))
    desk.command(.unfreeze)
    #expect(desk.snapshot.pendingOpens.isEmpty, "the exit takes all the room there is")
    #expect(desk.snapshot.legs.map(\.side) == [.sell])
  }

  @Test("RISK-02 Caps on open orders and notional refuse, each with its reason")
  func otherCaps() throws {
    var orders = try Desk { $0.risk.maximumOpenOrders = 3 }
    #expect(orders.book(999, 1_001).count == 3)
    #expect(orders.snapshot.grid.rungs[3].reason == Reason(.openOrdersAboveCap, value: 3, limit: 3))
    var notional = try Desk { $0.risk.maximumOrderNotional = amount(5_000) }
    #expect(notional.book(999, 1_001) == ["+1 buy 5@990", "+2 buy 5@980"])
    #expect(
      notional.snapshot.grid.rungs[2].reason
        == Reason(.notionalAboveCap, value: 5_050, limit: 5_000))
  }

  @Test("RISK-02 The venue's own cap on open orders makes opens wait, whatever ours would do")
  func venuesCap() throws {
    var capabilities = Desk.capabilities
    capabilities.maximumOpenOrders = 3
    var desk = try Desk(capabilities: capabilities) {
      $0.orders.budgetReserve = .zero
      $0.risk.maximumOpenOrders = 4
      $0.risk.maximumOpenOrdersAction = .flatten
    }
    #expect(desk.book(999, 1_001).count == 3)
    #expect(desk.snapshot.grid.rungs[3].reason == Reason(.openOrdersAboveCap, value: 3, limit: 3))
    #expect(!desk.snapshot.control.isFrozen)
  }

  @Test("RISK-04 A freeze pulls opens at once and keeps exits; taking it back restores the ladder")
  func freezes() throws {
    var desk = try Desk.standing()
    desk.fill(1, 5)
    #expect(desk.command(.freeze) == ["-2", "-3", "-4"])
    #expect(desk.fill(2, 2) == ["+6 sell 2@990 reduce"], "it filled on the way; its exit goes out")
    desk.cancelled(2)
    desk.cancelled(3)
    desk.cancelled(4)
    #expect(desk.book(989, 991).isEmpty)
    #expect(desk.rungs.allSatisfy { $0.hasSuffix("FROZEN") })
    #expect(
      desk.command(.unfreeze) == ["+7 buy 5@970", "+8 sell 5@1000", "+9 sell 5@1010"],
      "around the market of now; 980 has a lot")
  }

  @Test("RISK-04 Set to hold, a freeze leaves working opens where they are")
  func holds() throws {
    var desk = try Desk { $0.risk.freezeHolds = true }
    desk.book(999, 1_001)
    #expect(desk.command(.freeze).isEmpty)
    #expect(desk.book(899, 901).isEmpty)
    #expect(desk.snapshot.pendingOpens.count == 4)
  }

  @Test("RISK-05 A pause stops the opens of one side; exits of either side go on")
  func pauses() throws {
    var desk = try Desk.standing()
    #expect(desk.command(.pause(.buy)) == ["-1", "-2"])
    desk.cancelled(1)
    desk.cancelled(2)
    #expect(desk.fill(3, 5) == ["+5 buy 5@1000 reduce"], "an exit that buys")
    #expect(desk.rungs[0] == "buy 990 SIDE_PAUSED")
    #expect(desk.command(.unpause(.buy)) == ["+6 buy 5@990", "+7 buy 5@980"])
  }

  @Test("RISK-05 A pause taken back while the book is crossed takes effect once it is not")
  func unpauseBlocked() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.command(.pause(.buy))
    desk.cancelled(1)
    desk.cancelled(2)
    desk.book(1_002, 1_001)
    #expect(desk.command(.unpause(.buy)).isEmpty)
    #expect(desk.book(999, 1_001) == ["+5 buy 5@990", "+6 buy 5@980"])
  }

  @Test("RISK-08 Cancel-all latches, reaches unanswered sends, and ends when the venue shows none")
  func cancelAll() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.accept(1)
    #expect(desk.command(.cancelAll(.opens)) == ["-1", "-2", "-3", "-4"])
    desk.accept(2)
    #expect(desk.snapshot.control.cancelling == .opens)
    #expect(desk.say(.cancelRefused(desk.id(3), .unknownOrder)) == [])
    for number in [1, 2, 4] as [UInt64] { desk.cancelled(number) }
    #expect(desk.snapshot.control.cancelling == .opens, "3 may still be there")
    #expect(desk.rungs[0] == "buy 990 CANCELLING_ALL")
    #expect(desk.pass(milliseconds: 1_000) == ["-3"])
    desk.takeAsked()
    desk.isObliging = false
    desk.cancelled(3)
    #expect(desk.takeAsked() == ["orders"], "the venue has the last word")
    #expect(desk.snapshot.control.cancelling == .opens)
    for _ in 0..<2 { desk.answer(.openOrders([], asOf: desk.now)) }
    #expect(desk.snapshot.control.cancelling == nil)
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.book(989, 991).isEmpty)
  }

  @Test("RISK-08 Cancel-all of a side pauses it; taken back while it runs it lets go")
  func cancelSide() throws {
    var desk = try Desk.standing()
    #expect(desk.command(.cancelAll(.side(.sell))) == ["-3", "-4"])
    desk.cancelled(3)
    #expect(desk.command(.unpause(.sell)) == ["+5 sell 5@1010"])
    #expect(desk.cancelled(4) == ["+6 sell 5@1020"], "what comes back is not chased")
    #expect(desk.snapshot.control.cancelling == nil)
  }

  @Test("RISK-08 Legs are a scope of their own; what they covered is shown naked until unfrozen")
  func cancelLegs() throws {
    var desk = try Desk.standing()
    desk.fill(1, 5)
    #expect(CommandPreview(of: .cancelAll(.legs), on: desk.engine).naked.steps == 5)
    #expect(CommandPreview(of: .cancelAll(.legs), on: desk.engine).opensToCancel == 3)
    #expect(desk.command(.cancelAll(.legs)) == ["-2", "-3", "-4", "-5"])
    #expect(desk.cancelled(5).isEmpty)
    #expect(desk.snapshot.exposure.naked.steps == 5)
    #expect(desk.command(.unfreeze) == ["+6 sell 5@1000 reduce"])
  }
}
