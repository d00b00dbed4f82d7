import Market
import Testing

@testable import SimulatedVenue

@Suite("Header keys of a tape")
struct TapeHeaderKeyTests {
  private static func text(_ lines: String...) -> String {
    "# format: tape v1\n# tick: 0.5\n# lot: 0.01\n" + lines.map { $0 + "\n" }.joined()
      + "1723161255500000000,1,L,B,99.5,1\n"
  }

  @Test(
    "DATA-01 A header key is read with _ or -, in small or capital letters",
    arguments: ["maker_fee_bps", "maker-fee-bps", "Maker_Fee_Bps", "MAKER-FEE-BPS"])
  func spellings(key: String) throws {
    let tape = try TapeFolder().tape(Self.text("# \(key): 2", "# Min_Notional: 5"))
    #expect(tape.header.instrument.makerFee.basisPoints == DecimalNumber(mantissa: 2, decimals: 0))
    #expect(tape.header.instrument.minimumNotional != .zero)
    #expect(tape.notices.isEmpty)
  }

  @Test(
    "DATA-01 An unknown header key is named with its line and the key that was meant",
    arguments: [
      ("maker-fee", "maker-fee-bps"), ("maker_fe_bps", "maker-fee-bps"), ("exchange", "venue"),
      ("tik", "tick"), ("min-notionl", "min-notional"), ("symbl", "symbol"),
    ])
  func unknown(key: String, meant: String) throws {
    let tape = try TapeFolder().tape(Self.text("# \(key): 2"))
    #expect(
      tape.notices == ["line 4: unknown header key \"\(key)\"; did you mean \(meant)?"])
    #expect(tape.header.provenance.notes == "\(key): 2")
  }

  @Test("DATA-01 A key like none is said to be kept as a note; a remark is one without a word")
  func notes() throws {
    let tape = try TapeFolder().tape(
      Self.text("# recorder_build: 7", "# made by hand: on a rainy day", "# no colon"))
    #expect(
      tape.notices == [
        "line 4: unknown header key \"recorder_build\"; it is kept as a note"
      ])
  }

  @Test(
    "DATA-04 An inverse contract is refused in a clear sentence",
    arguments: [
      ["# contract: inverse"], ["# Contract: Quanto"], ["# margin: coin"],
      ["# symbol: BTCUSD", "# settle: BTC"], ["# symbol: BTCUSD", "# margin: btc"],
      ["# venue: binance-coinm", "# symbol: BTCUSD_PERP"],
      ["# venue: binance", "# symbol: ETHUSD_240927"], ["# venue: bitmex", "# symbol: XBTUSD"],
      ["# venue: Bybit", "# symbol: BTCUSD"], ["# venue: okx", "# symbol: BTC-USD-SWAP"],
      ["# venue: deribit", "# symbol: BTC-PERPETUAL"], ["# venue: kraken", "# symbol: PI_XBTUSD"],
    ])
  func inverse(lines: [String]) throws {
    let text = Self.text(lines.joined(separator: "\n"))
    let fault = try #require(try TapeFolder().fault(of: text), "\(lines)")
    #expect(fault.description.contains("rung supports linear contracts only"), "\(fault)")
  }

  @Test(
    "DATA-04 Linear and spot markets are taken, as is what the header promises to be linear",
    arguments: [
      ["# venue: binance-usdm", "# symbol: BTCUSDT"], ["# venue: standx", "# symbol: BTC-USD"],
      ["# venue: hyperliquid", "# symbol: BTC"], ["# venue: bybit", "# symbol: BTCUSDT"],
      ["# venue: bitmex", "# symbol: XBTUSDT"], ["# symbol: BTCUSDT", "# settle: USDT"],
      ["# venue: bitmex", "# symbol: XBTUSD", "# contract: linear"],
      ["# symbol: BTCUSD", "# margin: quote"],
      ["# venue: bybit", "# symbol: BTCUSD", "# contract: spot"],
    ])
  func linear(lines: [String]) throws {
    let folder = try TapeFolder()
    let tape = try folder.tape(Self.text(lines.joined(separator: "\n")))
    try tape.write(to: folder.path + "/binary.tape")
    _ = try Tape(path: folder.path + "/binary.tape")
  }

  @Test("GRID-10 A text's end of the market is the binary tape's too")
  func end() throws {
    let folder = try TapeFolder()
    let text = try folder.tape(Self.text("# End: 2024-08-09T08:00:00Z"))
    try text.write(to: folder.path + "/binary.tape")
    let binary = try Tape(path: folder.path + "/binary.tape")
    let end = Instant(nanoseconds: 1_723_190_400_000_000_000)
    #expect(text.header.provenance.endsAt == end)
    #expect(binary.header.provenance.endsAt == end)
  }

  @Test(
    "GRID-10 An end that is no moment from 1970 to 2199 is refused with what is allowed",
    arguments: ["soon", "2024-08-09", "1699-01-01T00:00:00Z", "2201-01-01T00:00:00Z"])
  func noEnd(value: String) throws {
    let fault = try #require(try TapeFolder().fault(of: Self.text("# end: \(value)")))
    #expect(fault.description.contains("the end \(value) is not allowed; allowed is a time in UTC"))
  }

  @Test("DATA-04 A binary tape made of an inverse contract before is refused too")
  func binary() throws {
    let folder = try TapeFolder()
    let tape = try folder.tape(Self.text("# venue: standx", "# symbol: BTCUSD_PERP"))
    var header = tape.header
    header.instrument = Instrument(
      symbol: "BTCUSD_PERP", venue: "binance-coinm", tick: header.instrument.tick,
      step: header.instrument.step)
    let bytes =
      TapeFormat.encode(header) + tape.copiedRecords.withUnsafeBytes { Array($0) }
    let fault = try #require(try folder.fault(opening: bytes))
    #expect(fault.description.contains("BTCUSD_PERP of binance-coinm is an inverse contract"))
  }
}
