import Testing

@testable import Telemetry

@Suite("Lines on their way to a file")
struct PendingLinesTests {
  private let lines = ["a", "", "bcd", "efghijklmnop", "q", "rs"]

  private func pending() -> PendingLines {
    var pending = PendingLines()
    for line in lines { pending.append(line) }
    return pending
  }

  @Test("METRIC-03 A piece is whole lines, or one line that is longer", arguments: 1...40)
  func pieces(limit: Int) {
    var pending = pending()
    var pieces: [String] = []
    while !pending.isEmpty {
      let piece = pending.piece(upTo: limit)
      pieces.append(String(decoding: piece, as: UTF8.self))
      pending.take(piece.count)
      #expect(!pending.isCut)
    }

    #expect(pieces.joined() == lines.map { $0 + "\n" }.joined())
    for piece in pieces {
      #expect(piece.hasSuffix("\n"))
      #expect(piece.utf8.count <= limit || piece.split(separator: "\n").count == 1)
    }
  }

  @Test(
    "METRIC-03 However a disk cuts what it takes, all bytes arrive once and in order",
    arguments: 1...20)
  func cuts(takes: Int) {
    var pending = pending()
    var text = ""
    while !pending.isEmpty {
      let piece = pending.piece(upTo: 6).prefix(takes)
      text += String(decoding: piece, as: UTF8.self)
      pending.take(piece.count)
      #expect(pending.isCut == (!text.hasSuffix("\n") && !pending.isEmpty))
    }

    #expect(text == lines.map { $0 + "\n" }.joined())
  }

  @Test("METRIC-03 A line of which a lost file has a part begins again in the next file")
  func beginsAgain() {
    var pending = pending()
    pending.take(4)
    #expect(pending.isCut)
    pending.beginAgain()

    #expect(String(decoding: pending.piece(upTo: 99), as: UTF8.self).hasPrefix("bcd\nefg"))
    #expect(pending.count == "bcd\nefghijklmnop\nq\nrs\n".utf8.count)
  }
}
