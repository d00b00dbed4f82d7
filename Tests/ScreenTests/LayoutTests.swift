import Engine
import Testing

@testable import Screen

@Suite("Layout") struct LayoutTests {
  @Test("CONSOLE-11 At 80×24 ladder, a panel, log, header and keys are all there")
  func small() {
    var console = Console()
    #expect(
      console.picture(Sample.busy()).screen == """
        │ DRY RUN  simulated  BTCUSDT  61250.6 ▲  <1 s       12:34:56.789  ▶ RUNNING 10× │
        │ Position long +0.005  @ 61238.8  Net +12.40   NAKED 0.002  fees 0.61  fills 25 │
        │ entries allowed on both sides        update 431000/1000000  ████░░░░░░  43.1 % │
        │▶ Ladder cursor 61240.0  20.0/row ───────── <1 s ─ [opens] lots  legs  metrics  │
        │     own buy   bid     price    ask own sell       ─ Pending opens 8 ──── <1 s ─│
        │                     61360.0  2.077 »0.003          side     price     left     │
        │                     61340.0  5.477                 buy  ● 61220.4    0.002     │
        │                     61320.0  1.877 ○0.003          buy  ○ 61189.8    0.003     │
        │                     61300.0  5.277 T●.003●.003     buy  » 61159.2    0.003     │
        │                     61280.0  1.677                 buy  × 61128.6    0.003     │
        │                     61260.0▲ 5.077                 sell ● 61281.6    0.003     │
        │▶        #12 4.065 ┼ 61240.0                        sell ○ 61312.2    0.003     │
        │  ●.001/.002 2.465  ◊61220.0                        sell » 61342.8    0.003     │
        │             0.865   61200.0                        sell × 61373.4    0.003     │
        │      ○0.003 8.265   61180.0                                                    │
        │             6.665   61160.0                                                    │
        │      »0.003 5.065   61140.0                                                    │
        │      ×0.003 3.465   61120.0                                                    │
        │─ Log ─────────────────────────────────────────────────────────────────── <1 s ─│
        │ 12:29:56 GATE     rung sell 0.003 @ 61404.0: EXPOSURE_ABOVE_CAP: would hold 0.…│
        │ 12:32:56 REJECT   rung buy 0.003 @ 61220.4: post-only: it would have crossed   │
        │ 12:34:36 EXIT     sell 0.001 @ 61251.0 out of lot 13 net +0.0306               │
        │ lot #12: long 0.003 @ 61251.0                                                  │
        │ ? help  q quit  f freeze  F flatten  X cancel  b/s order  r run  n/p step      │
        """)
  }

  @Test(
    "CONSOLE-01 With room every panel is on the screen at once",
    arguments: [ScreenSize.medium, .large, ScreenSize(columns: 250, rows: 70)])
  func roomy(size: ScreenSize) {
    var console = Console()
    let text = console.picture(Sample.busy(), Sample.status, size).text

    for panel in Panel.focusable { #expect(text.contains(" \(panel.title) "), "\(panel)") }
  }

  @Test("CONSOLE-11 Nothing of the layout overlaps or leaves the screen, at any size")
  func partition() {
    for columns in stride(from: 80, through: 250, by: 5) {
      for rows in stride(from: 24, through: 70, by: 2) {
        let layout = Layout(columns: columns, rows: rows, view: ViewState())
        let areas =
          layout.panels.map(\.area) + [layout.header, layout.message, layout.footer]
          + (layout.tabs.map { [$0] } ?? [])
        let screen = Area(row: 0, column: 0, rows: rows, columns: columns)
        for (place, area) in areas.enumerated() {
          #expect(area.intersection(screen) == area)
          for other in areas.dropFirst(place + 1) {
            #expect(area.intersection(other).isEmpty, "\(columns)×\(rows): \(area) and \(other)")
          }
        }
        #expect(layout.ladderRows >= 10)
      }
    }
  }

  @Test("CONSOLE-11 Every panel and overlay is drawn at every size without a trap")
  func everySize() throws {
    for snapshot in [Sample.busy(), Sample.empty()] {
      for overlay in ["", "?", "F", "X", ":", "g"] {
        for columns in [0, 1, 2, 5, 11, 24, 40, 79, 80, 99, 100, 133, 160, 200, 250] {
          for rows in [0, 1, 2, 3, 5, 8, 13, 23, 24, 31, 37, 50, 60, 70] {
            let size = ScreenSize(columns: columns, rows: rows)
            var console = Console()
            if !overlay.isEmpty { _ = try console.press(overlay) }
            let canvas = console.picture(snapshot, Sample.status, size)
            #expect(canvas.columns == columns && canvas.rows == rows)
          }
        }
      }
    }
  }

  @Test("CONSOLE-11 Every single panel is drawn at every size without a trap")
  func everyPanel() {
    for panel in Panel.allCases {
      for columns in stride(from: 0, through: 200, by: 7) {
        for rows in stride(from: 0, through: 60, by: 3) {
          for snapshot in [Sample.busy(), Sample.empty()] {
            let size = ScreenSize(columns: columns, rows: rows)
            let canvas = Console().draw(panel, of: snapshot, Sample.status, size: size)
            #expect(canvas.columns == columns && canvas.rows == rows)
          }
        }
      }
    }
  }

  @Test("CONSOLE-11 Below 80×24 one text says so, and the screen comes back with the size")
  func tooSmall() {
    var console = Console()
    let before = console.picture(Sample.busy())
    let small = console.picture(Sample.busy(), Sample.status, ScreenSize(columns: 40, rows: 10))

    #expect(
      small.text.contains("Rung needs 80×24;") && small.text.contains("this is 40×10."))
    #expect(small.text.contains("f freezes entries."))
    #expect(console.picture(Sample.busy()).screen == before.screen)
  }

  @Test("CONSOLE-11 On an ASCII terminal every sign has a likeness of its own")
  func ascii() {
    var options = Console.Options()
    options.glyphs = .ascii
    var console = Console(options: options)
    let canvas = console.picture(Sample.busy(), Sample.status, .large)

    #expect(canvas.text.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(!canvas.text.replacing("ahead         ?", with: "").contains(" ?0"))
  }

  @Test("CONSOLE-14 The same inputs give the same screen")
  func deterministic() {
    var first = Console()
    var second = Console()

    #expect(first.picture(Sample.busy()).screen == second.picture(Sample.busy()).screen)
    #expect(Panel.named("ladder") == .ladder && Panel.named("x") == nil)
  }
}
