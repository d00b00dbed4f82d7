import Market
import Testing
import Venue

@testable import Engine

@Suite struct FreezeTests {
  private func causes(_ desk: Desk) -> [FreezeCause] {
    desk.snapshot.control.freezes.map(\.cause)
  }

  @Test("CONSOLE-16 Freezing again changes neither who froze nor since when, and hides no rule")
  func idempotent() throws {
    var desk = try Desk.standing()
    desk.say(.filled(desk.makeFill(99, 3, at: 1_000)))
    let first = desk.snapshot.control.freezes
    desk.wait(milliseconds: 5_000)
    desk.command(.freeze)
    desk.command(.freeze)

    #expect(causes(desk) == [.foreignFill, .operatorAsked])
    #expect(desk.snapshot.control.freezes.first == first.first)
    #expect(desk.engine.switches.control.frozenBecause.code == .foreignFill)
    #expect(desk.snapshot.log.filter { $0.tag == .frozen }.count == 2, "one line for each")
  }

  @Test("CONSOLE-16 A cancel-all, a flatten and a lost terminal are named as what froze")
  func named() throws {
    var desk = try Desk.standing()
    desk.command(.terminalLost)
    desk.command(.cancelAll(.opens))
    #expect(causes(desk) == [.terminalLost, .cancellingAll])
    for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    desk.answer(.openOrders([], asOf: desk.now))
    #expect(causes(desk) == [.terminalLost, .cancelAll])
    desk.command(.flatten)
    #expect(causes(desk).last == .flatten)
  }

  @Test("CONSOLE-16 Unfreezing lifts all of it, and its preview counts what leaves at once")
  func lifts() throws {
    var desk = try Desk.standing()
    desk.command(.freeze)
    for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    desk.wait(milliseconds: 1_000)
    let preview = CommandPreview(of: .unfreeze, on: desk.engine)

    let sent = desk.command(.unfreeze)

    #expect(preview.opensToPlace == 4 && preview.legsToPlace == 0)
    #expect(sent.count == preview.opensToPlace)
    #expect(!desk.snapshot.control.isFrozen && desk.snapshot.control.freezes.isEmpty)
  }

  @Test("CONSOLE-16 A second cancel-all adds nothing to what the first one froze")
  func cancelsTwice() throws {
    var desk = try Desk.standing()
    desk.command(.cancelAll(.opens))
    for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    desk.answer(.openOrders([], asOf: desk.now))
    let first = desk.snapshot.control.freezes
    #expect(first.map(\.cause) == [.cancelAll])
    desk.command(.cancelAll(.opens))
    desk.pass(milliseconds: 3_000)
    desk.answer(.openOrders([], asOf: desk.now))
    #expect(desk.snapshot.control.freezes == first)
  }
}
