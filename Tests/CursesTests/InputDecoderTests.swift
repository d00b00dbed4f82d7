import Screen
import Testing

@testable import Curses

@Suite("Input decoder")
struct InputDecoderTests {
  /// What terminals send, and what it means.
  static let sequences: [(bytes: String, meaning: [TerminalInput])] = [
    ("p", [.key(.character("p"))]), ("X", [.key(.character("X"))]), (" ", [.key(.space)]),
    ("é", [.key(.character("é"))]), ("漢", [.key(.character("漢"))]),
    ("😀", [.key(.character("😀"))]),
    ("\r", [.key(.named(.enter))]), ("\n", [.key(.named(.enter))]), ("\t", [.key(.named(.tab))]),
    ("\u{7F}", [.key(.named(.backspace))]), ("\u{8}", [.key(.named(.backspace))]),
    ("\u{0}", [.key(.character(" ", .control))]), ("\u{C}", [.key(.character("l", .control))]),
    ("\u{3}", [.key(.character("c", .control))]), ("\u{1C}", [.key(.character("\\", .control))]),
    ("\u{1F}", [.key(.character("_", .control))]),
    ("\u{1B}x", [.key(.character("x", .alt))]), ("\u{1B}X", [.key(.character("X", .alt))]),
    ("\u{1B}é", [.key(.character("é", .alt))]), ("\u{1B}\r", [.key(.named(.enter, .alt))]),
    ("\u{1B}\u{C}", [.key(.character("l", [.alt, .control]))]),
    ("\u{1B}\u{1B}x", [.key(.named(.escape)), .key(.character("x", .alt))]),
    ("\u{1B}[A", [.key(.named(.up))]), ("\u{1B}OA", [.key(.named(.up))]),
    ("\u{1B}[1;5D", [.key(.named(.left, .control))]),
    ("\u{1B}[1;2B", [.key(.named(.down, .shift))]),
    ("\u{1B}[1;8C", [.key(.named(.right, [.control, .alt, .shift]))]),
    ("\u{1B}[Z", [.key(.named(.tab, .shift))]),
    ("\u{1B}[H", [.key(.named(.home))]), ("\u{1B}[1~", [.key(.named(.home))]),
    ("\u{1B}[7~", [.key(.named(.home))]), ("\u{1B}OF", [.key(.named(.end))]),
    ("\u{1B}[2~", [.key(.named(.insert))]), ("\u{1B}[3~", [.key(.named(.delete))]),
    ("\u{1B}[5~", [.key(.named(.pageUp))]), ("\u{1B}[6;3~", [.key(.named(.pageDown, .alt))]),
    ("\u{1B}OP", [.key(.function(1))]), ("\u{1B}[[A", [.key(.function(1))]),
    ("\u{1B}[11~", [.key(.function(1))]), ("\u{1B}[[E", [.key(.function(5))]),
    ("\u{1B}[15~", [.key(.function(5))]), ("\u{1B}[24;5~", [.key(.function(12, .control))]),
    ("\u{1B}[1;5P", [.key(.function(1, .control))]),
    ("\u{1B}[120;5u", [.key(.character("x", .control))]),
    ("\u{1B}[120;2u", [.key(.character("X"))]), ("\u{1B}[27u", [.key(.named(.escape))]),
    ("\u{1B}[13;2u", [.key(.named(.enter, .shift))]),
    ("\u{1B}OM", [.key(.named(.enter))]), ("\u{1B}Ok", [.key(.character("+"))]),
    ("\u{1B}[<0;5;3M", [.mouse(.init(.press(.left), row: 2, column: 4))]),
    ("\u{1B}[<2;1;1m", [.mouse(.init(.release(.right), row: 0, column: 0))]),
    ("\u{1B}[<34;120;50M", [.mouse(.init(.drag(.right), row: 49, column: 119))]),
    ("\u{1B}[<64;5;3M", [.mouse(.init(.wheelUp, row: 2, column: 4))]),
    ("\u{1B}[<81;5;3M", [.mouse(.init(.wheelDown, row: 2, column: 4, modifiers: .control))]),
    ("\u{1B}[200~rm -rf\n\u{1B}[Ax\u{1B}[201~", [.paste(Array("rm -rf\n\u{1B}[Ax".utf8))]),
    ("\u{1B}[200~\u{1B}[201~", [.paste([])]),
    (
      "\u{1B}[200~a\u{1B}[20\u{1B}[201~b",
      [.paste(Array("a\u{1B}[20".utf8)), .doubtful(.character("b"), .afterPaste)]
    ),
    // What is none of ours is swallowed whole.
    ("\u{1B}[?62;1;4c", []), ("\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", []), ("\u{1B}]0;q\u{7}", []),
    ("\u{1B}P1$r0m\u{1B}\\", []), ("\u{1B}[>0;276;0c", []), ("\u{1B}[12;40R", []),
    ("\u{1B}[M !!", []), ("\u{1B}[I", []), ("\u{1B}[99~", []), ("\u{1B}[<0;0;0M", []),
    ("\u{1B}[<3;4;4M", []), ("\u{1B}[<64;5;3m", []),
    ("\u{1B}_secret;X\u{1B}\\q", [.key(.character("q"))]), ("\u{9B}", []),
  ]

  @Test("Each sequence is what it means", arguments: sequences.indices)
  func whole(index: Int) {
    let (bytes, meaning) = Self.sequences[index]
    var decoder = InputDecoder()

    #expect(decoder.feed(bytes.utf8, at: .zero) == meaning)
    #expect(!decoder.isWaiting)
    #expect(decoder.expire(at: .seconds(10)).isEmpty)
  }

  @Test("Every beginning of a sequence ends when nothing follows, and the next key counts")
  func beginnings() {
    for (text, _) in Self.sequences {
      let bytes = Array(text.utf8)
      for place in bytes.indices {
        var decoder = InputDecoder()
        _ = decoder.feed(bytes[..<place], at: .zero)
        _ = decoder.expire(at: .seconds(2))
        _ = decoder.expire(at: .seconds(4))

        #expect(!decoder.isWaiting)
        #expect(
          decoder.feed([UInt8(ascii: "k")], at: .seconds(4)) == [.key(.character("k"))],
          "\(bytes[..<place])")
      }
    }
  }

  @Test(
    "What nothing follows is the key by itself",
    arguments: [
      ("\u{1B}", Key.named(.escape)), ("\u{1B}[", .character("[", .alt)),
      ("\u{1B}O", .character("O", .alt)), ("\u{1B}]", .character("]", .alt)),
      ("\u{1B}P", .character("P", .alt)),
    ])
  func alone(bytes: String, key: Key) {
    var decoder = InputDecoder()

    #expect(decoder.feed(bytes.utf8, at: .zero).isEmpty)
    #expect(decoder.isWaiting)
    #expect(decoder.expire(at: .milliseconds(500)) == [.key(key)])
  }

  @Test("A paste whose end never comes is a paste, never keys, and what follows it is doubted")
  func endlessPaste() throws {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}[200~Xy".utf8), at: .zero).isEmpty)
    #expect(decoder.isPasting)
    #expect(decoder.feed(Array("q\u{1B}[20".utf8), at: .milliseconds(900)).isEmpty)
    #expect(decoder.expire(at: .milliseconds(1_800)).isEmpty)

    let text = Array("Xyq\u{1B}[20".utf8)
    #expect(decoder.expire(at: .milliseconds(1_900)) == [.paste(text)])
    #expect(!decoder.isPasting)
    #expect(
      decoder.feed(Array("1~F".utf8), at: .milliseconds(2_500))
        == "1~F".unicodeScalars.map { .doubtful(.character($0), .afterPaste) })
    #expect(decoder.expire(at: .milliseconds(3_900)).isEmpty)
    #expect(decoder.feed(Array("F".utf8), at: .seconds(4)) == [.key(.character("F"))])
  }

  @Test("A paste keeps its first megabyte and drops the rest")
  func longPaste() {
    var decoder = InputDecoder()
    _ = decoder.feed(Array("\u{1B}[200~".utf8), at: .zero)
    for _ in 0..<30 { _ = decoder.feed([UInt8](repeating: 0x41, count: 40_000), at: .zero) }

    let inputs = decoder.feed(Array("\u{1B}[201~".utf8), at: .zero)

    #expect(inputs == [.paste([UInt8](repeating: 0x41, count: InputDecoder.longestPaste))])
  }

  @Test("A control string is dropped however long it is, and ends where nothing more comes")
  func endlessString() {
    var decoder = InputDecoder()
    var now = Duration.zero
    #expect(decoder.feed([0x1B, 0x5D, 0x31], at: now).isEmpty)
    for _ in 0..<100 {
      now += .milliseconds(400)
      #expect(decoder.expire(at: now).isEmpty)
      #expect(decoder.feed([UInt8](repeating: 0x46, count: 100), at: now).isEmpty)
    }

    #expect(decoder.expire(at: now + .milliseconds(500)).isEmpty)
    #expect(!decoder.isWaiting)
    #expect(decoder.feed([0x46], at: now + .milliseconds(501)) == [.key(.character("F"))])
  }

  @Test("No bytes trap the decoder or leave it stuck", arguments: 0..<50)
  func random(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: UInt64) -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state % bound
    }
    let likely = Array("\u{1B}[]OPM<;:~mu0159AZ\u{7}\\".utf8)
    var decoder = InputDecoder()
    var now = Duration.zero
    for _ in 0..<200 {
      let bytes = (0..<next(20)).map { _ in
        next(3) == 0 ? UInt8(next(256)) : likely[Int(next(UInt64(likely.count)))]
      }
      _ = decoder.feed(bytes, at: now)
      now += .milliseconds(Int(next(900)))
      if next(4) == 0 { _ = decoder.expire(at: now) }
    }
    _ = decoder.expire(at: now + .seconds(5))
    _ = decoder.expire(at: now + .seconds(10))

    #expect(!decoder.isWaiting)
    #expect(decoder.feed([0x6B], at: now + .seconds(10)) == [.key(.character("k"))])
  }
}
