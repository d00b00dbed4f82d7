import Screen
import Testing

@testable import Curses

@Suite("Truecolor through 256 colors")
struct DirectColorsTests {
  private func translated(_ text: String, _ colors: DirectColors) -> String {
    String(decoding: colors.translated(Array(text.utf8)), as: UTF8.self)
  }

  @Test("An index that stands for a color is written as that color, all else as it was")
  func translation() {
    var colors = DirectColors()
    #expect(colors.index(of: RGB(1, 2, 3)) == 16)
    #expect(colors.index(of: RGB(250, 0, 9)) == 17)
    #expect(colors.index(of: RGB(1, 2, 3)) == 16, "the same color, the same index")

    #expect(
      translated("\u{1B}[H\u{1B}[1;38;5;16;48;5;17mBid 38;5;16m\u{1B}[m\u{1B}[31m", colors)
        == "\u{1B}[H\u{1B}[1;38;2;1;2;3;48;2;250;0;9mBid 38;5;16m\u{1B}[m\u{1B}[31m")
    #expect(translated("\u{1B}[38:5:17m", colors) == "\u{1B}[38;2;250;0;9m")
    #expect(translated("\u{1B}[38;5;18m\u{1B}[48;5;3m", colors) == "\u{1B}[38;5;18m\u{1B}[48;5;3m")
    #expect(translated("\u{1B}[?25l\u{1B}[2;5Hx\u{1B}", colors) == "\u{1B}[?25l\u{1B}[2;5Hx\u{1B}")
    #expect(translated("\u{1B}[38;5", colors) == "\u{1B}[38;5")
    #expect(translated("漢\u{1B}(B\u{1B}[39;49m", colors) == "漢\u{1B}(B\u{1B}[39;49m")
  }

  @Test("Where all indexes are in use the nearest color stands in")
  func exhausted() {
    var colors = DirectColors()
    for step in 0..<240 { _ = colors.index(of: RGB(UInt8(step), 0, 0)) }

    #expect(colors.index(of: RGB(100, 3, 0)) == 116)
    #expect(colors.index(of: RGB(255, 0, 0)) == 255)
  }
}
