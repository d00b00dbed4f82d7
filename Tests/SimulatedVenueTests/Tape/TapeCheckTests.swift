import Market
import Testing

@testable import SimulatedVenue

/// Tapes whose checksums are right and whose contents are not: made by hand, or by malice.
@Suite("Tape check")
struct TapeCheckTests {
  let folder: TapeFolder
  let header: TapeHeader

  init() throws {
    folder = try TapeFolder()
    header = try folder.tape(TapeText.small).header
  }

  private func fault(_ records: [MarketChange], _ header: TapeHeader) throws -> TapeError? {
    var header = header
    header.counts.records = records.count
    let bytes = records.withUnsafeBytes { Array($0) }
    header.checksum = bytes.withUnsafeBytes { TapeFormat.checksum($0) }
    return try folder.fault(opening: TapeFormat.encode(header) + bytes)
  }

  static let head = MarketChange.frame(at: Instant(nanoseconds: 5), kinds: .depth, count: 1)
  static let trade = MarketChange.frame(at: Instant(nanoseconds: 5), kinds: .trades, count: 1)
  static let level = MarketChange(.bidLevel, Price(ticks: 1), Quantity(steps: 1))

  static func raw(_ kind: MarketChange.Kind, ticks: UInt64, steps: Int64) -> MarketChange {
    MarketChange(word: UInt64(kind.rawValue) | ticks << 16, value: steps)
  }

  static let wrong: [([MarketChange], Int, String)] = [
    ([level], 0, "an update must begin here"),
    ([head, level, level], 2, "an update must begin here"),
    ([head], 0, "an update cannot have 1 changes here"),
    (
      [.frame(at: Instant(nanoseconds: 5), kinds: [], count: 0)], 0,
      "an update cannot have 0 changes here"
    ),
    (
      [.frame(at: Instant(nanoseconds: 5), kinds: .depth, count: 1 << 47), level], 0,
      "an update cannot have 140737488355328 changes here"
    ),
    ([.frame(at: Instant(nanoseconds: -1), kinds: .depth, count: 1), level], 0, "time goes back"),
    (
      [head, level, .frame(at: Instant(nanoseconds: 4), kinds: .depth, count: 1), level], 2,
      "time goes back"
    ),
    ([trade, level], 0, "the frame's mask doesn't say what is in it"),
    ([head, head], 1, "an update inside an update"),
    ([head, MarketChange(word: 10, value: 0)], 1, "kind 10 is not known"),
    ([head, raw(.bidLevel, ticks: 0, steps: 1)], 1, "a price of 0 ticks"),
    ([head, raw(.askLevel, ticks: 1 << 47, steps: 1)], 1, "a price of 140737488355328 ticks"),
    ([head, MarketChange(word: level.word | 1 << 8, value: 1)], 1, "a price of 1 ticks"),
    ([head, raw(.bidLevel, ticks: 1, steps: -1)], 1, "a size of -1 steps"),
    (
      [head, raw(.bidLevel, ticks: 1 << 40, steps: 1 << 40)], 1,
      "price × size is too large to be added up in 64 bits"
    ),
    ([trade, raw(.sellTrade, ticks: 1, steps: 0)], 1, "a trade of nothing"),
    ([head, MarketChange(word: 1, value: 1)], 1, "a clear with a value"),
    (
      [.frame(at: Instant(nanoseconds: 5), kinds: .gap, count: 1), .gap(nanoseconds: 0)], 1,
      "a gap in the wrong place or of no length"
    ),
    (
      [
        .frame(at: Instant(nanoseconds: 5), kinds: [.gap, .depth], count: 2), level,
        .gap(nanoseconds: 5),
      ], 2, "a gap in the wrong place or of no length"
    ),
  ]

  @Test("A record that cannot be is found at its byte", arguments: wrong)
  func wrongRecord(records: [MarketChange], position: Int, what: String) throws {
    let offset = TapeFormat.encode(header).count + position * 16

    #expect(
      try fault(records, header)
        == .corrupt(path: folder.path + "/bytes", offset: offset, what: what))
  }

  @Test("A header that counts or dates other than its records is found")
  func wrongHeader() throws {
    var counts = header
    counts.counts.trades += 1
    var times = header
    times.lastTime = times.firstTime
    var nothing = header
    nothing.counts = TapeCounts()
    nothing.firstTime = .distantPast
    nothing.lastTime = Instant(nanoseconds: 0)
    let path = folder.path + "/bytes"

    #expect(
      try fault(TapeText.smallRecords, counts)
        == .corrupt(path: path, offset: 24, what: "the counts are not those of the records"))
    #expect(
      try fault(TapeText.smallRecords, times)
        == .corrupt(path: path, offset: 112, what: "the times are not those of the records"))
    #expect(try fault([], nothing) == .noData(path: path))
    #expect(try fault(TapeText.smallRecords, header) == nil)
  }

  @Test("A header whose numbers are out of range is refused, whatever its checksum says")
  func outOfRange() throws {
    let good = TapeFormat.encode(header)
    // Offset of a field, and bytes that must not stand there.
    for (offset, bytes) in [
      (24, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
      (24, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]),
      (128, [0, 0, 0, 0, 0, 0, 0, 0]), (136, [0, 0, 0, 0, 0, 0, 0, 0x80]),
      (144, [13, 0, 0, 0]), (148, [19, 0, 0, 0]), (152, [0, 0, 0, 0, 0, 0, 0, 0x80]),
      (160, [1, 0xE1, 0xF5, 5]), (168, [0, 0, 0, 0, 0, 0, 0, 0x80]), (176, [4]), (180, [1]),
      (184, [0xFF, 0xFF, 0, 0]), (184, [0xFF, 0xFF, 0xFF, 0xFF]), (good.count - 1, [1]),
    ] as [(Int, [UInt8])] {
      var bad = good
      bad.replaceSubrange(offset..<offset + bytes.count, with: bytes)
      bad.replaceSubrange(16..<20, with: [0, 0, 0, 0])
      let sum = bad.withUnsafeBytes { TapeFormat.checksum($0) }
      withUnsafeBytes(of: sum.littleEndian) { bad.replaceSubrange(16..<20, with: $0) }
      let fault = try folder.fault(
        opening: bad + TapeText.smallRecords.withUnsafeBytes { Array($0) })
      guard case .corrupt = fault else {
        Issue.record("\(bytes) at \(offset): \(String(describing: fault))")
        continue
      }
    }
  }
}
