import Market
import Testing

@testable import Engine

@Suite("Values as bytes")
struct StateCodingTests {
  private enum Way: Equatable, Codable {
    case none
    case short(Int32)
    case long(first: Int?, text: String)
    indirect case nested(Way)
  }

  private enum Kind: UInt8, Codable {
    case one = 7
    case two = 9
  }

  private struct Inner: Equatable, Codable {
    var flag = true
    var number: Double = -0.1
    var kind = Kind.two
  }

  private struct Outer: Equatable, Codable {
    var wide = Int128.max
    var wider: UInt128? = 1
    var wides: [Int128] = [.min, 0]
    var noWide: Int128?
    var small: Int8? = -3
    var missing: UInt64?
    var way = Way.none
    var ways: [Way] = [.short(-1), .long(first: nil, text: "grün"), .nested(.nested(.none))]
    var holes: [Int?] = [1, nil, 3]
    var sides = PerSide<Int?>(nil)
    var inner: Inner? = Inner()
    var lists: [[Inner]] = [[], [Inner(), Inner(flag: false)]]
    var kinds: [Kind] = [.one, .two]
    var twice: PerSide<Kind?> = PerSide(.one)
  }

  private func read(_ bytes: [UInt8]) throws -> Outer {
    try StateDecoder.value(Outer.self, of: bytes)
  }

  @Test("What was written is read back, whatever it is made of")
  func back() throws {
    var values = [Outer(), Outer(), Outer(), Outer()]
    values[1].missing = .max
    values[1].small = nil
    values[1].sides.sell = 0
    values[2].way = .long(first: 5, text: "")
    values[2].inner = nil
    values[3].ways = []
    values[3].twice.buy = nil

    let written = try values.map { try StateEncoder.bytes(of: $0) }

    #expect(try written.map(read) == values)
    #expect(Set(written).count == values.count)
    #expect(try StateEncoder.bytes(of: Outer()) == written[0], "equal values, equal bytes")
  }

  @Test("Bytes that end anywhere, or go on, are no value")
  func cut() throws {
    let bytes = try StateEncoder.bytes(of: Outer())

    for count in bytes.indices {
      #expect(throws: (any Error).self, "\(count)") { try read(Array(bytes.prefix(count))) }
    }
    #expect(throws: CheckpointError.goesOn) { try read(bytes + [0]) }
  }

  @Test("A list with more than a byte can count is counted whole")
  func manyElements() throws {
    let numbers = Array(Int64(0)..<70_000)
    #expect(
      try StateDecoder.value([Int64].self, of: StateEncoder.bytes(of: numbers)) == numbers)
  }

  @Test("A book is read back with its levels, those far from the market too")
  func book() throws {
    var book = Book(source: .depth)
    for ticks in [10_000, 9_990, 9_000, 5, 1] as [Int64] {
      book.bids.set(Price(ticks: ticks), to: Quantity(steps: ticks * 2))
    }
    book.asks.set(Price(ticks: 10_001), to: Quantity(steps: 4))
    book.asks.set(Price(ticks: 900_000), to: Quantity(steps: 5))
    var (before, after) = (StateHash(), StateHash())

    let bytes = try StateEncoder.bytes(of: book)
    let read = try StateDecoder.value(Book.self, of: bytes)
    book.digest(into: &before)
    read.digest(into: &after)

    #expect(after.value == before.value)
    #expect(read.mid2 == 20_001 && read.source == .depth)
    #expect(read.bids.next(behind: Price(ticks: 9_000)) == Price(ticks: 5))
    #expect(try StateEncoder.bytes(of: read) == bytes)
  }

  @Test("A table is read back place by place, and one with room that can't be is refused")
  func table() throws {
    var table = FlatTable<Price, Int64>(blank: 0)
    for ticks in 1...40 as ClosedRange<Int64> { table[Price(ticks: ticks * 16)] = ticks }
    table[Price(ticks: 32)] = nil
    var bytes = try StateEncoder.bytes(of: table)

    let read = try StateDecoder.value(FlatTable<Price, Int64>.self, of: bytes)
    var longer = read
    longer[Price(ticks: 32)] = 2

    #expect(read.count == 39 && read[Price(ticks: 16)] == 1 && read[Price(ticks: 32)] == nil)
    #expect(longer.count == 40 && longer[Price(ticks: 640)] == 40)
    bytes[0] = 3
    #expect(throws: (any Error).self) {
      try StateDecoder.value(FlatTable<Price, Int64>.self, of: bytes)
    }
  }
}
