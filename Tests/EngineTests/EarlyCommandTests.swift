import Market
import Testing
import Venue

@testable import Engine

/// Commands that come before the engine knows what stands and what is held.
@Suite("Commands at the start")
struct EarlyCommandTests {
  /// A take-profit of an engine before this one.
  private let leg = Desk.order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 40)

  /// The venue cancels an order of which nothing filled.
  private func end(_ order: VenueOrder, _ desk: inout Desk) -> [String] {
    desk.say(.cancelled(order.id, .requested, filled: .zero))
  }

  @Test(
    "RISK-04 RECON-01 A flatten at the start says that it waits, and closes what the start finds",
    arguments: [Command.flatten, .flattenAccount])
  func flattens(command: Command) throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    #expect(desk.command(command).isEmpty)
    #expect(desk.snapshot.control.flatten == .clearing, "nobody knows yet what is held")
    #expect(desk.pass(milliseconds: 5_100).isEmpty)
    #expect(desk.snapshot.control.alarms == [.flattenWaits])
    #expect(desk.snapshot.log.last { $0.tag == .flattenWaits }?.reason?.code == .notReconciled)

    #expect(desk.agree(8, [leg], entry: 995) == ["-40"])
    #expect(end(leg, &desk) == ["+41 sell 8@999 ioc reduce"])
    desk.fill(41, 8)
    #expect(desk.snapshot.control.flatten == .done)
    #expect(desk.snapshot.lots.isEmpty && desk.engine.position.isFlat)
  }

  @Test("GRID-10 A market that ends while the engine starts is closed as one that ends later")
  func marketEnds() throws {
    var desk = try Desk.starting {
      $0.market.life.endsAt = Instant(nanoseconds: 30_000_000_000)
      $0.market.life.ending = .close
    }
    desk.book(999, 1_001)
    desk.answer(desk.account(8, entry: 995))
    #expect(desk.snapshot.control.flatten == .clearing)
    desk.answer(.openOrders([leg], asOf: desk.now))
    #expect(desk.fills() == ["-40"])
    #expect(end(leg, &desk) == ["+41 sell 8@999 ioc reduce"])
  }

  @Test("RISK-04 A flatten behind another engine is not done while an order of that may yet fill")
  func flattensBehindAnother() throws {
    var desk = try Desk.following(40)
    desk.agree(0, [])
    desk.answer(.openOrders([], asOf: desk.now))
    desk.command(.flatten)
    #expect(desk.snapshot.control.flatten == .reducing)
    desk.isObliging = true
    desk.pass(milliseconds: 10_000)
    #expect(desk.snapshot.control.flatten == .reducing)
    #expect(desk.snapshot.control.alarms == [.flattenWaits])
    desk.pass(milliseconds: 25_000)
    #expect(desk.snapshot.control.flatten == .done)
  }

  @Test("OPEN-14 Quitting at the start cancels the opens that the start finds, and awaits them")
  func quits() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let open = Desk.order(.ladder, .buy, 5, at: 990, generation: 41)
    desk.command(.quit)
    #expect(desk.snapshot.shutdown.phase == .closing, "nobody knows yet what stands")
    #expect(desk.agree(0, [open]) == ["-41"])
    #expect(desk.snapshot.shutdown.phase == .closing)
    _ = end(open, &desk)
    #expect(desk.snapshot.shutdown.phase == .settled)
  }

  @Test("OPEN-14 Quitting waits for a venue that tells nothing only so long, and says so")
  func quitsUntold() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    desk.command(.quit)
    desk.pass(milliseconds: 5_000)
    #expect(desk.snapshot.shutdown.phase == .timedOut)
    #expect(desk.snapshot.log.last { $0.tag == .quitTimedOut }?.reason?.code == .notReconciled)
  }
}
