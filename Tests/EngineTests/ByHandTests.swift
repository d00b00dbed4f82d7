import Market
import Testing
import Venue

@testable import Engine

@Suite("By hand")
struct ByHandTests {
  private func standing() throws -> Desk {
    try Desk.standing { $0.entries.shutdownNanoseconds = 1_000_000_000 }
  }

  @Test("CONSOLE-04 OPEN-09 An order moved by hand is placed anew less what filled, once it ended")
  func moves() throws {
    var desk = try standing()
    #expect(desk.command(.moveOrder(desk.id(1), Price(ticks: 985))) == ["-1"])
    #expect(desk.fill(1, 2) == ["+5 sell 2@1000 reduce"])
    #expect(desk.cancelled(1) == ["+6 buy 3@985"])
    #expect(desk.id(6).purpose == .manual)
    desk.accept(6)
    #expect(desk.command(.moveOrder(desk.id(6), Price(ticks: 984))) == ["-6"])
    #expect(desk.cancelled(6) == ["+7 buy 3@984"])
    #expect(desk.command(.moveOrder(desk.id(2), Price(ticks: 1_001))).isEmpty, "it would cross")
  }

  @Test("OPEN-08 An order by hand stands at its price, and with a deadline only until then")
  func deadline() throws {
    var desk = try Desk {
      $0.entries.manualTimeoutNanoseconds = 3_000_000_000
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.book(999, 1_001)
    desk.command(.placeManual(.buy, Price(ticks: 985)))
    desk.accept(1, 2, 3, 4, 5)
    desk.book(1_003, 1_005)
    #expect(desk.pass(milliseconds: 2_000).isEmpty)
    #expect(desk.pass(milliseconds: 1_000) == ["-5"])
    desk.cancelled(5)
    #expect(desk.snapshot.entries.attempts.isEmpty)
  }

  @Test("OPEN-14 Quitting cancels opens, awaits their outcomes and leaves exits where they are")
  func quits() throws {
    var desk = try standing()
    desk.fill(1, 5)
    desk.accept(5)
    #expect(desk.command(.quit) == ["-2", "-3", "-4"])
    #expect(desk.snapshot.shutdown.phase == .closing)
    #expect(desk.fill(2, 2) == ["+6 sell 2@990 reduce"], "what fills on the way gets its exit")
    desk.cancelled(2)
    desk.cancelled(3)
    #expect(!desk.snapshot.shutdown.isSettled)
    desk.cancelled(4)
    #expect(desk.snapshot.shutdown.phase == .settled)
    #expect(desk.snapshot.legs.count == 2)
    #expect(desk.command(.unfreeze).isEmpty, "no way back")
    #expect(desk.book(899, 901).isEmpty)
  }

  @Test("OPEN-14 Quitting waits for outcomes only so long, and lists what never came")
  func quitsLate() throws {
    var desk = try standing()
    desk.command(.quit)
    desk.cancelled(1)
    desk.cancelled(2)
    desk.cancelled(3)
    desk.pass(milliseconds: 1_000)
    #expect(desk.snapshot.shutdown.phase == .timedOut)
    #expect(desk.snapshot.shutdown.unsettled == [desk.id(4)])
    #expect(desk.snapshot.log.last { $0.tag == .quitTimedOut }?.order == desk.id(4))
  }
}
