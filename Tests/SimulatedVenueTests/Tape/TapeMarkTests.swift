import Market
import Testing

@testable import SimulatedVenue

@Suite("Mark prices on tapes")
struct TapeMarkTests {
  private let folder: TapeFolder
  private static let book = "1000,1,L,B,99.5,1\n1000,1,L,A,100.5,1\n"

  init() throws { folder = try TapeFolder() }

  private func tape(_ lines: String, tick: String? = "0.5") throws -> Tape {
    let header = tick.map { "# tick: \($0)\n# step: 1\n" } ?? ""
    return try folder.tape("# format: tape v1\n" + header + Self.book + lines)
  }

  private func marks(_ tape: Tape) -> [MarkPrice] { tape.copiedRecords.compactMap(\.markPrice) }

  @Test(
    "DATA-01 LEDGER-09 An M line is a mark price, kept finer than the tick",
    arguments: [
      ("100", 200, 0), ("100.25", 200, 500_000_000), ("100.000000000001", 200, 1),
      ("100.4999", 200, 999_800_000), ("0.5", 1, 0), ("1e2", 200, 0),
    ] as [(String, Int64, Int64)])
  func exact(price: String, ticks: Int64, parts: Int64) throws {
    let tape = try tape("2000,2,M,,\(price),\n")
    #expect(marks(tape) == [MarkPrice(ticks: ticks, parts: parts)])
    #expect(tape.header.counts.marks == 1)
    #expect(tape.copiedRecords.last { $0.kind == .frame }?.kinds == .mark)
  }

  @Test("DATA-01 A mark price says nothing of a tick that nobody stated, and is counted in it")
  func inferred() throws {
    let before = try tape("2000,2,L,B,99.25,1\n", tick: nil)
    let told = try tape("1500,2,M,,99.123,\n2000,3,L,B,99.25,1\n", tick: nil)
    #expect(told.header.instrument.tick == before.header.instrument.tick)
    let mark = try #require(marks(told).first)
    #expect(told.header.instrument.text(mark) == "99.123")
  }

  @Test("DATA-01 A book line and a mark price of one message are one update")
  func oneMessage() throws {
    let tape = try tape("2000,2,L,B,99,1\n2000,2,M,,99.7,\n")
    #expect(tape.copiedRecords.last { $0.kind == .frame }?.kinds == [.depth, .mark])
  }

  @Test(
    "DATA-01 A bad M line is named with what is allowed",
    arguments: [
      ("2000,2,M,B,100,", "an M line must have a price and neither side nor size"),
      ("2000,2,M,,100,5", "an M line must have a price and neither side nor size"),
      ("2000,2,M,,,", "the price is not a decimal number"),
      ("2000,2,M,,0,", "the price is zero"),
      ("2000,2,M,,-1,", "the price is negative"),
      ("2000,2,M,,0.4,", "the price is below one tick of 0.5"),
      ("2000,2,M,,100", "5 fields found, 6 expected"),
      ("2000,2,M,,999999999999999999,", "the price is too large"),
    ])
  func bad(line: String, what: String) throws {
    let header = "# format: tape v1\n# tick: 0.5\n# step: 1\n"
    let fault = try #require(try folder.fault(of: header + Self.book + line + "\n"))
    #expect(fault.description.contains("line 6: \(what)"), "\(fault)")
  }

  @Test("DATA-01 A tape with mark prices is written as version 2 and comes back as it was")
  func binary() throws {
    let tape = try tape("2000,2,M,,100.25,\n3000,3,M,,100.3,\n")
    let path = folder.path + "/marks.tape"
    try tape.write(to: path)
    let back = try Tape.load(path: path)
    #expect(back.origin.form == .binary(version: 2))
    #expect(back.copiedRecords == tape.copiedRecords)
    #expect(back.header.counts == tape.header.counts)
    #expect(back.header.checksum == tape.header.checksum)
  }

  @Test("DATA-01 A tape without is written as version 1, which older builds read")
  func older() throws {
    let tape = try tape("")
    let path = folder.path + "/plain.tape"
    try tape.write(to: path)
    #expect(try folder.bytes(path)[8] == 1)
    #expect(try Tape.load(path: path).origin.form == .binary(version: 1))
  }

  @Test("DATA-01 A binary tape with a mark price that is none is refused", arguments: [1, 2, 3])
  func corrupt(fault: Int) throws {
    var records: [MarketChange] = [
      .frame(at: Instant(nanoseconds: 1), kinds: .mark, count: 1),
      .mark(try #require(MarkPrice(ticks: 5, parts: 5))),
    ]
    switch fault {
    case 1: records[1].value = MarkPrice.partsPerTick
    case 2: records[1].value = -1
    default: records[1].word |= 0x100
    }
    let one = DecimalNumber(mantissa: 1, decimals: 0)
    #expect(throws: TapeCheck.Fault.self) {
      try records.withUnsafeBufferPointer { _ = try TapeCheck($0, tick: one, step: one) }
    }
  }
}
