import Engine
import Market
import Testing

@testable import Screen

@Suite("Panels") struct PanelTests {
  private func drawn(
    _ panel: Panel, _ snapshot: Snapshot = Sample.busy(), _ status: SessionStatus = Sample.status,
    columns: Int = 78, rows: Int = 6
  ) -> String {
    Console().draw(panel, of: snapshot, status, size: ScreenSize(columns: columns, rows: rows))
      .screen
  }

  @Test("CONSOLE-01 The header has venue, market, mode, position, profit, data age and time")
  func header() {
    #expect(
      drawn(.header, columns: 118, rows: 3) == """
        │ RUNG  DRY RUN  simulated  BTCUSDT  61250.6 ▲  61250.5 / 61250.6  <1 s        2024-08-08  12:34:56.789  ▶ RUNNING 10× │
        │ Position long +0.005  @ 61238.8  Net +12.40  realised +12.35 open +0.06        NAKED 0.002  entries 8 lots 2 exits 1 │
        │ entries allowed on both sides                     btcusdt-2024-08-08.tape  update 431000/1000000  ████░░░░░░  43.1 % │
        """)
  }

  @Test("Every switch that is set stands in the header, alarms first, with the key that answers")
  func switches() {
    var snapshot = Sample.busy()
    snapshot.control.freezes = [Sample.freeze]
    snapshot.control.isPausedBuy = true
    snapshot.control.isPausedSell = true
    snapshot.control.flatten = .stuck
    snapshot.control.cancelling = .side(.sell)
    snapshot.control.legsAreHeld = true
    snapshot.control.alarms = [.flattenStuck, .capReached]
    let line = Console().draw(
      .header, of: snapshot, Sample.status, size: ScreenSize(columns: 160, rows: 3)
    ).lines[2]

    #expect(
      line.hasPrefix(
        " ! ALARM FLATTEN_STUCK CAP_REACHED (A acknowledges)  FROZEN by the operator (U)"
          + "  FLATTEN STUCK  CANCEL-ALL sells  EXITS HELD  BUYS PAUSED  SELLS PAUSED"))
  }

  @Test("A profit that can't be known is unknown, not zero")
  func unknownProfit() {
    var snapshot = Sample.busy()
    snapshot.account.unrealised = nil
    snapshot.market.lastTrade = nil
    snapshot.market.mid = nil
    snapshot.lots[0].unrealised = nil

    #expect(drawn(.header, snapshot, rows: 3).contains("Net unknown (no mid)"))
    #expect(drawn(.header, snapshot, rows: 3).contains("price unknown"))
    #expect(drawn(.metrics, snapshot, rows: 12).contains("unknown"))
    #expect(drawn(.lots, snapshot).contains("unknown"))
  }

  @Test("CONSOLE-01 Pending opens: what, where, how far, and why, the most important first")
  func opens() {
    #expect(
      drawn(.opens) == """
        │─ Pending opens 8 ───────────────────────────────────────────────────── <1 s ─│
        │ side   state        price     left   filled    age   ~ahead    exit ▼ 4 more │
        │ buy  ● confirmed  61220.4    0.002    0.001   40 s   ~1.250 61251.0          │
        │ buy  ○ working    61189.8    0.003            80 s   ~1.250 61220.4          │
        │ buy  » in flight  61159.2    0.003           120 s        ? 61189.8          │
        │ buy  × cancelling 61128.6    0.003           160 s        ? 61159.2          │
        """)
    #expect(
      drawn(.opens, columns: 30, rows: 4) == """
        │─ Pending opens 8 ───── <1 s ─│
        │ side     price     left    ▼6│
        │ buy  ● 61220.4    0.002      │
        │ buy  ○ 61189.8    0.003      │
        """)
  }

  @Test("CONSOLE-01 Lots: size with its sign, entry, profit, exit and what is naked")
  func lots() {
    #expect(
      drawn(.lots, rows: 4) == """
        │─ Lots 2  NAKED 0.002  net +0.005 ───────────────────────────────────── <1 s ─│
        │   lot side       open   entry       net    exit    cover    age   closed     │
        │   #12 long     +0.003 61251.0   -0.0382 61281.6  covered 10 min              │
        │   #13 long     +0.002 61220.4   +0.0664 61251.0   !0.002   25 s    0.001     │
        """)
  }

  @Test("CONSOLE-11 EXIT-11 Beside the ladder a lot that nobody protects has a sign")
  func narrowLots() {
    #expect(
      drawn(.lots, columns: 29, rows: 4) == """
        │─ Lots 2  NAKED 0.002… <1 s ─│
        │   lot        open   entry   │
        │   #12      +0.003 61251.0   │
        │   #13 !    +0.002 61220.4   │
        """)
  }

  @Test("CONSOLE-01 Legs: the exits with their lots")
  func legs() {
    #expect(
      drawn(.legs, rows: 3) == """
        │─ Legs (exits) 1 ────────────────────────────────────────────────────── <1 s ─│
        │   lot leg side   state        price    left   filled    age   ~ahead         │
        │   #12 TP  sell ● confirmed  61281.6   0.003          10 min   ~0.310         │
        """)
    #expect(
      drawn(.legs, columns: 29, rows: 3) == """
        │─ Legs (exits) 1 ───── <1 s ─│
        │   lot leg     price    left │
        │   #12 TP  ● 61281.6   0.003 │
        """)
  }

  @Test("METRIC-02 What the engine waits for is named, the first of all, and in how long")
  func wakes() {
    var snapshot = Sample.busy()
    #expect(TimerText.next(snapshot) == "nothing")
    snapshot.timers = [
      TimerView(timer: .fillPage, at: snapshot.time.advanced(byNanoseconds: 1_500_000_000)),
      TimerView(timer: .book, at: snapshot.time.advanced(byNanoseconds: 5_000_000_000)),
    ]
    #expect(TimerText.next(snapshot) == "page of fills 1.5 s")
    snapshot.timers = [TimerView(timer: .exits, at: snapshot.time)]
    #expect(TimerText.next(snapshot) == "exits now")
    let widest = Timer.allCases.map(\.word.count).max() ?? 0
    #expect(widest <= 13, "a column of the metrics has no more room")
  }

  @Test("METRIC-02 LEDGER-09 Metrics name the price that positions are valued at")
  func valuedAt() {
    func line(_ mark: MarkView?) -> MetricLine? {
      var snapshot = Sample.busy()
      snapshot.market.mark = mark
      let scene = Scene(
        snapshot: snapshot, status: Sample.status, view: ViewState(), keymap: .shipped)
      return MetricLines.all(scene).first {
        $0.label.hasPrefix("mid") || $0.label.hasPrefix("mark")
      }
    }
    let price = MarkPrice(ticks: 598_001, parts: 250_000_000)
    let mid = line(nil)
    #expect(mid?.label == "mid")
    let fresh = line(price.map { MarkView($0, ageNanoseconds: 1_000_000, isStale: false) })
    #expect(fresh?.label == "mark price")
    #expect(fresh?.value == "59800.125")
    let stale = line(price.map { MarkView($0, ageNanoseconds: 4_000_000_000, isStale: true) })
    #expect(stale?.label == "mid, mark 4.0 s old")
    #expect(stale?.value == mid?.value)
    #expect(stale?.role == .warning)
  }

  @Test("METRIC-02 CONSOLE-01 Metrics: five groups, the last line within reach")
  func metrics() {
    #expect(drawn(.metrics, columns: 62, rows: 32).contains("▼ 4 more"))
    let scene = Scene(
      snapshot: Sample.busy(), status: Sample.status, view: ViewState(), keymap: .shipped)
    let lines = MetricLines.all(scene)
    #expect(lines.count == MetricLines.count)
    #expect(
      lines.filter { $0.value == nil }.map(\.label) == [
        "POSITION AND PROFIT", "FILL CAPTURE", "GRID HEALTH", "SYSTEM HEALTH", "RISK STATUS",
      ])
    let shown = drawn(.metrics, columns: 62, rows: 34)
    for line in [
      "│ position               +0.005 ", " dead-man switch           off │",
      " breaker                normal │", " worst long  +0.017/0.050 34 % │",
    ] { #expect(shown.contains(line), "\(line)") }
  }

  @Test("The log ends with its newest line; notices of the session come after it")
  func log() {
    var status = Sample.status
    status.notices = ["tape has 2 gaps"]
    #expect(
      drawn(.log, Sample.busy(), status, rows: 5) == """
        │─ Log ───────────────────────────────────────────────────────────────── <1 s ─│
        │ 12:29:56 GATE     rung sell 0.003 @ 61404.0: EXPOSURE_ABOVE_CAP: would hold …│
        │ 12:32:56 REJECT   rung buy 0.003 @ 61220.4: post-only: it would have crossed │
        │ 12:34:36 EXIT     sell 0.001 @ 61251.0 out of lot 13 net +0.0306             │
        │ NOTICE tape has 2 gaps                                                       │
        """)
  }

  @Test("Every panel has an answer for no rows")
  func noRows() {
    let empty = Sample.empty()

    #expect(drawn(.opens, empty).contains("no entry orders"))
    #expect(drawn(.lots, empty).contains("no lots: no filled entry is open"))
    #expect(drawn(.legs, empty).contains("no exits: no lots are open"))
    #expect(drawn(.log, empty).contains("no log lines yet"))
  }

  @Test("Opens that are missing for a reason say the reason; lots without exits are said aloud")
  func missing() {
    var snapshot = Sample.busy()
    snapshot.pendingOpens = []
    snapshot.legs = []
    snapshot.grid.block = Reason(.bookStale, value: 3_000_000_000, limit: 2_000_000_000)

    #expect(
      drawn(.opens, snapshot).contains(
        "no entries: BOOK_STALE: the book is 3.0 s old; 2.0 s is allowed"))
    #expect(drawn(.legs, snapshot).contains("NO EXITS for 2 open lots"))
  }

  @Test("CONSOLE-15 Every panel says how old its truth is")
  func ages() {
    var snapshot = Sample.busy()
    snapshot.market.bookAgeNanoseconds = 3_200_000_000
    for panel in Panel.focusable {
      #expect(drawn(panel, snapshot).prefix(90).contains("3.2 s"), "\(panel)")
    }
    snapshot.market.condition = .stale
    for panel in Panel.focusable {
      #expect(drawn(panel, snapshot).prefix(90).contains("STALE 3.2 s"), "\(panel)")
    }
  }

  @Test("CONSOLE-13 Names and notices from outside can't bring control characters onto the screen")
  func hostileText() {
    var status = Sample.status
    let hostile = "evil\u{1B}[2J\u{7}\u{202E}\r\n\u{9B}31m"
    status.mode = hostile
    status.venue = hostile
    status.market = hostile
    status.tape = hostile
    status.configuration = hostile
    status.notices = [hostile]
    var console = Console()
    for size in [ScreenSize.small, .large] {
      for canvas in [console.picture(Sample.busy(), status, size)] {
        for scalar in canvas.lines.joined().unicodeScalars {
          #expect(scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value != 0x9B)
          #expect(scalar != "\u{202E}")
        }
      }
    }
  }

  @Test("Figures at the ends of their ranges are drawn, not trapped on")
  func extremes() {
    var snapshot = Sample.busy()
    for number in [Int64.max / 2, Int64.min / 2] as [Int64] {
      snapshot.account.realised = ExactMoney(Money(units: number))
      snapshot.account.unrealised = ExactMoney(Money(units: number / 2))
      snapshot.account.fees = ExactMoney(Money(units: number))
      snapshot.account.position = Position(steps: number)
      snapshot.exposure.worstLong = Position(steps: number)
      snapshot.exposure.cap = Quantity(steps: 1)
      snapshot.lots[0].open = Quantity(steps: .max)
      snapshot.pendingOpens[0].filled = Quantity(steps: .max)
      snapshot.market.bookAgeNanoseconds = number
      for panel in Panel.allCases { #expect(!drawn(panel, snapshot, rows: 40).isEmpty) }
    }
  }
}
