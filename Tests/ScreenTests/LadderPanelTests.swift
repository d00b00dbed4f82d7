import Engine
import Market
import Testing

@testable import Screen

@Suite("Ladder panel") struct LadderPanelTests {
  private func drawn(_ snapshot: Snapshot, columns: Int = 50, rows: Int = 9) -> Canvas {
    var console = Console()
    var snapshot = snapshot
    let body = ScreenSize(columns: 80, rows: 24)
    _ = console.settle(on: snapshot, size: body)
    let frame = LadderFrame(
      topTicks: 612_505 / 200 * 200 + 600, rows: rows - 2, ticksPerRow: 200)
    Sample.fill(&snapshot, frame)
    return console.draw(
      .ladder, of: snapshot, Sample.status, size: ScreenSize(columns: columns, rows: rows))
  }

  @Test(
    "CONSOLE-02 A row shows own buy, bid, price, ask and own sell; entry, anchor and last trade are marked"
  )
  func rows() {
    #expect(
      drawn(Sample.busy()).screen == """
        │▶ Ladder cursor 61240.0  20.0/row ───────── <1 s ─│
        │     own buy   bid     price    ask own sell      │
        │                     61300.0  5.277 T●.003●.003   │
        │                     61280.0  1.677               │
        │                     61260.0▲ 5.077               │
        │▶        #12 4.065 ┼ 61240.0                      │
        │  ●.001/.002 2.465  ◊61220.0                      │
        │             0.865   61200.0                      │
        │      ○0.003 8.265   61180.0                      │
        """)
  }

  @Test("CONSOLE-02 Every state of an own order has a sign of its own, in a color or none")
  func states() {
    let signs = OrderDisplayState.allCases.map { state in
      text([LadderCell(.open, state: state, remaining: Sample.size(3))], width: 10)
    }

    #expect(signs == ["·0.003", "»0.003", "○0.003", "●0.003", "×0.003", "?0.003", "◆0.003"])
    #expect(Set(signs.map { Canvas.ascii($0) }).count == signs.count)
  }

  private func text(_ cells: [LadderCell], width: Int, _ instrument: Instrument = Sample.instrument)
    -> String
  {
    OwnOrderText.tokens(cells, .sell, Figures(instrument), width: width).map(\.text.text)
      .joined()
  }

  @Test("CONSOLE-02 Filled and remaining are two numbers, or one that says so where two don't fit")
  func partlyFilled() {
    let cell = LadderCell(
      .exit, state: .working, filled: Sample.size(1), remaining: Sample.size(2), count: 2)

    #expect(
      [18, 15, 13, 11, 8].map { text([cell], width: $0) }
        == ["T○0.001/0.002 ×2", "T○.001/.002×2", "T○.001/.002×2", "T○.001/.002", "T○/0.002"])
  }

  @Test("CONSOLE-17 Exits, stops, opens and what is only wanted are never one number")
  func apart() {
    let size = Sample.size(3)
    let cells = [
      LadderCell(.exit, state: .confirmed, remaining: size),
      LadderCell(.open, state: .working, remaining: size),
      LadderCell(.wanted, state: .planned, remaining: size, count: 2),
      LadderCell(.lot, state: .planned, remaining: size, lot: PositionID(7)),
    ]

    #expect(text(cells, width: 40) == "T●0.003 ○0.003 ·0.003 ×2 #7")
    #expect(text(cells, width: 23) == "T●.003 ○.003 ·.003×2 #7")
    #expect(text(cells, width: 21) == "T●.003 ○.003 ·.003 #7")
    #expect(text(cells, width: 19) == "T●.003○.003·.003#7")
    #expect(text(cells, width: 14) == "T●.003○.003+1")
    #expect(text(cells, width: 9) == "T●.003 +2")
    #expect(text(Array(cells.prefix(2)), width: 13) == "T●.003 ○.003")
  }

  @Test("CONSOLE-17 A row sums live orders, what is wanted and what closes lots apart")
  func rowsApart() {
    var snapshot = Sample.busy()
    snapshot.grid.rungs[5].state = .planned
    snapshot.pendingOpens.removeAll { $0.side == .sell && $0.price == Sample.price(612_816) }
    let frame = LadderFrame(topTicks: 613_000, rows: 3, ticksPerRow: 200)
    Sample.fill(&snapshot, frame)

    let sells = snapshot.ladder[0].sells
    #expect(sells.map(\.kind) == [.exit, .wanted])
    #expect(sells.map(\.remaining) == [Sample.size(3), Sample.size(3)])
    #expect(sells.map(\.state) == [.confirmed, .planned])
  }

  @Test("CONSOLE-17 Bids are rounded down and asks up: the spread is never shown closed")
  func rounding() {
    let frame = LadderFrame(topTicks: 612_600, rows: 4, ticksPerRow: 100)
    var snapshot = Sample.busy()
    Sample.fill(&snapshot, frame)

    #expect(frame.label(of: 612_505, .buy) == 612_500 && frame.label(of: 612_506, .sell) == 612_600)
    #expect(frame.label(of: 612_500, .sell) == 612_500)
    #expect(snapshot.ladder.map(\.bid.isZero) == [true, false, false, false])
    #expect(snapshot.ladder.map(\.ask.isZero) == [false, true, true, true])
  }

  @Test("CONSOLE-17 A rung whose lot is open is drawn as the lot's mark, and so is every lot")
  func holes() {
    var snapshot = Sample.busy()
    snapshot.grid.rungs[4].reason = Reason(.lotOpen, value: 12)
    snapshot.grid.rungs[4].heldBy = .lot
    snapshot.grid.rungs[4].lot = PositionID(12)
    let frame = LadderFrame(topTicks: 612_600, rows: 12, ticksPerRow: 200)
    Sample.fill(&snapshot, frame)
    let marks = snapshot.ladder.map { row in row.buys.compactMap(\.lot?.value) }

    #expect(marks[1] == [12] && marks[2] == [13], "lots at their entries")
    #expect(marks[9] == [12], "the rung that waits for its lot")
  }

  @Test(
    "CONSOLE-17 A size is shortened to what it is worth reading: never zero, a million is 1M",
    arguments: [
      (323_559, 6, "0.0032"), (323_559, 8, "0.003236"), (323_559, 5, "0.003"), (3, 8, "3e-8"),
      (100_000_000_000_000, 5, "1.00M"), (100_000_000_000_000, 4, "1.0M"),
      (100_000_000_000_000, 3, "1M"), (1_602_564_100_000_000, 5, "16.0M"),
      (99_999_960_000_000, 5, "1.00M"), (12, 5, "1e-7"),
    ])
  func sizes(steps: Int64, width: Int, expected: String) {
    let instrument = Instrument(
      symbol: "BTC-USD", venue: "coinbase", tick: DecimalNumber(mantissa: 1, decimals: 2),
      step: DecimalNumber(mantissa: 1, decimals: 8), makerFee: FeeRate(hundredMillionths: 0),
      takerFee: FeeRate(hundredMillionths: 0))

    #expect(Figures(instrument).size(Quantity(steps: steps), fitting: width) == expected)
  }

  @Test("CONSOLE-02 A recent data gap is said above the prices, and no longer after a minute")
  func gap() {
    var snapshot = Sample.busy()
    snapshot.market.lastGap = FeedGap(end: Sample.before(14), nanoseconds: 250_000_000_000)
    #expect(drawn(snapshot).lines[1].contains("data gap 250 s, ended 12:34:42"))

    snapshot.market.lastGap = FeedGap(end: Sample.before(61), nanoseconds: 250_000_000_000)
    #expect(!drawn(snapshot).text.contains("gap"))
  }

  @Test("CONSOLE-15 A stale book looks stale: dim figures, and its age in the title")
  func stale() {
    var snapshot = Sample.busy()
    snapshot.market.condition = .stale
    snapshot.market.bookAgeNanoseconds = 12_400_000_000
    let canvas = drawn(snapshot)

    #expect(canvas.lines[0].contains("STALE 12 s"))
    #expect(canvas.roles(row: 6).contains("stale"))
    #expect(!canvas.roles(row: 6).contains("ladder.bid"))
  }

  @Test("Nothing known is said in words, never drawn as an empty book")
  func unknown() {
    let canvas = Console().draw(
      .ladder, of: Sample.empty(), Sample.status, size: ScreenSize(columns: 60, rows: 5))

    #expect(canvas.lines[0].contains("no data"))
    #expect(canvas.lines[2].contains("no order book received yet"))
  }

  @Test("Too narrow a ladder asks to be widened")
  func narrow() {
    #expect(drawn(Sample.busy(), columns: 24).text.contains("widen"))
  }
}

extension Canvas {
  /// A text as a terminal without Unicode shows it.
  static func ascii(_ text: String) -> String {
    var canvas = Canvas(columns: text.count, rows: 1, glyphs: .ascii)
    canvas.write(SafeText(text), row: 0, column: 0, as: .text)
    return canvas.text
  }
}

@Test("EXIT-11 CONSOLE-02 A stop has a mark of its own on the ladder, a watched one as planned")
func stopMarks() {
  func text(_ kind: LadderItem.Kind, _ state: OrderDisplayState) -> String? {
    let cell = LadderCell(kind, state: state, remaining: Quantity(steps: 3))
    let tokens = OwnOrderText.tokens([cell], .sell, Figures(Sample.instrument), width: 10)
    return tokens.first?.text.text
  }
  #expect(text(.watchedStop, .planned) == "S·0.003")
  #expect(text(.stop, .working) == "S○0.003")
  #expect(text(.exit, .working) == "T○0.003")
}
