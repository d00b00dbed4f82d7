import Market
import Testing
import Venue

@testable import Engine

/// On the console an engine that continues waits for the operator before it sends entries.
@Suite("Entries wait for the operator's answer after a restart")
struct RestartHoldTests {
  /// A desk whose process ended with three live entries and one lot, and that continues held.
  private func desk(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try Desk(change: change)
    desk.book(990, 1_010)
    desk.accept(1, 2, 3, 4)
    desk.fill(1, 5)
    desk.isObliging = false
    desk.takeAsked()
    desk.restart(above: 4_096)
    desk.command(.holdEntries)
    return desk
  }

  private func causes(_ desk: Desk) -> [FreezeCause] {
    desk.snapshot.control.freezes.map(\.cause)
  }

  @Test(
    "RECON-01 Until the answer no entry is sent and no live one is cancelled; exits are managed",
    arguments: [ReconcileSettings.AtStart.cancel, .adopt])
  func held(policy: ReconcileSettings.AtStart) throws {
    var desk = try desk { $0.reconcile.atStart = policy }
    let live = desk.snapshot.pendingOpens.map(\.id)
    #expect(live.count == 3)

    #expect(desk.settle() == [], "compared, and nothing was done to entries")
    #expect(desk.snapshot.reconcile.phase == .settled)
    #expect(desk.snapshot.pendingOpens.map(\.id) == live)
    // An entry that fills meanwhile gets its exit at once.
    let exits = desk.fill(2, 5)
    #expect(exits.count == 1 && exits[0].hasPrefix("+"))
    #expect(desk.snapshot.lots.count == 2)
  }

  @Test("RECON-01 After the answer the venue is checked again, then the policy cancels")
  func cancels() throws {
    var desk = try desk { $0.reconcile.atStart = .cancel }
    desk.settle()
    let shown = desk.snapshot.reconcile
    #expect(shown.willCancel.count == 3 && shown.mayKeep.isEmpty)

    #expect(desk.command(.resumeEntries) == [])
    #expect(desk.takeAsked().contains("orders"))
    let words = desk.settle()
    #expect(desk.cancelledNumbers(in: words).isSuperset(of: [2, 3, 4]))
    #expect(causes(desk) == [])
  }

  @Test("RECON-01 After the answer the policy keeps the entries that the plan wants")
  func keeps() throws {
    var desk = try desk { $0.reconcile.atStart = .adopt }
    desk.settle()
    #expect(desk.snapshot.reconcile.mayKeep.count == 3)

    desk.command(.resumeEntries)
    #expect(desk.cancelledNumbers(in: desk.settle()) == [])
    #expect(!desk.snapshot.reconcile.barsOpens)
    #expect(desk.snapshot.pendingOpens.count >= 3)
  }

  @Test("RECON-01 The answer lifts no other freeze, and lifting every freeze is an answer too")
  func others() throws {
    var desk = try desk()
    desk.command(.freeze)
    #expect(causes(desk) == [.restarted, .operatorAsked])
    desk.command(.resumeEntries)
    #expect(causes(desk) == [.operatorAsked])
    #expect(desk.command(.resumeEntries) == [], "a second answer changes nothing")

    var other = try self.desk()
    other.settle()
    other.command(.unfreeze)
    #expect(other.takeAsked().contains("orders"))
    #expect(other.cancelledNumbers(in: other.settle()).isSuperset(of: [2, 3, 4]))
  }

  @Test("RECON-01 A freeze while entries are held cancels the live ones, as it always does")
  func freeze() throws {
    var desk = try desk { $0.reconcile.atStart = .adopt }
    desk.settle()
    #expect(desk.cancelledNumbers(in: desk.command(.freeze)) == [2, 3, 4])
  }

  @Test("RECON-01 The next process does not inherit a question that was not answered")
  func headless() throws {
    var desk = try desk()
    desk.restart(above: 8_192)
    #expect(causes(desk) == [])
    #expect(desk.cancelledNumbers(in: desk.settle()).isSuperset(of: [2, 3, 4]))
  }
}
