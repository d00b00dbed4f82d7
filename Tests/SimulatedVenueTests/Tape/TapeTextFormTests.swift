import Foundation
import Market
import Testing

@testable import SimulatedVenue

@Suite("How people's text tapes are written")
struct TapeTextFormTests {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  @Test("DATA-01 A byte order mark, blank lines and Windows line ends change nothing")
  func forms() throws {
    let folder = try TapeFolder()
    let plain = try folder.tape(TapeText.small).copiedRecords
    let blank =
      "\n  \n"
      + TapeText.small.replacing("2000,2,Q,B", with: "\n\t \n2000,2,Q,B")
      .replacing("# venue", with: "\n# venue") + "\n \n\n"
    let texts = [
      Self.mark + Array(TapeText.small.utf8), Array(blank.utf8), Array((blank + "   ").utf8),
      Array(TapeText.small.replacing("\n", with: "\r\n").utf8),
      Self.mark + Array(blank.replacing("\n", with: "\r\n").utf8),
      Self.mark + Array(("\n" + blank).utf8),
    ]
    for (number, bytes) in texts.enumerated() {
      let tape = try Tape.load(path: folder.file("\(number).csv", bytes))
      #expect(tape.copiedRecords == plain, "text \(number)")
    }
  }

  @Test("DATA-01 Blank lines count where a bad line is named")
  func lineNumbers() throws {
    let text = "\n" + TapeText.header + "\n1000,1,L,B,99.5,1\n\n  \n2000,2,L,X,99.5,1\n"
    let fault = try #require(try TapeFolder().fault(of: text))
    #expect(fault.description.contains("line 12: the side of a level"), "\(fault)")
  }

  @Test("DATA-01 Zeros behind a gzip stream are padding; a second stream may follow them")
  func padding() throws {
    let folder = try TapeFolder()
    let whole = TapeText.gzip(TapeText.small)
    let plain = try folder.tape(TapeText.small).copiedRecords
    for count in [1, 511, 600_000] {
      let padded = whole + [UInt8](repeating: 0, count: count)
      #expect(try Tape.load(path: folder.file("a.gz", padded)).copiedRecords == plain)
    }
    let halves = TapeText.small.split(separator: "2000,2,Q,B", maxSplits: 1)
    let two =
      TapeText.gzip(String(halves[0])) + [0, 0, 0] + TapeText.gzip("2000,2,Q,B" + halves[1])
    #expect(try Tape.load(path: folder.file("b.gz", two)).copiedRecords == plain)
  }

  @Test("DATA-01 A binary tape in gzip is unpacked; other packers and UTF-16 are named")
  func packed() throws {
    let folder = try TapeFolder()
    let tape = try folder.tape(TapeText.small)
    try tape.write(to: folder.path + "/x.tape")
    let binary = try folder.bytes(folder.path + "/x.tape")
    let packed = try Tape.load(path: folder.file("x.gz", TapeText.gzip(bytes: binary)))
    #expect(packed.copiedRecords == tape.copiedRecords)
    #expect(packed.header == tape.header)

    for (bytes, word) in [
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz"), ([0x28, 0xB5, 0x2F, 0xFD, 0], "zstd"),
      ([0xFF, 0xFE, 0x23, 0], "UTF-16"), ([0x50, 0x4B, 3, 4], "zip"),
    ] as [([UInt8], String)] {
      let fault = try #require(try folder.fault(opening: bytes))
      #expect(fault.description.contains(word))
    }
  }

  @Test("DATA-01 A tape is read from a pipe, in every form", arguments: ["text", "gzip", "binary"])
  func pipes(form: String) throws {
    let folder = try TapeFolder()
    let tape = try folder.tape(TapeText.small)
    try tape.write(to: folder.path + "/x.tape")
    let bytes =
      switch form {
      case "text": Array(TapeText.small.utf8)
      case "gzip": TapeText.gzip(TapeText.small)
      default: try folder.bytes(folder.path + "/x.tape")
      }
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let writer = Thread {
      let descriptor = open(pipe, O_WRONLY)
      #expect(write(descriptor, bytes, bytes.count) == bytes.count)
      close(descriptor)
    }
    writer.start()

    #expect(try Tape.load(path: pipe).copiedRecords == tape.copiedRecords)
  }
}
