import Market
import Testing
import Venue

@testable import Engine
@testable import Screen

@Suite("Console: the restart assistant") struct RestartAssistantTests {
  /// The account as the journal holds it: two lots, eight entries.
  private static let recorded = Sample.busy()

  private static func facts(otherBuild: String? = nil) -> RestartFacts {
    RestartFacts(
      ended: Sample.before(200), continued: Sample.before(20), wasClosed: false,
      otherBuild: otherBuild, recorded: recorded)
  }

  /// The console of a live run, or of a dry run that is paused.
  private static func status(isLive: Bool, _ facts: RestartFacts = facts()) -> SessionStatus {
    var status = SessionStatus(
      mode: isLive ? "SIMULATED VENUE" : "DRY RUN", venue: "simulated", market: "BTCUSDT",
      isPaused: !isLive, updateIndex: 12, canStep: !isLive, leavesOrdersAtVenue: isLive)
    status.restart = facts
    return status
  }

  /// A live run that waits for the answer, as found by the first comparison: lot 12 was closed, lot
  /// 14 was opened by an entry, another entry is gone, and somebody else has an order there.
  private static func found() -> Snapshot {
    var snapshot = recorded
    snapshot.control.freezes = [Freeze(.restarted, at: Sample.before(20))]
    snapshot.reconcile.lastDone = Sample.before(5)
    snapshot.reconcile.lastCause = .reconnect
    snapshot.ledger.local = Position(steps: 5)
    snapshot.ledger.venue = Position(steps: 5)
    snapshot.counters.fills = recorded.counters.fills + 3
    let filled = snapshot.pendingOpens.removeFirst()
    snapshot.pendingOpens.removeFirst(3)
    var lot = snapshot.lots[1]
    lot.id = PositionID(14)
    (lot.takeProfit, lot.stop) = (Sample.price(612_612), Sample.price(610_000))
    (lot.covered, lot.naked, lot.watchedStop) = (lot.open, .zero, lot.open)
    snapshot.lots = [snapshot.lots[1], lot]
    snapshot.legs = [
      LegView(
        id: Sample.id(.takeProfit, 14, 91), lot: lot.id, purpose: .takeProfit, side: .sell,
        price: Sample.price(612_612), quantity: lot.open, filled: .zero, state: .working,
        isReduceOnly: true, sentAt: Sample.before(10))
    ]
    snapshot.log.append(
      LogEntry(.entryFilled, at: Sample.before(8), side: .buy, order: filled.id, lot: lot.id))
    snapshot.reconcile.willCancel = [snapshot.pendingOpens[0].id]
    snapshot.reconcile.mayKeep = [snapshot.pendingOpens[1].id]
    snapshot.reconcile.foreign = [
      VenueOrder(
        id: .foreign(7), side: .sell, limit: Sample.price(613_000), quantity: Sample.size(9),
        remaining: Sample.size(9), isReduceOnly: false, trigger: nil, placedAt: Sample.before(60))
    ]
    return snapshot
  }

  private func console(_ snapshot: Snapshot, _ size: ScreenSize = .small) -> Console {
    var console = Console()
    console.openRestart()
    _ = console.settled(snapshot, size)
    return console
  }

  private func lines(
    _ snapshot: Snapshot, _ status: SessionStatus, _ size: ScreenSize = .large
  ) -> [String] {
    var console = console(snapshot, size)
    return console.picture(snapshot, status, size).lines
  }

  @Test("RECON-01 CONSOLE-11 What a restart found, what resuming does, and the keys are on 80×24")
  func screen() {
    var console = console(Self.found())
    let status = Self.status(isLive: true)
    let text = console.picture(Self.found(), status).lines.dropFirst(3)

    #expect(
      text.joined(separator: "\n") == """
        ┌─ Restart: what was found ────────────────────────────────────────────────────┐
        │ The last process was killed or crashed at 12:31:36, 180 s before this one.   │
        │ Compared with the venue at 12:34:51: 3 fills since; the position agrees.     │
        │ Exits are managed already; entries wait for your answer.                     │
        │ r resumes: cancels 1 live entry, keeps up to 1 live entry, places the grid;  │
        │   exits stay.                                                                │
        │ Lots: 2 open                                                                 │
        │ ▶ #13 long 0.002 @ 61220.4: take-profit 61251.0 not at the venue, no stop;   │
        │     UNPROTECTED 0.002                                                        │
        │   #14 long 0.002 @ 61220.4: take-profit 61261.2 at the venue, stop 61000.0   │
        │     watched by Rung; opened since                                            │
        │   #12 long 0.003: closed since                                               │
        │ Entries: 4 live                                                              │
        │   sell 0.003 @ 61281.6: will be cancelled                                    │
        │   sell 0.003 @ 61312.2: stays if the grid still wants it                 ▼ 5 │
        │ r resume · c close this lot · x cancel this entry · enter why                │
        │ R compare, adopt differences · F flatten all · q leave all as it is          │
        │ esc closes this: nothing is done; S shows it again                           │
        └──────────────────────────────────────────────────────────────────────────────┘
        \(String(repeating: " ", count: 80))
         r resume  c close lot  x cancel  F flatten  R adopt  q leave  esc later  ? help
        """)
  }

  @Test(
    "RECON-01 A larger screen shows every line: what was opened, closed or ended since, and whose")
  func list() {
    let lines = lines(Self.found(), Self.status(isLive: true))
    for expected in [
      "#13 long 0.002 @ 61220.4: take-profit 61251.0 not at the venue, no stop; UNPROTECTED 0.002",
      "#14 long 0.002 @ 61220.4: take-profit 61261.2 at the venue, stop 61000.0 watched by Rung;"
        + " opened since",
      "#12 long 0.003: closed since",
      "sell 0.003 @ 61281.6: will be cancelled",
      "sell 0.003 @ 61312.2: stays if the grid still wants it",
      "sell 0.009 @ 61300.0: not placed by Rung, is left alone",
      "buy 0.002 @ 61220.4: filled since",
      "3 buys @ 61189.8, 61159.2, 61128.6: ended at the venue since",
    ] { #expect(lines.contains { $0.contains(expected) }, "\(expected)") }
    var covered = Self.found()
    (covered.lots[1].venueStop, covered.lots[1].watchedStop) = (covered.lots[1].open, .zero)
    #expect(
      self.lines(covered, Self.status(isLive: true)).contains {
        $0.contains("#14 long 0.002 @ 61220.4: take-profit 61261.2, stop 61000.0 at the venue;")
      })
  }

  @Test("RECON-01 Before the venue has answered nothing is called compared; a difference is named")
  func comparing() {
    var snapshot = Self.found()
    snapshot.reconcile.lastDone = Sample.before(300)
    snapshot.reconcile.phase = .comparing
    let status = Self.status(isLive: true)
    #expect(
      lines(snapshot, status).contains { $0.contains("Comparing with the venue: its answers") })
    snapshot.reconcile.phase = .disconnected
    #expect(lines(snapshot, status).contains { $0.contains("Not compared with the venue yet") })

    snapshot.reconcile.lastDone = Sample.before(5)
    snapshot.ledger.suspectedDrift = 2
    let text = lines(snapshot, status)
    #expect(text.contains { $0.contains("3 fills since; the position differs, see below") })
    #expect(text.contains { $0.contains("position: the venue's differs by 0.002") })
  }

  @Test("RECON-01 A freeze, a pause, the breaker and another build are named before resuming")
  func inForce() {
    var snapshot = Self.found()
    snapshot.control.freezes.append(Sample.freeze)
    snapshot.control.isPausedSell = true
    snapshot.control.breaker.stage = .tripped
    let text = lines(snapshot, Self.status(isLive: true, Self.facts(otherBuild: "0.9 (abc)")))

    #expect(
      text.contains {
        $0.contains(
          "Still in force: frozen by the operator at 12:33:56; sells paused; BREAKER TRIPPED")
      })
    #expect(text.contains { $0.contains("Another build recorded it (0.9 (abc))") })
    #expect(text.contains { $0.contains("sends no new one while frozen; exits stay.") })
  }

  @Test("RECON-01 Resuming a live run is one command; it counts once it could be read, and once")
  func resumeLive() throws {
    let (snapshot, status) = (Self.found(), Self.status(isLive: true))
    var console = Console()
    console.openRestart()
    _ = console.handle(.key(try Key(name: "r")), snapshot: snapshot, status: status)
    #expect(console.view.overlay == .restart, "typed before the screen was there")

    #expect(
      try console.press("r", on: snapshot, status: status) == [.command(.resumeEntries)])
    #expect(console.view.overlay == .none)
    var answered = snapshot
    answered.control.freezes = []
    #expect(try console.press("S", "r", on: answered, status: status) == [])
  }

  @Test("RECON-01 Resuming a dry run lets it go on; esc does nothing, and S opens it again")
  func resumeDry() throws {
    var snapshot = Self.recorded
    let status = Self.status(isLive: false)
    snapshot.time = Sample.before(20)
    var console = console(snapshot)
    let text = console.picture(snapshot, status).text
    #expect(text.contains("The dry run is paused until you answer."))

    #expect(try console.press("esc", on: snapshot, status: status) == [])
    #expect(console.view.overlay == .none)
    let footer = try #require(console.picture(snapshot, status).lines.last)
    #expect(footer.contains("S restart"))
    #expect(try console.press("S", "r", on: snapshot, status: status) == [.run(true)])
  }

  @Test(
    "CONSOLE-04 CONSOLE-05 One lot, one entry or all: each asks as ever, and comes back to the list"
  )
  func items() throws {
    let (snapshot, status) = (Self.found(), Self.status(isLive: true))
    var console = console(snapshot)
    let close = Command.closeLot(PositionID(14))
    #expect(try console.press("down", "c", on: snapshot, status: status) == [.preview(close)])
    console.show(Sample.flattenPreview, for: close)
    #expect(try console.press("!", on: snapshot, status: status) == [.command(close)])
    #expect(console.view.overlay == .restart)
    // A key of that dialog does not answer the list beneath it.
    let early = console.handle(.key(try Key(name: "r")), snapshot: snapshot, status: status)
    #expect(early == [])

    #expect(try console.press("x", on: snapshot, status: status) == [], "a lot is no entry")
    let cancel = Command.cancelOrder(snapshot.pendingOpens[0].id)
    #expect(try console.press("down", "x", on: snapshot, status: status) == [.preview(cancel)])
    #expect(try console.press("esc", on: snapshot, status: status) == [])
    #expect(console.view.overlay == .restart)

    #expect(try console.press("F", on: snapshot, status: status) == [.preview(.flatten)])
    _ = try console.press("esc", on: snapshot, status: status)
    #expect(
      try console.press("R", on: snapshot, status: status).first == .command(.reconcile))
    _ = try console.press("esc", "?", "esc", on: snapshot, status: status)
    #expect(console.view.overlay == .restart)
    #expect(try console.press("f", on: snapshot, status: status) == [.command(.freeze)])
  }

  @Test("CONSOLE-05 Leaving from the assistant leaves every order as it is, after saying so")
  func leave() throws {
    let (snapshot, status) = (Self.found(), Self.status(isLive: true))
    var console = console(snapshot)

    #expect(try console.press("q", on: snapshot, status: status) == [])
    let text = console.picture(snapshot, status).text
    #expect(text.contains("every order is left as it is"))
    #expect(text.contains("exits stay at the venue"))
    #expect(try console.press("y", on: snapshot, status: status) == [.leaveAsIs])
  }

  @Test("RECON-01 The header says that entries wait for the answer, and which key shows why")
  func header() throws {
    let snapshot = Self.found()
    var console = console(snapshot)
    let status = Self.status(isLive: true)
    let header = console.draw(
      .header, of: snapshot, status, size: ScreenSize(columns: 120, rows: 3))
    #expect(
      header.text.contains("RESTARTED: entries wait for your answer (S shows what was found)"))
    _ = try console.press("esc", on: snapshot, status: status)
    _ = try console.press("b", on: snapshot, status: status)
    #expect(console.view.message?.text.contains("S shows it") == true)
  }

  @Test("CONSOLE-11 The assistant is drawn at every size, and what is chosen is in sight")
  func sizes() throws {
    let status = Self.status(isLive: true)
    for columns in [0, 3, 40, 80, 120, 200] {
      for rows in [0, 1, 3, 9, 24, 60] {
        let canvas = Console().draw(
          .restart, of: Self.found(), status, size: ScreenSize(columns: columns, rows: rows))
        #expect(canvas.columns == columns && canvas.rows == rows)
      }
    }
    var console = console(Self.found())
    for _ in RestartRow.targets(Self.found()) {
      let text = console.picture(Self.found(), status).lines
      #expect(text.count { $0.hasPrefix("│ ▶ ") } == 1)
      _ = try console.press("down", on: Self.found(), status: status)
    }
  }

  @Test("CONSOLE-04 A run that began here has no restart to show or to answer")
  func none() throws {
    var console = Console()
    _ = console.settled(Self.recorded, .small)
    #expect(try console.press("S") == [])
    #expect(console.view.overlay == .none)
    #expect(console.view.message?.text.contains("began here") == true)
  }
}
