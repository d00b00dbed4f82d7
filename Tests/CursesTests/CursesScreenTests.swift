@preconcurrency import CNcurses
import Glibc
import Screen
import Testing

@testable import Curses

/// ncurses is one screen per process: one test at a time.
@Suite("ncurses in memory", .serialized)
struct CursesScreenTests {
  private func makeScreen(_ depth: ColorDepth = .indexed) throws -> CursesScreen {
    setlocale(LC_CTYPE, "C.UTF-8")
    let screen = try CursesScreen(entry: TerminalEntry(term: "xterm-256color"), depth: depth)
    screen.resize(rows: 10, columns: 40)
    _ = screen.use(.plain)
    _ = screen.frame()
    return screen
  }

  private func put(_ canvas: Canvas, on screen: CursesScreen) -> String {
    for span in canvas.spans(differingFrom: nil) {
      canvas.withCells(of: span) { screen.put($0, row: span.row, column: span.columns.lowerBound) }
    }
    return String(decoding: screen.frame(), as: UTF8.self)
  }

  @Test("A frame writes what changed; the same frame again writes nothing")
  func frames() throws {
    let screen = try makeScreen()
    var canvas = Canvas(columns: 40, rows: 10)
    canvas.write("61250.5", row: 3, column: 5, as: .text)

    #expect(put(canvas, on: screen).contains("61250.5"))
    #expect(put(canvas, on: screen).isEmpty)
    canvas.write("6", row: 3, column: 11, as: .text)
    let change = put(canvas, on: screen)
    #expect(change.hasSuffix("6") && change.utf8.count < 12)
  }

  @Test("A canvas larger than the screen is cut, a wide character at the edge to a blank")
  func oversized() throws {
    let screen = try makeScreen()
    var canvas = Canvas(columns: 60, rows: 20)
    canvas.write("edge", row: 12, column: 0, as: .text)
    canvas.write("x漢y", row: 2, column: 38, as: .text)

    let bytes = put(canvas, on: screen)

    #expect(bytes.contains("x") && !bytes.contains("漢") && !bytes.contains("edge"))
  }

  @Test("CONSOLE-07 truecolor comes out as the theme says it, and no color as none")
  func colors() throws {
    var canvas = Canvas(columns: 40, rows: 10)
    canvas.write("bid", row: 0, column: 0, as: .ladderBid)
    let source = Theme.Source(
      file: "t", text: "{ \"roles\": { \"ladder.bid\": { \"fg\": \"#010203\", \"bold\": true } } }")
    let theme = Theme.load(source) { _ in nil }.theme
    let expected: [(ColorDepth, String)] = [
      (.direct, "38;2;1;2;3"), (.indexed, "38;5;16"), (.none, "1mbid"),
    ]
    for (depth, text) in expected {
      let screen = try makeScreen(depth)
      #expect(screen.use(theme))
      #expect(!screen.use(theme))
      let bytes = put(canvas, on: screen)

      #expect(bytes.contains(text), "\(depth): \(bytes.debugDescription)")
      #expect(depth != .none || !bytes.contains("38;"))
    }
  }

  @Test("CONSOLE-13 the C library gives every character that may be drawn the columns we do")
  func widths() {
    setlocale(LC_CTYPE, "C.UTF-8")
    var compared = 0
    var differing: [String] = []
    for value in UInt32(0x20)...0x3_FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = SafeText(String(scalar))
      guard text.text.unicodeScalars.first == scalar else { continue }
      let columns = cncurses_columns(value)
      guard columns >= 0 else { continue }  // Newer than its tables: replaced as it's put out.
      compared += 1
      if Int(columns) != text.columns {
        differing.append("U+\(String(value, radix: 16)): \(columns), not \(text.columns)")
      }
    }

    #expect(compared > 100_000)
    // None here; another version of the library may know a block better. Those are replaced, too.
    #expect(differing.count < 100, "\(differing.count): \(differing.prefix(20))")
  }
}
