import Market
import Testing

@testable import SimulatedVenue

@Suite("Tape import")
struct TapeImporterTests {
  let folder: TapeFolder

  init() throws { folder = try TapeFolder() }

  @Test("A text becomes one frame for each message, its changes behind it")
  func records() throws {
    let tape = try folder.tape(TapeText.small)

    #expect(tape.copiedRecords == TapeText.smallRecords)
    #expect(tape.header.instrument.symbol == "ABCUSD")
    #expect(tape.header.instrument.venue == "somewhere")
    #expect(tape.header.counts.updates == 3)
    #expect(tape.header.counts.records == 11)
    #expect(tape.header.firstTime.nanoseconds == 1_000)
    #expect(tape.header.lastTime.nanoseconds == 40_000_002_000)
    #expect(tape.header.counts.longestGap == 40_000_000_000)
  }

  @Test("Windows line ends, and a last line without one, are read as well")
  func lineEnds() throws {
    let windows = TapeText.small.split(separator: "\n").joined(separator: "\r\n")

    #expect((try folder.tape(windows + "\r\n")).copiedRecords == TapeText.smallRecords)
    #expect((try folder.tape(windows)).copiedRecords == TapeText.smallRecords)
  }

  @Test("A gzip of several members is one text, wherever they meet")
  func members() throws {
    for cut in [1, 20, 130, 160, TapeText.small.count - 1] {
      let bytes =
        TapeText.gzip(String(TapeText.small.prefix(cut))) + TapeText.gzip("")
        + TapeText.gzip(String(TapeText.small.dropFirst(cut)))
      let tape = try Tape.load(path: folder.file("members.csv.gz", bytes))

      #expect(tape.copiedRecords == TapeText.smallRecords, "cut at \(cut)")
      #expect(tape.origin.form == .gzipText)
      #expect(tape.origin.bytes == bytes.count)
    }
  }

  @Test("A silence of 30 s is a gap of its length in the update that ends it; less is none")
  func gaps() throws {
    let tape = try folder.tape(
      TapeText.header + """
        0,1,T,B,100,1
        29999999999,2,T,B,100,1
        59999999999,3,T,B,100,1
        """)

    #expect(tape.header.counts.gaps == 1)
    #expect(tape.header.counts.longestGap == 30_000_000_000)
    #expect(tape.records[4] == .frame(at: tape.header.lastTime, kinds: [.gap, .trades], count: 2))
    #expect(tape.records[5] == .gap(nanoseconds: 30_000_000_000))
  }

  @Test("Lines of one message are one update at the first one's time")
  func oneMessage() throws {
    let tape = try folder.tape(
      TapeText.header + "5,1,L,B,99,1\n7,1,T,B,100,1\n7,2,Q,B,99,1\n")

    #expect(
      tape.copiedRecords == [
        .frame(at: Instant(nanoseconds: 5), kinds: [.depth, .trades], count: 2),
        MarketChange(.bidLevel, Price(ticks: 198), Quantity(steps: 100)),
        MarketChange(.buyTrade, Price(ticks: 200), Quantity(steps: 100)),
        .frame(at: Instant(nanoseconds: 7), kinds: .quotes, count: 1),
        MarketChange(.bestBid, Price(ticks: 198), Quantity(steps: 100)),
      ])
  }

  @Test("A trade finer than the tick goes back to the side it came from, and is counted")
  func offTickTrades() throws {
    let tape = try folder.tape(
      TapeText.header + """
        1,1,T,B,100.74,1
        1,2,T,S,100.74,1
        1,3,T,B,100.5,1.019
        1,4,T,S,100.5000,1.0000
        1,5,T,S,0.1,1
        """)
    let trades = tape.records.filter { $0.kinds == [] }

    #expect(trades.map(\.ticks) == [201, 202, 201, 201, 1])
    #expect(trades.map(\.steps) == [100, 100, 101, 100, 100])
    #expect(tape.header.counts.roundedTrades == 4)
    #expect(tape.header.counts.droppedTrades == 0)
  }

  @Test("A shown size finer than the step is rounded up, so that no queue looks shorter")
  func oddSizes() throws {
    let tape = try folder.tape(
      TapeText.header + "1,1,L,B,100,1.001\n1,1,Q,B,100,0.009\n1,1,L,A,101,0.000\n")
    let changes = tape.records.filter { $0.kind != .frame }

    #expect(changes.map(\.steps) == [101, 1, 0])
    #expect(tape.header.counts.roundedSizes == 2)
  }

  @Test("Numbers with an exponent, as some recorders print them, are read exactly")
  func exponents() throws {
    let tape = try folder.tape(
      TapeText.header + """
        1,1,L,B,1e2,12e-2
        1,1,L,B,1.005E+02,0e7
        1,1,T,S,1000e-01,25.0e-1
        1,1,T,S,100,8e-05
        """)
    let changes = tape.records.filter { $0.kind != .frame }

    #expect(changes.map(\.ticks) == [200, 201, 200])
    #expect(changes.map(\.steps) == [12, 0, 250])
    #expect(tape.header.counts.droppedTrades == 1)
  }

  @Test("A trade below one step is left out, with its update where it was alone")
  func droppedTrades() throws {
    let tape = try folder.tape(
      TapeText.header + """
        1,1,T,B,100,0.009
        2,2,T,B,100,0.001
        2,2,L,B,99,1
        40000000000,3,T,S,100,0.002
        """)

    #expect(
      tape.copiedRecords == [
        .frame(at: Instant(nanoseconds: 2), kinds: .depth, count: 1),
        MarketChange(.bidLevel, Price(ticks: 198), Quantity(steps: 100)),
        .frame(at: Instant(nanoseconds: 40_000_000_000), kinds: .gap, count: 1),
        .gap(nanoseconds: 39_999_999_998),
      ])
    #expect(tape.header.counts.droppedTrades == 3)
    #expect(tape.header.counts.roundedTrades == 0)
    #expect(tape.header.counts.trades == 0)
  }

  @Test("Tick and step stated nowhere are the finest common ones of levels and quotes")
  func inferred() throws {
    let tape = try folder.tape(
      """
      # format: tape v1
      1,1,T,B,100.129,0.5
      2,2,L,B,100,1
      3,3,T,S,100.129,0.0009
      4,4,Q,A,100.250,0.050
      5,5,L,A,100.5,2
      """)

    #expect(tape.header.instrument.tick == DecimalNumber(mantissa: 25, decimals: 2))
    #expect(tape.header.instrument.step == DecimalNumber(mantissa: 5, decimals: 2))
    #expect(tape.header.tickIsInferred)
    #expect(tape.header.stepIsInferred)
    let changes = tape.records.filter { $0.kind != .frame }
    #expect(changes.map(\.ticks) == [400, 400, 401, 402])
    #expect(changes.map(\.steps) == [10, 20, 1, 40])
    #expect(tape.header.counts.roundedTrades == 1)
    #expect(tape.header.counts.droppedTrades == 1)
    #expect(tape.header.instrument.symbol == "unknown")
  }

  @Test("Where there are only trades, tick and step are the finest among those")
  func inferredFromTrades() throws {
    let tape = try folder.tape(
      "# format: tape v1\n# step: 0.1\n1,1,T,B,100.129,0.5\n2,2,T,S,100,0.25\n")

    #expect(tape.header.instrument.tick == DecimalNumber(mantissa: 1, decimals: 3))
    #expect(tape.header.tickIsInferred)
    #expect(!tape.header.stepIsInferred)
    let trades = tape.records.filter { $0.kind != .frame }
    #expect(trades.map(\.ticks) == [100_129, 100_000])
    #expect(trades.map(\.steps) == [5, 2])
  }

  @Test("Options lie over the header")
  func options() throws {
    let options = TapeImportOptions(
      tick: try DecimalNumber("0.25"), step: try DecimalNumber("0.001"),
      minimumNotional: try DecimalNumber("5"), makerFee: FeeRate(hundredMillionths: -100),
      takerFee: FeeRate(hundredMillionths: 50_000))
    let stated = "# maker-fee-bps: 9\n# min-notional: 100\n# note one\n# why: two\n"
    let tape = try folder.tape(stated + TapeText.small, options)
    let instrument = tape.header.instrument

    #expect(instrument.tick == DecimalNumber(mantissa: 25, decimals: 2))
    #expect(tape.records[2].ticks == 398)
    #expect(tape.records[2].steps == 1_250)
    #expect(instrument.minimumNotional == Money(units: 20_000))
    #expect(instrument.makerFee == FeeRate(hundredMillionths: -100))
    #expect(instrument.takerFee == FeeRate(hundredMillionths: 50_000))
    #expect(tape.header.provenance.notes == "note one\nwhy: two")
  }

  @Test("Every header key is understood")
  func headerKeys() throws {
    let tape = try folder.tape(
      """
      #format:tape v1
      # source: a recorder
      # license: MIT
      # lot: 0.010
      # tick: 0.5
      # min-notional: 10
      # maker-fee-bps: 1.5
      # taker-fee-bps: 4.5
      1,1,T,B,100,1
      """)
    let header = tape.header

    #expect(header.provenance == TapeProvenance(source: "a recorder", licence: "MIT", notes: ""))
    #expect(header.instrument.step == DecimalNumber(mantissa: 1, decimals: 2))
    #expect(header.instrument.text(header.instrument.minimumNotional) == "10.000")
    #expect(header.instrument.makerFee == FeeRate(hundredMillionths: 15_000))
    #expect(header.instrument.takerFee == FeeRate(hundredMillionths: 45_000))
    #expect(!header.tickIsInferred && !header.stepIsInferred)
  }

  @Test("Lines are read alike wherever the buffer ends within them")
  func chunks() throws {
    var text = TapeText.header
    var expected: [Int64] = []
    for number in 1...40_000 {
      let size = mixed(UInt64(number)) % 100_000 + 1
      text += "\(1_723_161_255_088_169_167 + number),\(number),L,B,99.5,\(size)\n"
      expected.append(Int64(size) * 100)
    }
    let tape = try folder.tape(text)

    #expect(tape.records.filter { $0.kind == .bidLevel }.map(\.steps) == expected)
    #expect(tape.header.lastTime.nanoseconds == 1_723_161_255_088_169_167 + 40_000)
  }
}
