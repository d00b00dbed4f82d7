import Testing

@testable import Screen

@Suite("Safe text")
struct SafeTextTests {
  /// Everything that could move a cursor, switch a mode, change the direction or hide.
  static let hostile: [Unicode.Scalar] = {
    let ranges: [ClosedRange<UInt32>] = [
      0x00...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x300...0x36F, 0x5D0...0x5EA, 0x600...0x605,
      0x61C...0x61C, 0x627...0x64A, 0x70F...0x70F, 0x1160...0x11FF, 0x180B...0x180E,
      0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164...0x3164, 0xFE00...0xFE0F,
      0xFEFF...0xFEFF, 0xFFA0...0xFFA0, 0xFFF9...0xFFFC, 0xE000...0xE010, 0xFFFE...0xFFFF,
      0x1_F1E6...0x1_F1FF, 0x1_F3FB...0x1_F3FF, 0xE_0001...0xE_0001, 0xE_0020...0xE_007F,
      0xE_0100...0xE_0110, 0xF_0000...0xF_0004, 0x10_FFFE...0x10_FFFF,
    ]
    return ranges.flatMap { $0 }.compactMap(Unicode.Scalar.init)
  }()

  @Test("CONSOLE-13 each hostile character is replaced by a visible mark, one for one")
  func hostileCharacters() {
    #expect(Self.hostile.count >= 500)
    for scalar in Self.hostile {
      let text = SafeText("a\(scalar)b")
      let code = String(scalar.value, radix: 16)

      #expect(Array(text.text.unicodeScalars) == ["a", SafeText.mark, "b"], "U+\(code)")
      #expect(text.columns == 3, "U+\(code)")
    }
  }

  /// What an attacker would put into a symbol, a reject reason or a coin's name.
  static let attacks: [[UInt8]] = {
    let sequences = [
      "\u{1B}[2J", "\u{1B}]0;title\u{7}", "\u{1B}]52;c;aGk=\u{7}", "\u{1B}P+q544e\u{1B}\\",
      "\u{9B}31m", "\u{1B}[?1049l", "\u{1B}c", "\u{1B}[200~", "\r\n\r\n", "\u{8}\u{8}\u{8}",
      "\u{1B}[6n",
      "\u{202E}0.1 yub", "\u{2066}1\u{2069}", "B\u{200B}TC", "\u{FEFF}BTC", "e\u{301}\u{301}",
      "👨‍👩‍👧", "🇩🇪", "❤\u{FE0F}", "\u{0}", "\u{7F}", "שקל", "ريال", "\u{2028}",
    ].map { Array($0.utf8) }
    let invalid: [[UInt8]] = [
      [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
      [0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3],
    ]
    let plain = ["", "BTC", "漢字", "x\u{1F600}y"].map { Array($0.utf8) }
    var attacks: [[UInt8]] = []
    for attack in sequences + invalid {
      for around in plain {
        attacks += [around + attack, attack + around]
        attacks += [around + attack + around, attack + attack + around]
      }
    }
    return attacks
  }()

  @Test("CONSOLE-13 five hundred hostile strings are drawn as exactly as many columns as measured")
  func hostileStrings() {
    #expect(Self.attacks.count >= 500)
    for bytes in Self.attacks + [Array(0...255)] {
      let text = SafeText(utf8: bytes)
      var canvas = Canvas(columns: text.columns + 2, rows: 1)
      canvas.fill(canvas.area, with: "#", as: .text)

      let used = canvas.write(text, row: 0, column: 1, as: .text)

      #expect(used == text.columns, "\(bytes)")
      #expect(canvas.lines == ["#\(text.text)#"], "\(bytes)")
      let drawable = text.text.unicodeScalars.allSatisfy { CharacterWidth.drawable($0) == $0 }
      #expect(drawable, "\(bytes)")
    }
  }

  @Test("Text made safe is safe: making it safe again changes nothing")
  func idempotent() {
    for bytes in Self.attacks {
      let once = SafeText(utf8: bytes)

      #expect(SafeText(once.text) == once)
    }
  }

  @Test(
    "Characters are measured in columns",
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("漢字", 4), ("ﾊﾝ", 2), ("ＦＷ", 4), ("한글", 4), ("😀", 2),
      ("─│●", 3), ("\u{3000}", 2), ("\u{A0}", 1), ("€µΩ", 3), ("a\tb", 3),
    ])
  func measured(text: String, columns: Int) {
    #expect(SafeText(text).columns == columns)
  }

  @Test("Truncation counts columns and never cuts a character in two", arguments: 0...9)
  func truncation(width: Int) {
    let text: SafeText = "a漢b字c漢"

    let cut = text.truncated(to: width)

    let expected = ["", "…", "a…", "a…", "a漢…", "a漢b…", "a漢b…", "a漢b字…", "a漢b字c…", "a漢b字c漢"]
    #expect(cut.text == expected[width])
    #expect(cut.columns <= width)
    #expect(cut == SafeText(cut.text), "its width is known without measuring")
  }

  @Test("Padding fills up to the width, or cuts to it")
  func padding() {
    #expect(SafeText("ab").padded(to: 4).text == "ab  ")
    #expect(SafeText("ab").padded(to: 4, .right).text == "  ab")
    #expect(SafeText("ab").padded(to: 5, .centre).text == " ab  ")
    #expect(SafeText("abcd").padded(to: 3, .right).text == "ab…")
    #expect(SafeText("漢字").padded(to: 3) == SafeText("漢…"))
    #expect(SafeText("漢字漢").padded(to: 4) == SafeText("漢… "))
  }
}
