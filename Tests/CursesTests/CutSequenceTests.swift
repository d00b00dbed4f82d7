import Screen
import Testing

@testable import Curses

/// What a slow link does to a key: its bytes come apart.
@Suite("Cut sequences")
struct CutSequenceTests {
  /// Reads of a terminal as a loop makes them, with the clock moved and not slept: before each read
  /// it looks at the keyboard whenever the decoder asked for that.
  private struct Link {
    var decoder: InputDecoder
    var bursts = BurstFilter()
    var now = Duration.zero
    var inputs: [TerminalInput] = []

    init(delay: Duration = .milliseconds(500)) { decoder = InputDecoder(escapeDelay: delay) }

    mutating func wait(_ gap: Duration) {
      let end = now + gap
      while let deadline = decoder.deadline, deadline < end {
        now = max(now, deadline)
        inputs += bursts.filter(decoder.expire(at: now), at: now)
      }
      now = end
    }

    mutating func send(_ bytes: some Sequence<UInt8>) {
      inputs += bursts.filter(decoder.feed(bytes, at: now), at: now)
    }

    /// What a console acts upon without doubt.
    var pressed: [Key] {
      inputs.compactMap { if case .key(let key) = $0 { key } else { nil } }
    }
  }

  static let gaps: [Duration] = [0, 5, 29, 30, 50, 100, 300, 400].map { .milliseconds($0) }

  /// Everything with an escape byte that a terminal sends: the decoder's table, and mouse reports
  /// of the older forms, function keys of other terminals, and pastes inside pastes.
  static let sequences =
    InputDecoderTests.sequences.map(\.bytes).filter { $0.hasPrefix("\u{1B}") } + [
      "\u{1B}[M#!!", "\u{1B}[M`Ff", "\u{1B}[35;70;70M", "\u{1B}[Oa", "\u{1B}[a", "\u{1B}[23$",
      "\u{1B}[200~a\u{1B}[200~X\u{1B}[201~F\u{1B}[201~", "\u{1B}[200~[\u{1B}[201~",
      "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}", "\u{1B}]52;c;RkZG\u{1B}\\",
      "\u{1B}P>|XTerm(379)\u{1B}\\",
    ]

  /// The keys that pressing a sequence in one piece presses, and the escape key.
  private func meant(by text: String) -> Set<Key> {
    var link = Link()
    link.send(text.utf8)
    link.wait(.seconds(5))
    let doubted: [Key] = link.inputs.compactMap {
      if case .doubtful(let key, _) = $0 { key } else { nil }
    }
    return Set(link.pressed + doubted).union([.named(.escape)])
  }

  @Test("CONSOLE-16 a sequence cut at any byte with any gap is itself or nothing", arguments: gaps)
  func cutOnce(gap: Duration) {
    for text in Self.sequences {
      let (bytes, meant) = (Array(text.utf8), meant(by: text))
      for place in 1..<bytes.count {
        var link = Link()
        link.send(bytes[..<place])
        link.wait(gap)
        link.send(bytes[place...])
        link.wait(.seconds(5))

        #expect(Set(link.pressed).isSubset(of: meant), "\(bytes) cut at \(place)")
      }
    }
  }

  @Test("CONSOLE-16 a sequence that comes byte by byte presses nothing else", arguments: gaps)
  func byteByByte(gap: Duration) {
    // Behind a lone escape APC's byte opens nothing: those are keys, doubted for a while.
    for text in Self.sequences where !text.hasPrefix("\u{1B}_") {
      var link = Link()
      for byte in text.utf8 {
        link.send([byte])
        link.wait(gap)
      }
      link.wait(.seconds(5))

      #expect(Set(link.pressed).isSubset(of: meant(by: text)), "\(Array(text.utf8))")
    }
  }

  @Test("CONSOLE-16 an arrow key cut behind its bracket is that arrow key", arguments: gaps)
  func arrow(gap: Duration) {
    var link = Link()
    link.send(Array("\u{1B}[".utf8))
    link.wait(gap)
    link.send([UInt8(ascii: "A")])

    #expect(link.inputs == [.key(.named(.up))])
  }

  @Test("CONSOLE-16 an arrow key cut behind its first byte says that escape has acted")
  func arrowBehindEscape() {
    var link = Link()
    link.send([0x1B])
    link.wait(.milliseconds(400))
    link.send(Array("[A".utf8))

    #expect(link.inputs == [.key(.named(.escape)), .doubtful(.named(.up), .escapeActed)])
    link.send([UInt8(ascii: "k")])
    #expect(link.inputs.last == .key(.character("k")), "the key is whole; the next one counts")
  }

  @Test("CONSOLE-16 ESCDELAY bounds the wait: what comes later is by itself")
  func delay() {
    var link = Link(delay: .milliseconds(100))
    link.send([0x1B])
    link.wait(.milliseconds(101))
    link.send([UInt8(ascii: "[")])

    #expect(link.inputs == [.key(.named(.escape)), .key(.character("["))])
  }

  @Test("Escape acts at once where nothing follows")
  func escape() {
    var link = Link()
    link.send([0x1B])
    link.wait(.milliseconds(31))

    #expect(link.inputs == [.key(.named(.escape))])
  }

  @Test(
    "CONSOLE-16 a key by itself soon after escape is doubted, at once",
    arguments: ["f", "x", "F", "é", "\r", "_", "\\", "\u{3}"], [10, 100, 450])
  func keyAfterEscape(text: String, gap: Int) throws {
    var plain = InputDecoder()
    let key = try #require(plain.feed(text.utf8, at: .zero).first)
    guard case .key(let key) = key else { return }
    var link = Link()
    link.send([0x1B])
    link.wait(.milliseconds(gap))
    link.send(text.utf8)

    #expect(link.inputs == [.key(.named(.escape)), .doubtful(key, .afterEscape)])
    link.wait(.milliseconds(501))
    link.send(text.utf8)
    #expect(link.inputs.last == .key(key))
  }

  @Test(
    "CONSOLE-16 what only looked like the beginning of a sequence is doubted with what follows it",
    arguments: ["[f", "]f", "Pf", "Of", "[\r", "O\r"])
  func typedAfterEscape(text: String) throws {
    var link = Link()
    link.send([0x1B])
    for byte in text.utf8 {
      link.wait(.milliseconds(150))
      link.send([byte])
    }

    let keys = link.inputs.compactMap {
      if case .doubtful(let key, .afterEscape) = $0 { key.name } else { nil }
    }
    #expect(keys == text.map { $0 == "\r" ? "enter" : String($0) })
  }

  @Test("CONSOLE-16 a bracket after escape that nothing follows is doubted once its time is over")
  func bracketAfterEscape() {
    var link = Link()
    link.send([0x1B])
    link.wait(.milliseconds(150))
    link.send([UInt8(ascii: "[")])
    link.wait(.milliseconds(501))

    #expect(
      link.inputs == [.key(.named(.escape)), .doubtful(.character("["), .afterEscape)])
  }

  @Test("CONSOLE-16 bytes that lay waiting while the program was busy are the rest all the same")
  func busy() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}[".utf8), at: .zero).isEmpty)

    #expect(decoder.feed([UInt8(ascii: "A")], at: .seconds(5)) == [.key(.named(.up))])
  }

  @Test("CONSOLE-16 keys soon after a paste are doubted, later ones count")
  func afterPaste() {
    var link = Link()
    link.send(Array("\u{1B}[200~a\u{1B}[201~".utf8))
    link.wait(.milliseconds(400))
    link.send([UInt8(ascii: "F")])
    link.wait(.milliseconds(600))
    link.send([UInt8(ascii: "F")])

    #expect(
      link.inputs == [
        .paste([UInt8(ascii: "a")]), .doubtful(.character("F"), .afterPaste),
        .key(.character("F")),
      ])
  }

  @Test(
    "ESCDELAY is a number of milliseconds; anything else is said and leaves the usual wait",
    arguments: [
      ("250", 250, false), ("0", 0, false), ("", 500, false), ("soon", 500, true),
      ("-1", 500, true), ("60001", 500, true),
    ])
  func variable(text: String, milliseconds: Int, isSaid: Bool) {
    let delay = EscapeDelay(environment: ["ESCDELAY": text])

    #expect(delay.duration == .milliseconds(milliseconds))
    #expect((delay.notice != nil) == isSaid)
    #expect(EscapeDelay(environment: [:]).duration == .milliseconds(500))
  }
}
