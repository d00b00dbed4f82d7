import Market
import Testing
import Venue

@testable import Engine
@testable import Screen

@Suite("Opens beside the ladder") struct EntriesTests {
  private func drawn(
    _ panel: Panel, _ snapshot: Snapshot, columns: Int, rows: Int
  ) -> String {
    Console().draw(
      panel, of: snapshot, Sample.status, size: ScreenSize(columns: columns, rows: rows)
    ).screen
  }

  @Test("OPEN-02 An attempt shows its phase, deadline, offset and moves, with an order or without")
  func attempts() {
    #expect(
      drawn(.opens, Sample.cycling(), columns: 118, rows: 4) == """
        │─ Pending opens 2 ───────────────────────────────────────────────────────────────────────────────────────────── <1 s ─│
        │ side   state        price     left ends in   filled kind          age   off moved   ~ahead    exit why               │
        │ buy  ● confirmed  61250.4    0.002    26 s    0.001 attempt     4.0 s     1    2×   ~1.250 61281.0 ATTEMPTED         │
        │ sell · waiting    61250.7    0.003    12 s          attempt               1                        WOULD_CROSS       │
        """)
    #expect(
      drawn(.opens, Sample.cycling(), columns: 40, rows: 4) == """
        │─ Pending opens 2 ─────────────── <1 s ─│
        │ side     price     left ends in        │
        │ buy  ● 61250.4    0.002    26 s        │
        │ sell · 61250.7    0.003    12 s        │
        """)
  }

  @Test("OPEN-02 Both exits that an open will have are shown where there is room")
  func intendedExits() {
    var snapshot = Sample.quoted()
    snapshot.pendingOpens = [
      PendingOpenView(
        id: Sample.id(.ladder, 612_504, 3), side: .buy, price: Sample.price(612_504),
        quantity: Sample.size(3), filled: .zero, state: .confirmed, reason: Reason(.wanted),
        quote: .zero, intendedExit: Sample.price(612_810), intendedStop: Sample.price(606_379),
        sentAt: Sample.before(4))
    ]
    #expect(
      drawn(.opens, snapshot, columns: 100, rows: 3) == """
        │─ Pending opens 1 ─────────────────────────────────────────────────────────────────────────── <1 s ─│
        │ side   state        price     left   filled    age   ~ahead    exit    stop     value why          │
        │ buy  ● confirmed  61250.4    0.003           4.0 s        ? 61281.0 60637.9    183.75 WANTED       │
        """)
  }

  @Test("GRID-03 OPEN-12 What a side waits for stands above its opens, in as many words as fit")
  func notes() {
    var snapshot = Sample.cycling()
    snapshot.pendingOpens = []
    snapshot.entries.attempts = []
    snapshot.entries.idleBuy = Reason(.tooNear, value: 20, limit: 310)
    snapshot.entries.recheckSell = Sample.before(-4)
    snapshot.entries.isCompleting = true

    #expect(
      drawn(.opens, snapshot, columns: 76, rows: 6) == """
        │─ Pending opens 0 ─────────────────────────────────────────────────── <1 s ─│
        │ completing a side: no other entries until that is done                     │
        │ buy idle: TOO_NEAR: 2.0 from this side's last entry; the minimum is 31.0   │
        │ sell: a taker order may finish the attempt within 4.0 s                    │
        │ no entry orders                                                            │
        │                                                                            │
        """)
    #expect(
      drawn(.opens, snapshot, columns: 29, rows: 6) == """
        │─ Pending opens 0 ──── <1 s ─│
        │ completion                  │
        │ buy idle: TOO_NEAR          │
        │ sell taker 4.0 s            │
        │ no entry orders             │
        │                             │
        """)
  }

  @Test("GRID-03 Without rungs the ladder shows attempts and says why a side has none")
  func ladder() throws {
    var snapshot = Sample.cycling()
    snapshot.entries.attempts.removeLast()
    snapshot.entries.idleSell = Reason(.lotsAboveCap, value: 4, limit: 4)
    var console = Console()
    let lines = console.picture(snapshot).lines

    #expect(lines[3].contains("cycle  10.0/row"), "fitted to the exits: \(lines[3])")
    #expect(lines[2].hasPrefix(" buys allowed  no sells: LOTS_ABOVE_CAP"), "\(lines[2])")
    #expect(lines[22].hasPrefix(" buy 0.002 @ 61250.4 ● confirmed: ATTEMPTED"), "\(lines[22])")
    _ = try console.press("up", "up", on: snapshot)
    let above = console.picture(snapshot).lines[22]
    #expect(above.contains("61270.0: no own order here; sell idle: LOTS_ABOVE_CAP"), "\(above)")
  }

  @Test("CONSOLE-09 A waiting attempt is explained by its name")
  func explains() throws {
    let snapshot = Sample.cycling()
    var console = Console()
    _ = try console.press("2", "down", "enter", on: snapshot)

    #expect(
      console.ladderFrame(for: .small).explaining == .attempt(AttemptID(2)))
  }

  @Test("CONSOLE-04 A waiting attempt is ended by the key that cancels an open, after it was asked")
  func ends() throws {
    let snapshot = Sample.cycling()
    var console = Console()
    _ = try console.press("2", "down", on: snapshot)

    #expect(try console.press("x", on: snapshot) == [.preview(.stopAttempt(AttemptID(2)))])
    let lines = console.draw(snapshot, Sample.status, size: .small).lines
    #expect(lines.contains { $0.contains("ends the waiting sell attempt for 0.003") })
    #expect(lines.contains { $0.contains("no new attempt on its side until a or Q") })
  }
}
