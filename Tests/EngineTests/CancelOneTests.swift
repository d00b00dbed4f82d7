import Market
import Testing
import Venue

@testable import Engine

@Suite("Cancelling one order") struct CancelOneTests {
  @Test("CONSOLE-04 A rung cancelled by hand stays empty, says why, and comes back when asked")
  func rung() throws {
    var desk = try Desk()
    _ = desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)

    #expect(desk.command(.cancelOrder(desk.id(1))) == ["-1"])
    #expect(desk.cancelled(1).isEmpty)
    let rung = try #require(desk.snapshot.grid.rungs.first { $0.price.ticks == 990 })
    #expect(rung.state == .planned && rung.reason.code == .operatorAsked)
    #expect(
      desk.engine.explain(.price(.buy, rung.price)).verdict
        == .held(.retry, Reason(.operatorAsked)))
    #expect(desk.book(998, 1_002).isEmpty)
    #expect(desk.command(.recentre) == ["+5 buy 5@990"])
  }

  @Test("CONSOLE-09 Why a rung waits is said again once a freeze or a pause no longer holds it")
  func keepsItsReason() throws {
    var desk = try Desk.standing()
    desk.command(.cancelOrder(desk.id(1)))
    desk.cancelled(1)
    desk.command(.freeze)
    for number in UInt64(2)...4 { desk.cancelled(number) }
    #expect(desk.rungs[0] == "buy 990 FROZEN")

    desk.command(.unfreeze)
    #expect(desk.rungs[0] == "buy 990 OPERATOR_ASKED")
    desk.command(.pause(.buy))
    desk.command(.unpause(.buy))
    #expect(
      desk.engine.explain(.price(.buy, Price(ticks: 990))).verdict
        == .held(.retry, Reason(.operatorAsked)))
  }

  @Test("CONSOLE-04 An order that is not ours is cancelled only by its name; an exit not at all")
  func others() throws {
    var desk = try Desk()
    _ = desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    let exit = desk.fill(1, 5)

    #expect(exit == ["+5 sell 5@1000 reduce"])
    #expect(desk.command(.cancelOrder(desk.id(5))).isEmpty)
    #expect(desk.command(.cancelOrder(.foreign(7))) == ["-7"])
  }

  @Test("ORDER-07 What became of the cancel of a foreign order is said, and it goes from the list")
  func foreign() throws {
    var desk = try Desk()
    desk.isObliging = false
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    let stranger = VenueOrder(
      id: .foreign(7), side: .buy, limit: Price(ticks: 900), quantity: Quantity(steps: 1),
      remaining: Quantity(steps: 1), isReduceOnly: false, trigger: nil, placedAt: desk.now)
    desk.command(.reconcileNow)
    desk.answer(
      .openOrders((1...4).map { desk.listed($0) } + [stranger], asOf: desk.now),
      .account(AccountState(asOf: desk.now, position: .flat)))
    desk.fills()
    #expect(desk.engine.agreement.rounds.foreign.list.map(\.id) == [.foreign(7)])

    desk.command(.cancelOrder(.foreign(7)))
    desk.say(.cancelRefused(.foreign(7), .unknownOrder))
    #expect(desk.snapshot.log.last?.tag == .cancelRefused)
    #expect(desk.snapshot.log.last?.refusal == .unknownOrder)
    desk.say(.failed(.foreign(7), .cancel, .lost))
    #expect(desk.snapshot.log.last?.reason?.code == .notSent)
    desk.say(.cancelled(.foreign(7), .requested, filled: .zero))
    #expect(desk.engine.agreement.rounds.foreign.list.isEmpty)
  }
}
