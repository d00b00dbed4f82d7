import Screen
import Testing

@testable import Curses

@Suite("Fewer bytes a frame")
struct FrameFilterTests {
  private var filter = FrameFilter()

  private mutating func filtered(_ text: String, _ colors: DirectColors? = nil) -> String {
    String(decoding: filter.filtered(Array(text.utf8), colors: colors), as: UTF8.self)
  }

  @Test("The first style is set whole, the next say only what differs")
  mutating func differences() {
    #expect(
      filtered("\u{1B}[1;2H\u{1B}[38;5;79m\u{1B}[48;5;233mbid\u{1B}[39;49m\u{1B}(B\u{1B}[m")
        == "\u{1B}[1;2H\u{1B}[0;38;5;79;48;5;233mbid")
    #expect(
      filtered("\u{1B}[4;1H\u{1B}[38;5;79m\u{1B}[48;5;233mbid") == "\u{1B}[4;1Hbid",
      "the same style again costs nothing")
    #expect(
      filtered("\u{1B}(B\u{1B}[0;1m\u{1B}[31m\u{1B}[48;5;233mx\u{1B}[0;31;48;5;233my")
        == "\u{1B}[1;31mx\u{1B}[22my")
    #expect(filtered("\u{1B}[7m\u{1B}[27m\u{1B}[0;31;48;5;233mz\u{1B}[m") == "z")
    #expect(String(decoding: filter.settled(), as: UTF8.self) == "\u{1B}[39;49m")
  }

  @Test("Each color is written in its shortest form, truecolor as it is")
  mutating func colors() {
    var colors = DirectColors()
    _ = colors.index(of: RGB(1, 20, 255))

    #expect(filtered("\u{1B}[38;5;16;48;5;3ma", colors) == "\u{1B}[0;38;2;1;20;255;43ma")
    #expect(filtered("\u{1B}[38:5:16m\u{1B}[105mb", colors) == "\u{1B}[105mb")
    #expect(filtered("\u{1B}[97;49mc", colors) == "\u{1B}[97;49mc")
    #expect(filtered("\u{1B}[38;5;17md", colors) == "\u{1B}[38;5;17md")
  }

  @Test("What erases takes the background with it; what only moves does not wait")
  mutating func erasing() {
    #expect(filtered("\u{1B}[44m\u{1B}[5;5H\u{1B}[K") == "\u{1B}[5;5H\u{1B}[0;44m\u{1B}[K")
    #expect(filtered("\u{1B}[41m\r\n\u{1B}[?25l\u{1B}[3C") == "\r\n\u{1B}[?25l\u{1B}[3C")
    #expect(filtered("\u{1B}[4X") == "\u{1B}[41m\u{1B}[4X")
  }

  @Test("What is none of its business passes, cut sequences included")
  mutating func passing() {
    for text in ["\u{1B}[?1049h", "\u{1B}[22;0;0t", "\u{1B}=", "\u{1B}", "\u{1B}[", "漢\u{1B}[12"] {
      var filter = FrameFilter()
      _ = filter.filtered(Array("a".utf8), colors: nil)
      #expect(filter.filtered(Array(text.utf8), colors: nil) == Array(text.utf8))
    }
    #expect(filtered("\u{1B}(0q\u{1B}(Bq\u{1B}(B\u{0F}") == "\u{1B}(0\u{1B}[0mq\u{1B}(Bq")
    #expect(filtered("\u{1B}[51mx\u{1B}[1my") == "\u{1B}[51m\u{1B}[0mx\u{1B}[1my")
  }

  @Test("Whatever ncurses writes, each character keeps its style", arguments: 0..<100)
  mutating func equivalence(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    let parts = [
      "x", "price", "\u{1B}[m", "\u{1B}[0;1m", "\u{1B}[0;4;7m", "\u{1B}[31m", "\u{1B}[39;49m",
      "\u{1B}[38;5;79m", "\u{1B}[48;5;233m", "\u{1B}[94m", "\u{1B}[2m", "\u{1B}[27m", "\u{1B}[22m",
      "\u{1B}[3;4H", "\u{1B}[K", "\r", "\u{1B}(B", "\u{1B}[3m", "\u{1B}[24m", "\u{1B}[1;2;3;4;7m",
    ]
    var written: [UInt8] = []
    var sent: [UInt8] = []
    for _ in 0..<30 {
      let frame = (0..<next(40)).map { _ in parts[next(parts.count)] }.joined()
      written += Array(frame.utf8)
      sent += filter.filtered(Array(frame.utf8), colors: nil)
    }

    #expect(drawn(sent) == drawn(written))
    #expect(sent.count < written.count)
  }

  /// What a terminal draws and erases, each with its style, and every move.
  private func drawn(_ bytes: [UInt8]) -> [String] {
    var style = TextStyle.normal
    var seen: [String] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == 0x1B else {
        seen.append(byte == 0x0D ? "return" : "\(byte) \(style)")
        continue
      }
      if rest.first == 0x28 {
        rest = rest.dropFirst(2)
        continue
      }
      let end = rest.firstIndex { 0x40...0x5A ~= $0 || 0x61...0x7A ~= $0 } ?? rest.endIndex - 1
      let body = rest[(rest.startIndex + 1)..<end]
      let final = rest[end]
      rest = rest[(end + 1)...]
      if final == UInt8(ascii: "m") {
        let fields = body.split(separator: 0x3B, omittingEmptySubsequences: false)
        let codes = fields.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
        let isKnown = style.apply(codes, colors: nil)
        #expect(isKnown)
      } else {
        seen.append(final == UInt8(ascii: "K") ? "erase \(style.background)" : "\(final)")
      }
    }
    return seen
  }
}
