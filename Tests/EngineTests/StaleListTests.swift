import Market
import Testing
import Venue

@testable import Engine

/// What a list of the venue's orders proves, and what is done about an order that was only heard of.
@Suite("Stale lists")
struct StaleListTests {
  private static let stranger = Desk.order(.ladder, .sell, 5, at: 1_030, generation: 148)

  /// A desk with one lot whose exit, 5, stands, and whose opens have all ended after a cancel-all.
  private func cleared() throws -> Desk {
    var desk = try Desk.settled()
    desk.fill(1, 5)
    desk.accept(5)
    desk.command(.cancelAll(.opens))
    desk.wait(milliseconds: 1)
    for number in 2...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    desk.takeAsked()
    return desk
  }

  private func list(_ desk: inout Desk, _ orders: [VenueOrder], times: Int = 1) {
    for _ in 0..<times { desk.answer(.openOrders(orders, asOf: desk.now)) }
  }

  @Test("ORDER-06 RISK-08 One heard of while opens are barred is asked about, whatever goes on")
  func heardWhileBarred() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    desk.command(.cancelAll(.opens))
    desk.takeAsked()

    desk.say(.accepted(Self.stranger.id))

    #expect(desk.takeAsked() == ["status 148"])
    list(&desk, [], times: 3)
    #expect(desk.snapshot.control.cancelling == .opens, "lists that lack it prove nothing")
    let live = OrderStatus.live(Self.stranger)
    #expect(desk.answer(.status(Self.stranger.id, live, asOf: desk.now)) == ["-148"])
    desk.say(.cancelled(Self.stranger.id, .requested, filled: .zero))
    // An engine before this one sent it, so others of that may still come.
    desk.pass(milliseconds: 30_000)
    list(&desk, [], times: 2)
    #expect(desk.snapshot.control.cancelling == nil)
  }

  @Test(
    "ORDER-06 RECON-01 One of ours is asked about whatever told of it, with nothing else under way",
    arguments: ["list", "fill", "accepted", "cancel refused"])
  func heardOfAnyWay(word: String) throws {
    var desk = try Desk.settled()
    desk.takeAsked()
    switch word {
    case "list": list(&desk, desk.standing + [Self.stranger])
    case "fill":
      desk.say(.filled(Desk.fill(70, of: Self.stranger.id, .sell, 1, at: desk.now)))
    case "accepted": desk.say(.accepted(Self.stranger.id))
    default: desk.say(.cancelRefused(Self.stranger.id, .unknownOrder))
    }
    #expect(desk.takeAsked().contains("status 148"))
    desk.cancelled(1, .byHand)
    #expect(desk.rungs[0] == "buy 990 NOT_RECONCILED", "no cap counts it until it is known")
  }

  @Test("ORDER-06 One that was heard of is not gone because it is called absent once")
  func absentOnce() throws {
    var desk = try Desk.settled()
    desk.say(.accepted(Self.stranger.id))
    desk.answer(.status(Self.stranger.id, .absent, asOf: desk.now))
    #expect(desk.engine.orders.queries.unregistered == 1)
    desk.pass(milliseconds: 29_000)
    desk.answer(.status(Self.stranger.id, .absent, asOf: desk.now))
    #expect(desk.engine.orders.queries.unregistered == 1)
    desk.takeAsked()
    desk.pass(milliseconds: 1_000)
    #expect(desk.takeAsked().contains("status 148"), "asked as soon as the thirty seconds are over")
    desk.answer(.status(Self.stranger.id, .absent, asOf: desk.now))
    #expect(desk.engine.orders.queries.unregistered == 0, "absent for thirty seconds is believed")
  }

  @Test("ORDER-06 What the venue says is over is asked about no longer")
  func saidOver() throws {
    var desk = try Desk.settled()
    desk.say(.accepted(Self.stranger.id))
    desk.say(.cancelled(Self.stranger.id, .byHand, filled: .zero))
    #expect(desk.engine.orders.queries.unregistered == 0)
    desk.takeAsked()
    desk.say(.accepted(Self.stranger.id))
    #expect(!desk.takeAsked().contains("status 148"), "old news")
  }

  @Test("RISK-08 ORDER-06 An empty list while an exit is known to stand ends no cancel-all")
  func lacksExit() throws {
    var desk = try cleared()
    list(&desk, [], times: 3)
    #expect(desk.snapshot.control.cancelling == .opens)
    #expect(desk.pass(milliseconds: 500).isEmpty)
    #expect(desk.takeAsked().contains("status 5"), "what it lacks is asked about")
    desk.live(5)
    list(&desk, [desk.listed(5)], times: 2)
    #expect(desk.snapshot.control.cancelling == nil)
  }

  @Test("RISK-08 A cancel-all whose question is not answered asks again a second later")
  func listUnanswered() throws {
    var desk = try cleared()
    desk.pass(milliseconds: 900)
    #expect(!desk.takeAsked().contains("orders"))
    desk.pass(milliseconds: 200)
    #expect(desk.takeAsked().contains("orders"))
  }

  @Test("RISK-08 Once what turned up during a cancel-all has ended, the venue is asked at once")
  func turnsUp() throws {
    var desk = try cleared()
    desk.say(.accepted(Self.stranger.id))
    #expect(
      desk.answer(.status(Self.stranger.id, .live(Self.stranger), asOf: desk.now)) == ["-148"])
    desk.takeAsked()
    desk.say(.cancelled(Self.stranger.id, .requested, filled: .zero))
    #expect(desk.takeAsked().contains("orders"))
  }

  @Test("RISK-08 One list ends no cancel-all, and the second was asked for after the first came")
  func oneList() throws {
    var desk = try cleared()
    list(&desk, [desk.listed(5)])
    #expect(desk.snapshot.control.cancelling == .opens)
    #expect(desk.takeAsked() == ["orders"], "at once")
    let asked = desk.now
    desk.wait(milliseconds: 100)
    desk.answer(
      .openOrders([desk.listed(5)], asOf: desk.now, asked: asked.advanced(byNanoseconds: -1)))
    #expect(desk.snapshot.control.cancelling == .opens, "it was on its way already")
    desk.answer(.openOrders([desk.listed(5)], asOf: desk.now, asked: asked))
    #expect(desk.snapshot.control.cancelling == nil)
  }

  @Test("RISK-08 A list asked for before the last order ended says nothing of a cancel-all")
  func askedBefore() throws {
    var desk = try cleared()
    let before = desk.now.advanced(byNanoseconds: -1)
    for _ in 0..<3 {
      desk.answer(.openOrders([desk.listed(5)], asOf: desk.now, asked: before))
    }
    #expect(desk.snapshot.control.cancelling == .opens)
  }

  @Test("RISK-08 RECON-02 What a cancel-all was told before a break proves nothing after it")
  func brokenMeanwhile() throws {
    var desk = try cleared()
    list(&desk, [desk.listed(5)])
    desk.answer(.connection(.orders, isUp: false))
    desk.wait(milliseconds: 10)
    desk.answer(.connection(.orders, isUp: true))
    list(&desk, [desk.listed(5)])
    #expect(desk.snapshot.control.cancelling == .opens)
    list(&desk, [desk.listed(5)])
    #expect(desk.snapshot.control.cancelling == nil)
  }

  @Test("RISK-08 After a restart a cancel-all waits until nothing sent before can arrive any more")
  func followsAnother() throws {
    var desk = try Desk.following(150)
    desk.command(.cancelAll(.opens))
    list(&desk, [], times: 4)
    #expect(desk.snapshot.control.cancelling == .opens)
    desk.pass(milliseconds: 30_000)
    list(&desk, [], times: 2)
    #expect(desk.snapshot.control.cancelling == nil)
  }

  @Test("RISK-08 A cancel-all not done after a minute alarms, names what is left, and goes on")
  func overdue() throws {
    var desk = try Desk.settled()
    desk.command(.cancelAll(.opens))
    for number in 2...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    desk.pass(milliseconds: 59_900)
    #expect(!desk.snapshot.control.alarms.contains(.cancelAllUnfinished))
    desk.pass(milliseconds: 200)
    #expect(desk.snapshot.control.alarms.contains(.cancelAllUnfinished))
    let named = desk.snapshot.log.filter { $0.tag == .cancelAllUnfinished }.map(\.order)
    #expect(named == [desk.id(1)])
    #expect(desk.snapshot.control.cancelling == .opens)
    desk.pass(milliseconds: 120_000)
    #expect(desk.engine.recoveries[.cancelAllOverdue] == 1, "once")
  }

  @Test("RECON-02 ORDER-06 A list that lacks orders known to live lets no opens go after a break")
  func reconnectLacks() throws {
    var desk = try Desk.settled()
    desk.answer(.connection(.orders, isUp: false))
    desk.wait(milliseconds: 10)
    desk.answer(.connection(.orders, isUp: true))
    let standing = desk.standing
    desk.agree(0, [])
    #expect(desk.snapshot.reconcile.barsOpens)
    #expect(desk.engine.recoveries[.listLacked] == 1)
    desk.takeAsked()
    desk.pass(milliseconds: 1_000)
    #expect(desk.takeAsked().contains("orders"), "it is asked for again")
    for number in 1...4 as ClosedRange<UInt64> { desk.live(number) }
    desk.agree(0, standing)
    #expect(!desk.snapshot.reconcile.barsOpens)
  }

  @Test(
    "RECON-02 Answers to what was asked before the reconnect let no opens go",
    arguments: ["account", "orders"])
  func askedBeforeReconnect(late: String) throws {
    var desk = try Desk.settled()
    let before = desk.now
    desk.answer(.connection(.orders, isUp: false))
    desk.wait(milliseconds: 10)
    desk.answer(.connection(.orders, isUp: true))
    desk.wait(milliseconds: 10)
    let asked = late == "account" ? (before, desk.now) : (desk.now, before)
    desk.answer(.account(AccountState(asOf: desk.now, position: .flat), asked: asked.0))
    desk.answer(.openOrders(desk.standing, asOf: desk.now, asked: asked.1))
    desk.fills()
    #expect(desk.snapshot.reconcile.barsOpens)
    desk.agree(0, desk.standing)
    #expect(!desk.snapshot.reconcile.barsOpens)
  }
}
