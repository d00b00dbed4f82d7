import Market
import Testing

@testable import SimulatedVenue

@Suite("Slices of a tape")
struct TapeSliceTests {
  private static let instrument = Instrument(
    symbol: "ABCUSD", venue: "somewhere", tick: DecimalNumber(mantissa: 5, decimals: 1),
    step: DecimalNumber(mantissa: 1, decimals: 2))

  /// Updates one second apart, each a trade of as many steps as its number plus one.
  private func tape(_ count: Int) -> Tape {
    let records = (0..<count).flatMap { number -> [MarketChange] in
      [
        .frame(at: second(number), kinds: .trades, count: 1),
        MarketChange(.buyTrade, Price(ticks: 100), Quantity(steps: Int64(number + 1))),
      ]
    }
    return Tape(made: records, of: Self.instrument)
  }

  private func second(_ number: Int) -> Instant {
    Instant(nanoseconds: Int64(number + 1) * 1_000_000_000)
  }

  @Test(
    "DATA-01 A slice has the updates from a number to a moment, and at least one",
    arguments: [
      (0, 4, 0, 5), (3, 6, 3, 4), (9, 9, 9, 1), (5, 2, 5, 1), (12, 20, 9, 1), (0, 30, 0, 10),
    ])
  func bounds(from: Int, through: Int, skipped: Int, count: Int) {
    let whole = tape(10)
    let slice = TapeSlice(whole, from: from, through: second(through))
    #expect(slice.skipped == skipped && slice.count == count)
    let made = slice.made(TapeProvenance(source: "here"))
    #expect(made.header.counts.updates == count)
    #expect(made.header.provenance.source == "here")
    #expect(made.copiedRecords == Array(whole.copiedRecords[2 * skipped..<2 * (skipped + count)]))
    #expect(made.header.firstTime == second(skipped))
  }

  @Test("STATE-04 A packed tape is the same tape once unpacked, whatever its length")
  func packs() throws {
    // The longest takes more than one part.
    for count in [1, 1_000, 150_000] {
      let whole = tape(count)
      var parts: [PackedTapePart] = []
      try whole.pack { parts.append($0) }
      let again = try Tape(unpacking: parts, from: "box")
      #expect(again.header == whole.header)
      #expect(again.copiedRecords == whole.copiedRecords)
      #expect(parts.count == (count > 131_072 ? 3 : 2))
    }
  }

  @Test("STATE-02 A packed tape whose parts are changed, missing or of another size is refused")
  func damaged() throws {
    let whole = tape(300)
    var parts: [PackedTapePart] = []
    try whole.pack { parts.append($0) }
    // A few bits of the packed form mean nothing: then the tape is the same.
    func refuses(_ parts: [PackedTapePart], isChanged: Bool = false) -> Bool {
      do throws(TapeError) {
        let tape = try Tape(unpacking: parts, from: "box")
        return isChanged && tape.copiedRecords == whole.copiedRecords
      } catch { return true }
    }
    #expect(!refuses(parts))
    #expect(refuses([]))
    #expect(refuses([parts[0]]))
    #expect(refuses([parts[0], parts[1], parts[1]]))
    for size in [-1, 0, parts[1].size - 1, parts[1].size + 1, 1 << 40] {
      #expect(refuses([parts[0], PackedTapePart(size: size, bytes: parts[1].bytes)]), "\(size)")
    }
    for place in parts[1].bytes.indices {
      var bytes = parts[1].bytes
      bytes[place] ^= 0x10
      let changed = PackedTapePart(size: parts[1].size, bytes: bytes)
      let isRefused = refuses([parts[0], changed], isChanged: true)
      #expect(isRefused, "byte \(place)")
    }
  }

  @Test("DATA-01 Records from a file that are no tape are refused with the record's number")
  func checked() throws {
    let right = tape(3).copiedRecords
    let made = try Tape(checking: right, of: Self.instrument, TapeProvenance(), from: "journal")
    #expect(made.copiedRecords == right)
    for place in right.indices {
      var wrong = right
      wrong[place] = .gap(nanoseconds: 0)
      #expect(throws: TapeError.self) {
        try Tape(checking: wrong, of: Self.instrument, TapeProvenance(), from: "journal")
      }
    }
    #expect(throws: TapeError.noData(path: "journal")) {
      try Tape(checking: [], of: Self.instrument, TapeProvenance(), from: "journal")
    }
  }
}
