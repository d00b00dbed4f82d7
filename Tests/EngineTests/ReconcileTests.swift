import Market
import Testing
import Venue

@testable import Engine

/// How the engine comes to agree with the venue, and what it does where it doesn't.
@Suite("Reconciliation")
struct ReconcileTests {
  @Test("RECON-02 After a reconnect nothing opens before orders, position and fills were compared")
  func reconnect() throws {
    var desk = try Desk.settled()
    desk.takeAsked()
    desk.answer(.connection(.orders, isUp: false))
    #expect(desk.snapshot.reconcile.phase == .disconnected)
    #expect(desk.takeAsked() == ["reconnect orders"])
    desk.book(1_009, 1_011)
    #expect(desk.snapshot.grid.rungs.allSatisfy { $0.state == .confirmed }, "nothing is moved")
    #expect(desk.command(.placeManual(.buy, Price(ticks: 900))).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .disconnected)
    #expect(desk.answer(.connection(.orders, isUp: true)).isEmpty)
    #expect(desk.takeAsked() == ["account", "orders", "fills -9"])
    desk.fill(3, 5)
    #expect(!desk.agree(-5, desk.standing).isEmpty, "the ladder moves on")
    #expect(desk.snapshot.reconcile.phase == .settled)
  }

  @Test("RECON-02 A lesser comparison asked for meanwhile leaves opens barred no longer")
  func lesserMeanwhile() throws {
    var desk = try Desk.settled()
    desk.answer(.connection(.orders, isUp: false))
    desk.answer(.connection(.orders, isUp: true))
    desk.command(.reconcileNow)
    desk.agree(0, desk.standing)
    #expect(!desk.snapshot.reconcile.barsOpens, "the one after the break is through")
    #expect(desk.snapshot.reconcile.phase == .comparing, "the other is under way")
    desk.agree(0, desk.standing)
    #expect(desk.snapshot.reconcile.phase == .settled)
    #expect(!desk.snapshot.reconcile.barsOpens)
  }

  @Test("RECON-02 What was asked before a break is not taken for an answer after it")
  func staleAnswer() throws {
    var desk = try Desk.settled()
    desk.answer(.connection(.orders, isUp: false))
    desk.answer(.connection(.orders, isUp: true))
    desk.answer(.connection(.orders, isUp: false))
    desk.agree(0, desk.standing)
    #expect(desk.engine.agreement.rounds.barsOpens)
    #expect(desk.snapshot.reconcile.phase == .disconnected)
  }

  @Test("RECON-03 Fills are polled every 30 s from the poll's own mark, whatever the stream brings")
  func poll() throws {
    var desk = try Desk.settled { $0.reconcile.everyNanoseconds = 3_600_000_000_000 }
    let begin = desk.time
    var moments: [Int64] = []
    desk.takeAsked()
    while desk.time - begin < 100_000_000_000 {
      desk.nextDeadline()
      desk.say(.accepted(desk.id(1)))
      for question in desk.takeAsked() where question.hasPrefix("fills") {
        moments.append((desk.time - begin) / 1_000_000_000)
        desk.fills()
      }
    }
    #expect(moments == [29, 59, 89])
    #expect(desk.engine.agreement.rounds.polledThrough.nanoseconds / 1_000_000_000 == 91)
    let mark = desk.engine.agreement.rounds.polledThrough
    desk.fill(1, 5)
    #expect(desk.engine.agreement.rounds.polledThrough == mark, "a streamed fill moves nothing")
    #expect(!desk.takeAsked().contains { $0.hasPrefix("status") }, "the stream speaks")
  }

  @Test("RECON-04 The venue is compared with every 60 s, and at once after many fills")
  func cadence() throws {
    var desk = try Desk.settled()
    desk.takeAsked()
    desk.pass(milliseconds: 59_000)
    #expect(desk.takeAsked().contains("account"), "the private stream was silent")
    desk.agree(0, desk.standing)
    desk.pass(milliseconds: 58_000)
    desk.takeAsked()
    let hour: Int64 = 3_600_000_000_000
    desk = try Desk.settled {
      $0.reconcile.watchdogNanoseconds = hour
      $0.reconcile.pollNanoseconds = 30_000_000_000
    }
    desk.wait(milliseconds: 31_000)
    desk.takeAsked()
    for _ in 0..<5 { desk.fill(1, 1) }
    for _ in 0..<5 { desk.fill(2, 1) }
    #expect(!desk.takeAsked().contains("account"), "ten in 30 s are no more than ten")
    desk.fill(3, 1)
    #expect(desk.takeAsked().contains("account"))
  }

  /// A desk that only many fills bring to compare within the hour.
  private func seldomCompared() throws -> Desk {
    try Desk.settled {
      $0.reconcile.watchdogNanoseconds = 3_600_000_000_000
      $0.reconcile.pollNanoseconds = 30_000_000_000
      $0.reconcile.everyNanoseconds = 3_600_000_000_000
    }
  }

  @Test("RECON-04 Many fills soon after a comparison are compared too, ten seconds after it")
  func busyAfterStart() throws {
    var desk = try seldomCompared()
    desk.wait(milliseconds: 2_000)
    desk.takeAsked()
    for _ in 0..<5 { desk.fill(1, 1) }
    for _ in 0..<5 { desk.fill(2, 1) }
    desk.fill(3, 1)
    #expect(!desk.takeAsked().contains("account"))
    desk.pass(milliseconds: 7_000)
    #expect(!desk.takeAsked().contains("account"))
    desk.pass(milliseconds: 2_000)
    #expect(desk.takeAsked().contains("account"))
    #expect(desk.engine.agreement.rounds.round?.cause == .busy)
  }

  @Test("RECON-04 Many fills are a reason to compare only where they came within half a minute")
  func slowFills() throws {
    var desk = try seldomCompared()
    desk.isObliging = true
    desk.takeAsked()
    for order in [1, 2] as [UInt64] {
      for _ in 0..<5 { desk.fill(order, 1) }
      desk.fill(order == 1 ? 3 : 4, 1)
      for id in desk.snapshot.legs.map(\.id) { desk.say(.accepted(id)) }
      desk.pass(milliseconds: 31_000)
    }
    #expect(!desk.takeAsked().contains("account"))
  }

  @Test("RECON-04 Many fills are compared once: not again where all was compared since")
  func busyIsDone() throws {
    var desk = try seldomCompared()
    desk.isObliging = true
    for _ in 0..<5 { desk.fill(1, 1) }
    for _ in 0..<5 { desk.fill(2, 1) }
    desk.fill(3, 1)
    for id in desk.snapshot.legs.map(\.id) { desk.say(.accepted(id)) }
    #expect(!desk.takeAsked().contains("account"))
    desk.command(.reconcileNow)
    #expect(desk.takeAsked().contains("account"))
    desk.pass(milliseconds: 20_000)
    #expect(!desk.takeAsked().contains("account"))
  }

  @Test("RECON-09 A silent market stream is opened anew, a silent private one is asked")
  func watchdogs() throws {
    var desk = try Desk.settled()
    desk.takeAsked()
    desk.pass(milliseconds: 19_000)
    #expect(desk.takeAsked().isEmpty)
    desk.pass(milliseconds: 6_000)
    let asked = desk.takeAsked()
    #expect(asked.contains("reconnect market") && asked.contains("market"))
    #expect(asked.contains("orders") && asked.contains("account"))
    #expect(desk.engine.recoveries[.privateStreamSilent] == 1)
    #expect(!desk.engine.agreement.rounds.barsOpens, "silence alone stops nothing")
  }
}
