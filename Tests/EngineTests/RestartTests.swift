import Market
import Testing
import Venue

@testable import Engine

/// A process ended, and another continues with the engine that its journal holds.
@Suite("An engine that continues from its journal")
struct RestartTests {
  /// A desk with a grid of two rungs a side that is live, and one lot with its exit.
  private func desk(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try Desk(change: change)
    desk.book(990, 1_010)
    desk.accept(1, 2, 3, 4)
    desk.fill(1, 5)
    desk.isObliging = false
    desk.takeAsked()
    return desk
  }

  @Test("STATE-02 After a restart no entry leaves before orders, fills and position were compared")
  func waits() throws {
    var desk = try desk()
    let lots = desk.snapshot.lots.count
    #expect(lots == 1)
    let first = desk.restart(above: 4_096)
    #expect(first == [])
    #expect(desk.snapshot.reconcile.barsOpens)
    let asked = desk.takeAsked()
    #expect(asked.contains("orders") && asked.contains("account"))
    // A market that would move the whole ladder changes nothing before that.
    let moved = desk.book(1_190, 1_210)
    #expect(moved.filter { $0.hasPrefix("+") } == [])
    #expect(desk.snapshot.lots.count == 1)
  }

  @Test("STATE-02 New orders and lots have numbers above all that the ended process had reserved")
  func numbers() throws {
    var desk = try desk { $0.reconcile.atStart = .adopt }
    desk.restart(above: 4_096, lots: 900)
    desk.settle()
    desk.fill(2, 5)
    desk.settle()
    let new = desk.placedNumbers.filter { $0 > 10 }
    #expect(!new.isEmpty)
    #expect(new.allSatisfy { $0 > 4_096 })
    #expect(desk.snapshot.lots.contains { $0.id.value == 901 })
  }

  @Test("STATE-02 A fill that the journal lacks gets no exit before the ended process's is known")
  func noSecondExit() throws {
    var desk = try Desk()
    desk.book(990, 1_010)
    desk.accept(1, 2, 3, 4)
    let journal = desk.engine
    let fill = desk.makeFill(1, 5)
    let exits = desk.say(.filled(fill)).filter { $0.hasPrefix("+") && $0.contains(" sell ") }
    #expect(!exits.isEmpty)
    desk.engine = journal
    desk.isObliging = false
    desk.restart(above: 4_096, lots: 4_096)
    #expect(desk.say(.filled(fill)).filter { $0.hasPrefix("+") } == [])
    #expect(desk.snapshot.lots.map(\.id.value) == [4_097])
    #expect(desk.pass(milliseconds: 5_000).filter { $0.hasPrefix("+") } == [])
    desk.settle()
    let lot = try #require(desk.snapshot.lots.first)
    #expect(lot.covered == lot.open && !lot.awaitsPosition)
  }

  @Test("EXIT-03 A stop that the journal's engine would trigger waits for the first comparison")
  func stopWaits() throws {
    var desk = try Desk {
      $0.exits.stop.place = .away(BasisPoints(hundredths: 10_000))
      $0.exits.stop.venueShare = .zero
    }
    desk.book(990, 1_010)
    desk.accept(1, 2, 3, 4)
    desk.fill(1, 5)
    desk.isObliging = false
    let journal = desk.engine
    let lot = try #require(desk.snapshot.lots.first)
    let stop = try #require(lot.stop)
    let sent = desk.book(stop.ticks - 20, stop.ticks - 10)
    #expect(sent.contains { $0.hasPrefix("+") && $0.contains(" sell ") })
    desk.engine = journal
    desk.restart(above: 4_096, lots: 4_096)
    let held = desk.book(stop.ticks - 20, stop.ticks - 10)
    #expect(held.filter { $0.hasPrefix("+") || $0 == "-5" } == [])
    desk.isObliging = true
    let later = (0..<15).flatMap { _ in
      desk.pass(milliseconds: 1_000) + desk.book(stop.ticks - 20, stop.ticks - 10)
    }
    // The take-profit ends first.
    #expect(later.contains("-5"))
  }

  @Test("STATE-01 An entry that waited may leave only while entries may be sent at all")
  func lateEntry() throws {
    var desk = try desk()
    let order = try #require(desk.placed[2])
    #expect(desk.engine.mayStillLeave(.place(order)))
    var paused = desk
    paused.command(.pause(order.side))
    #expect(!paused.engine.mayStillLeave(.place(order)))
    #expect(paused.engine.mayStillLeave(.cancel(order.id)))
    desk.answer(.connection(.orders, isUp: false))
    #expect(!desk.engine.mayStillLeave(.place(order)))
  }

  @Test("STATE-02 Live entries are cancelled after a restart if that is the policy; exits stay")
  func cancels() throws {
    var desk = try desk { $0.reconcile.atStart = .cancel }
    desk.restart(above: 4_096)
    let live = desk.cancelledNumbers(in: desk.settle())
    #expect(live.isSuperset(of: [2, 3, 4]))
    let lot = try #require(desk.snapshot.lots.first)
    #expect(lot.covered == lot.open)
  }

  @Test("STATE-02 With the policy to adopt, entries that the plan wants stay where they are")
  func adopts() throws {
    var desk = try desk { $0.reconcile.atStart = .adopt }
    desk.restart(above: 4_096)
    #expect(desk.cancelledNumbers(in: desk.settle()) == [])
    #expect(!desk.snapshot.reconcile.barsOpens)
  }

  @Test(
    "RECON-01 Live entries outlast the time without a process; they go if the feed stays silent",
    arguments: [20_000, 600_000] as [Int64])
  func deadTime(milliseconds: Int64) throws {
    var desk = try desk { $0.reconcile.atStart = .adopt }
    desk.time += milliseconds * 1_000_000
    #expect(desk.restart(above: 4_096) == [])
    var silent = desk

    #expect(desk.cancelledNumbers(in: desk.settle()) == [])
    #expect(desk.snapshot.control.freezes == [])

    silent.isObliging = true
    #expect(silent.cancelledNumbers(in: silent.pass(milliseconds: 4_000)) == [])
    #expect(silent.cancelledNumbers(in: silent.pass(milliseconds: 2_000)) == [2, 3, 4])
  }

  @Test("STATE-02 What was latched stays latched; what ended with the process does not")
  func latches() throws {
    var desk = try desk()
    desk.command(.pause(.sell))
    desk.command(.freeze)
    desk.command(.quit)
    desk.restart(above: 4_096)
    let control = desk.snapshot.control
    #expect(control.isPausedSell && !control.isPausedBuy)
    #expect(control.freezes.map(\.cause) == [.operatorAsked])
    #expect(!desk.engine.hasQuit)
  }

  @Test("RISK-10 A journal that failed stops entries, and exits and cancels go on")
  func journalFailed() throws {
    var desk = try desk()
    desk.isObliging = true
    let words = desk.hear(.failed)
    #expect(desk.cancelledNumbers(in: words).isSuperset(of: [2, 3, 4]))
    #expect(desk.snapshot.control.alarms.contains(.journalFailed))
    let lot = try #require(desk.snapshot.lots.first)
    #expect(lot.covered == lot.open)
    for number in [UInt64](2...4) { desk.cancelled(number) }
    let later = desk.pass(milliseconds: 10_000) + desk.book(980, 1_000)
    #expect(later.filter { $0.contains(" buy ") } == [])
  }
}

extension Desk {
  /// The venue answers for two minutes, and the market is seen each second.
  @discardableResult
  mutating func settle() -> [String] {
    isObliging = true
    return (0..<120).flatMap { _ in pass(milliseconds: 1_000) + book(990, 1_010) }
  }

  /// The process ends, and another continues from the engine's checkpoint.
  @discardableResult
  mutating func restart(above orders: UInt64, lots: Int64 = 1) -> [String] {
    do {
      engine = try Engine(checkpoint: engine.checkpoint)
    } catch {
      Issue.record("\(error)")
    }
    return input(
      .restarted(above: ReservedNumbers(orders: orders, lots: PositionID(lots))))
  }

  @discardableResult
  mutating func hear(_ news: JournalNews) -> [String] { input(.journal(news)) }

  var placedNumbers: [UInt64] { placed.keys.sorted() }

  func cancelledNumbers(in words: [String]) -> Set<UInt64> {
    Set(words.filter { $0.hasPrefix("-") }.compactMap { UInt64($0.dropFirst()) })
  }
}
