import Market
import Testing

@testable import SimulatedVenue

@Suite("A tick and a lot that nobody states")
struct TapeIncrementTests {
  private static func tape(_ lines: String...) throws -> Tape {
    let data = lines.enumerated().map { "1723161255500000000,\($0.offset + 1),\($0.element)\n" }
    return try TapeFolder().tape("# format: tape v1\n" + data.joined())
  }

  @Test("DATA-01 An unstated tick is the finest common step of all prices, and it is said")
  func halves() throws {
    let tape = try Self.tape(
      "L,B,6543.5,900", "L,B,6544,901", "L,A,6545.5,35", "T,S,6544,500", "L,A,6546,7")
    #expect(tape.header.instrument.tick == DecimalNumber(mantissa: 5, decimals: 1))
    #expect(tape.header.tickIsInferred)
    #expect(tape.copiedRecords[1].ticks == 13_087)
    #expect(
      tape.notices == [
        "no tick is stated: 0.5 is the finest common step of its prices",
        "no lot is stated: 1 is the finest common step of its sizes",
      ])
  }

  @Test(
    "DATA-01 Steps of any size are found: fives, quarters, tens",
    arguments: [
      (["1000", "1005", "1015"], "5"), (["10.25", "10.5", "11"], "0.25"),
      (["1000", "1010", "1040"], "10"), (["0.00001234", "0.00001235"], "0.00000001"),
      (["100.02", "100.04"], "0.02"),
    ])
  func steps(prices: [String], tick: String) throws {
    let lines = prices.map { "1723161255500000000,1,L,B,\($0),1\n" }
    let tape = try TapeFolder().tape("# format: tape v1\n" + lines.joined())
    #expect(tape.header.instrument.tick.description == tick)
  }

  @Test("DATA-01 Prices too few to tell are left on a power of ten")
  func fewPrices() throws {
    #expect(try Self.tape("L,B,100,1").header.instrument.tick.description == "1")
    #expect(try Self.tape("L,B,100,1", "L,A,200,1").header.instrument.tick.description == "1")
    #expect(try Self.tape("L,B,99.5,1").header.instrument.tick.description == "0.1")
  }

  @Test("DATA-01 A trade between two inferred ticks goes back to the side it came from")
  func trades() throws {
    let tape = try Self.tape(
      "L,B,100.5,1", "L,A,101,2", "T,S,100.7,3", "T,B,100.7,4", "T,S,100.75,5")
    #expect(tape.header.instrument.tick.description == "0.5")
    #expect(tape.copiedRecords.filter { $0.kind == .sellTrade }.map(\.ticks) == [202, 202])
    #expect(tape.copiedRecords.filter { $0.kind == .buyTrade }.map(\.ticks) == [201])
    #expect(tape.header.counts.roundedTrades == 3)
  }

  @Test("DATA-01 An unstated lot is the finest common step of all sizes, three of them at least")
  func lots() throws {
    let halves = try Self.tape("L,B,100,0.5", "L,B,101,1.5", "L,A,102,2")
    #expect(halves.header.instrument.step.description == "0.5")
    #expect(halves.copiedRecords.filter { $0.rawKind != 0 }.map(\.steps) == [1, 3, 4])
    let tens = try Self.tape("L,B,100,30", "L,B,101,40", "L,A,102,0", "L,A,103,110", "T,S,101,5")
    #expect(tens.header.counts.droppedTrades == 1)
    #expect(tens.header.instrument.step.description == "10")
    let alike = try Self.tape("L,B,100,900", "L,A,101,900", "T,S,100,500")
    #expect(alike.header.instrument.step.description == "1", "two sizes prove nothing")
  }

  @Test("DATA-01 A tick and a lot whose product no amount of money can be counted in are refused")
  func farApart() throws {
    let text = "# format: tape v1\n# tick: 0.0000000001\n# lot: 0.0000000001\n1,1,L,B,0.001,0.001\n"
    let fault = try #require(try TapeFolder().fault(of: text))
    #expect(fault.description.contains("more than 18 digits after the point together"))
  }
}
