import Screen
import Testing

@testable import Curses

@Suite("Bursts")
struct BurstFilterTests {
  private var filter = BurstFilter()

  private func keys(_ text: String) -> [TerminalInput] {
    text.unicodeScalars.map { .key(.character($0)) }
  }

  @Test("Typing passes: a few keys at once, and one key held down for long")
  mutating func typing() {
    #expect(filter.filter(keys("fFy"), at: .zero) == keys("fFy"))
    let held = Array(repeating: TerminalInput.key(.named(.down)), count: 40)
    #expect(filter.filter(held, at: .milliseconds(1)) == held)
    #expect(filter.filter(keys("q"), at: .milliseconds(2)) == keys("q"))
  }

  @Test("CONSOLE-05 more keys at once than a hand presses are text, not commands")
  mutating func burst() {
    let inputs = keys("Xy") + [.key(.named(.enter)), .key(.named(.up)), .key(.named(.tab))]

    #expect(filter.filter(inputs + keys("F"), at: .zero) == [.paste(Array("Xy\n\tF".utf8))])
  }

  @Test("CONSOLE-05 what follows a burst without a pause belongs to it, however short")
  mutating func tail() {
    _ = filter.filter(keys("abcdef"), at: .zero)

    #expect(filter.filter(keys("X"), at: .milliseconds(50)) == [.paste(Array("X".utf8))])
    #expect(filter.filter(keys("y"), at: .milliseconds(100)) == [.paste(Array("y".utf8))])
    #expect(filter.filter(keys("z"), at: .milliseconds(161)) == keys("z"))
  }

  @Test("The mouse is no key: its reports pass a burst, and make none")
  mutating func mouse() {
    let report = TerminalInput.mouse(.init(.press(.left), row: 1, column: 1))
    let reports = Array(repeating: report, count: 9)

    #expect(filter.filter(reports, at: .zero) == reports)
    #expect(
      filter.filter(keys("abcde") + [report], at: .zero) == [report, .paste(Array("abcde".utf8))])
  }

  @Test("CONSOLE-05 what one read holds behind a paste is text, however few keys it is")
  mutating func nestedPaste() {
    var decoder = InputDecoder()
    let bytes = Array("\u{1B}[200~a\u{1B}[200~b\u{1B}[201~fY\u{1B}[201~".utf8)

    #expect(
      filter.filter(decoder.feed(bytes, at: .zero), at: .zero)
        == [.paste(Array("a\u{1B}[200~b".utf8)), .paste(Array("fY".utf8))])
  }

  @Test("CONSOLE-05 ten kilobytes of random bytes press no key, whatever reads cut them into")
  mutating func randomPaste() {
    var decoder = InputDecoder()
    var state: UInt64 = 88_172_645_463_325_252
    var passed: [TerminalInput] = []
    var now = Duration.zero
    var left = 10_240
    var first = true
    while left > 0 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let count = first ? 64 : min(left, Int(state % 700) + 1)
      first = false
      left -= count
      let bytes = (0..<count).map { index in UInt8(truncatingIfNeeded: state >> (index % 57)) }
      passed += filter.filter(decoder.feed(bytes, at: now), at: now)
      now += .milliseconds(5)
    }
    let pressed = passed.filter {
      switch $0 {
      case .key, .doubtful: true
      case .paste, .mouse: false
      }
    }
    #expect(pressed.isEmpty)
    #expect(passed.count > 10)
  }
}
