import Market
import Testing
import Venue

@testable import Engine
@testable import Screen

@Suite("The header tells the truth about opens") struct HeaderTruthTests {
  private func control(_ snapshot: Snapshot, columns: Int = 120) -> String {
    Console().draw(
      .header, of: snapshot, Sample.status, size: ScreenSize(columns: columns, rows: 3)
    ).lines[2]
  }

  @Test(
    "RECON-01 RECON-02 Opens are never called allowed while they wait for the venue",
    arguments: [
      (ReconcilePhase.starting, "STARTING: reading orders and position from the venue"),
      (.disconnected, "DISCONNECTED: no order updates"),
      (.comparing, "RECONCILING: no entries until done"),
      (.settled, "NO ENTRIES until checked with the venue"),
    ])
  func waiting(phase: ReconcilePhase, text: String) {
    var snapshot = Sample.busy()
    snapshot.reconcile.phase = phase
    snapshot.reconcile.barsOpens = true

    #expect(control(snapshot).hasPrefix(" \(text)"))
    #expect(!control(snapshot).contains("allowed"))
  }

  @Test("GRID-10 RISK-03 RISK-04 Nor in a halt, while frozen, tripped, completing or leaving")
  func switched() {
    let cases: [(String, (inout Snapshot) -> Void)] = [
      ("MARKET HALTED", { $0.control.market.phase = .halted }),
      ("FROZEN", { $0.control.freezes = [Sample.freeze] }),
      ("BREAKER COOLDOWN", { $0.control.breaker.stage = .cooldown }),
      ("COMPLETING a side", { $0.entries.isCompleting = true }),
      ("ENTRIES CLOSED FOR GOOD", { $0.shutdown.phase = .settled }),
      ("NO ENTRIES: BOOK_CROSSED", { $0.grid.block = Reason(.bookCrossed, value: 2, limit: 1) }),
    ]
    for (text, change) in cases {
      var snapshot = Sample.busy()
      change(&snapshot)
      #expect(control(snapshot).contains(text) && !control(snapshot).contains("allowed"))
    }
  }

  @Test(
    "CONSOLE-09 A side whose every rung is held is not called allowed; one that opens one way says so"
  )
  func sides() {
    var snapshot = Sample.busy()
    for place in snapshot.grid.rungs.indices where snapshot.grid.rungs[place].side == .sell {
      snapshot.grid.rungs[place].state = .planned
      snapshot.grid.rungs[place].reason = Reason(.exposureAboveCap, value: 62, limit: 50)
    }
    #expect(control(snapshot).hasPrefix(" buys allowed  no sells: EXPOSURE_ABOVE_CAP"))
    snapshot.control.isPausedBuy = true
    #expect(control(snapshot).hasPrefix(" BUYS PAUSED  no sells: EXPOSURE_ABOVE_CAP"))
    snapshot = Sample.busy()
    snapshot.grid.direction = .long
    #expect(control(snapshot).hasPrefix(" only buys allowed"))
  }

  @Test(
    "RISK-06 The dead-man switch: armed with its time, refused, aside",
    arguments: [
      (
        DeadManView.armed(Sample.before(-58)), "entries allowed on both sides",
        "dead-man armed 58 s"
      ),
      (.asked(Sample.before(-58)), "entries allowed on both sides", "dead-man requested"),
      (.refused, "entries allowed on both sides", "DEAD-MAN REJECTED by the venue"),
      (.standsAside, "entries allowed on both sides", "DEAD-MAN OFF: it would cancel"),
      (.lingers(Sample.before(-58)), "entries allowed on both sides", "DEAD-MAN WITHDRAWN"),
      (.unavailable, "entries allowed on both sides", ""),
    ])
  func deadMan(view: DeadManView, start: String, more: String) {
    var snapshot = Sample.busy()
    snapshot.control.deadMan = view

    #expect(control(snapshot).hasPrefix(" \(start)"))
    #expect(more.isEmpty || control(snapshot).contains(more))
  }

  @Test("RISK-04 RISK-08 A cancel-all and a flatten say what they wait for")
  func awaited() {
    var snapshot = Sample.busy()
    snapshot.control.cancelling = .opens
    #expect(control(snapshot).hasPrefix(" CANCEL-ALL all entries: 8 still live"))
    snapshot.pendingOpens = []
    #expect(control(snapshot).contains("none live here, asking the venue"))
    snapshot.control.cancellingToo = [.legs]
    #expect(control(snapshot).hasPrefix(" CANCEL-ALL all entries, exits:"))
    snapshot.control.cancellingToo = []
    snapshot.control.cancelling = nil
    snapshot.control.flatten = .clearing
    #expect(control(snapshot).hasPrefix(" FLATTEN: cancelling, 1 still live"))
    snapshot.control.flatten = .reducing
    snapshot.grid.block = Reason(.bookUnknown)
    #expect(control(snapshot).hasPrefix(" FLATTEN: reducing +0.005, waits: BOOK_UNKNOWN"))
  }

  @Test(
    "METRIC-04 One alarm is said in words, several by name, and a narrow screen keeps the switches")
  func alarms() {
    var snapshot = Sample.busy()
    snapshot.control.alarms = [.nakedLot]
    #expect(
      control(snapshot).hasPrefix(
        " ! ALARM NAKED_LOT: part of a lot should have a stop and is unprotected"
          + " (A acknowledges)  entries allowed"), "an alarm alone stops nothing")
    snapshot.control.alarms = Alarm.allCases
    snapshot.control.freezes = [Sample.freeze]
    snapshot.control.isPausedSell = true
    #expect(
      control(snapshot, columns: 80).hasPrefix(
        " ! \(Alarm.allCases.count) ALARMS FLATTEN_STUCK (A)"
          + "  FROZEN by the operator  SELLS PAUSED"))
    let books = BooksPanel.lines(snapshot).map(\.text)
    #expect(books.first == "Alarms")
    #expect(books.contains("DRIFT: the account's position does not match the booked fills"))
  }
}
