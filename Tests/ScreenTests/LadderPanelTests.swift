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
        │▶ Ladder at 61240.0  20.0/row ───────────── <1 s ─│
        │    own buy    bid     price     ask own sell     │
        │                     61300.0   1.877 ○0.003       │
        │                     61280.0   5.277 T●0.006 ×2   │
        │                     61260.0   1.677              │
        │▶            4.065 ┼ 61240.0▲  5.077              │
        │ ●.001/.002  2.465  ◊61220.0                      │
        │             0.865   61200.0                      │
        │     ○0.003  8.265   61180.0                      │
        """)
  }

  @Test("CONSOLE-02 Every state of an own order has a sign of its own, in a color or none")
  func states() {
    let signs = OrderDisplayState.allCases.map { state in
      OwnOrderText.cell(
        LadderCell(
          state: state, filled: .zero, remaining: Sample.size(3), count: 1, hasExit: false),
        Figures(Sample.instrument), width: 10)
    }

    #expect(signs == ["·0.003", "»0.003", "○0.003", "●0.003", "×0.003", "?0.003", "◆0.003"])
    #expect(Set(signs.map { Canvas.ascii($0) }).count == signs.count)
  }

  @Test("CONSOLE-02 Filled and remaining are two numbers at every width, exits and sums are marked")
  func partlyFilled() {
    let cell = LadderCell(
      state: .working, filled: Sample.size(1), remaining: Sample.size(2), count: 2, hasExit: true)
    let texts = [18, 15, 13, 11, 8].map {
      OwnOrderText.cell(cell, Figures(Sample.instrument), width: $0)
    }

    #expect(
      texts == ["T○0.001/0.002 ×2", "T○0.001/0.002", "T○0.001/0.002", "T○.001/.002", "T○>0/>0"])
  }

  @Test("CONSOLE-02 A recent data gap is said above the prices, and no longer after a minute")
  func gap() {
    var snapshot = Sample.busy()
    snapshot.market.lastGap = (end: Sample.before(14), nanoseconds: 250_000_000_000)
    #expect(drawn(snapshot).lines[1].contains("data gap 250 s, ended 12:34:42"))

    snapshot.market.lastGap = (end: Sample.before(61), nanoseconds: 250_000_000_000)
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
    #expect(canvas.lines[2].contains("no book yet: nothing is known of this market"))
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
  var cell = LadderCell(
    state: .planned, filled: .zero, remaining: Quantity(steps: 3), count: 1, hasExit: true,
    hasStop: true)
  #expect(OwnOrderText.cell(cell, Figures(Sample.instrument), width: 10) == "S·0.003")
  cell.state = .working
  cell.hasStop = false
  #expect(OwnOrderText.cell(cell, Figures(Sample.instrument), width: 10) == "T○0.003")
}
