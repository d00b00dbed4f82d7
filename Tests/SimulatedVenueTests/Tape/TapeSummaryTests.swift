import Market
import Testing

@testable import SimulatedVenue

@Suite("Tape summary")
struct TapeSummaryTests {
  @Test("All there is to say about a tape, one line each")
  func lines() throws {
    let folder = try TapeFolder()
    let text = TapeText.small.replacing("# step: 0.01\n", with: "# licence: MIT\n# by hand\n")
    let options = TapeImportOptions(
      minimumNotional: try DecimalNumber("5"), makerFee: FeeRate(basisPoints: try .init("-0.5")),
      takerFee: FeeRate(basisPoints: try DecimalNumber("5")))
    let tape = try folder.tape(text, options)

    let lines = TapeSummary(tape).lines.map { $0.replacing(folder.path, with: "FOLDER") }
    #expect(
      lines.joined(separator: "\n") == """
        file              FOLDER/text.csv
        form              text tape, format version 1
        file size         273 bytes
        checksum          51827529 (CRC-32 of the records)
        symbol            ABCUSD
        venue             somewhere
        tick              0.5
        step              0.01 (not stated; the finest in the data)
        minimum notional  5
        maker fee         -0.5 bps
        taker fee         5 bps
        source            not stated
        licence           MIT
        note              by hand
        from              1970-01-01T00:00:00.000001000Z
        to                1970-01-01T00:00:40.000002000Z
        duration          00:00:40.000
        updates           3
        levels            2
        quotes            2
        trades            2
        mark prices       0
        rounded trades    0
        rounded sizes     0
        dropped trades    0
        clears            1
        crossed updates   0
        gaps              1, the longest 00:00:40.000
        records           11
        """)
  }

  @Test(
    "DATA-01 Updates that leave the book crossed are counted, each channel on its own")
  func crossed() throws {
    let folder = try TapeFolder()
    let tape = try folder.tape(
      TapeText.header + """
        1,1,L,B,100,1
        1,1,L,A,101,1
        2,2,L,B,102,1
        3,3,T,S,102,1
        4,4,L,A,101,0
        4,4,L,A,102,1
        5,5,Q,B,100,1
        6,6,Q,A,99,1
        7,7,Q,A,98,1
        8,8,Q,B,98,1

        """)

    let line = TapeSummary(tape).lines.first { $0.hasPrefix("crossed") }
    #expect(line == "crossed updates   1 by levels, 2 by quotes")
  }

  @Test("Long times and large counts are readable")
  func texts() {
    #expect(TapeSummary.duration(86_399_999_999_999) == "23:59:59.999")
    #expect(TapeSummary.duration(3 * 86_400_000_000_000 + 1_000_000) == "3 d 00:00:00.001")
    #expect(TapeSummary.grouped(0) == "0")
    #expect(TapeSummary.grouped(999) == "999")
    #expect(TapeSummary.grouped(2_369_408) == "2,369,408")
  }

  @Test("A fee in basis points is exact or refused")
  func basisPoints() throws {
    #expect(FeeRate(basisPoints: try DecimalNumber("1.5"))?.hundredMillionths == 15_000)
    #expect(FeeRate(basisPoints: try DecimalNumber("-0.0001"))?.hundredMillionths == -1)
    #expect(FeeRate(basisPoints: try DecimalNumber("1000"))?.hundredMillionths == 10_000_000)
    #expect(FeeRate(basisPoints: try DecimalNumber("0.00001")) == nil)
    #expect(FeeRate(basisPoints: try DecimalNumber("1000.0001")) == nil)
    #expect(FeeRate(hundredMillionths: 15_000).basisPoints.description == "1.5")
  }
}
