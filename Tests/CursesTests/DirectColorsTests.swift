import Screen
import Testing

@testable import Curses

@Suite("Truecolor through 256 colors")
struct DirectColorsTests {
  @Test("An index stands for one color, and a color has one index")
  func indexes() {
    var colors = DirectColors()

    #expect(colors.index(of: RGB(1, 2, 3)) == 16)
    #expect(colors.index(of: RGB(250, 0, 9)) == 17)
    #expect(colors.index(of: RGB(1, 2, 3)) == 16)
    #expect(colors.color(at: 17) == RGB(250, 0, 9))
    #expect(colors.color(at: 18) == nil && colors.color(at: 15) == nil)
  }

  @Test("Where all indexes are in use the nearest color stands in")
  func exhausted() {
    var colors = DirectColors()
    for step in 0..<240 { _ = colors.index(of: RGB(UInt8(step), 0, 0)) }

    #expect(colors.index(of: RGB(100, 3, 0)) == 116)
    #expect(colors.index(of: RGB(255, 0, 0)) == 255)
  }
}
