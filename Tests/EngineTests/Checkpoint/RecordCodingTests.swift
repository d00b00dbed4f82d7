import Market
import Testing
import Venue

@testable import Engine

@Suite("Values by name")
struct RecordCodingTests {
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
    var wides: [Int128] = [.min, 0]
    var noWide: Int128?
    var large = UInt64.max
    var small: Int8? = -3
    var single: Float = 0.1
    var way = Way.none
    var ways: [Way] = [.short(-1), .long(first: nil, text: "grün"), .nested(.nested(.none))]
    var holes: [Int?] = [1, nil, 3]
    var inner: Inner? = Inner()
    var lists: [[Inner]] = [[], [Inner(), Inner(flag: false)]]
    var kinds: [Kind] = [.one, .two]
    var twice: PerSide<Kind?> = PerSide(.one)
  }

  private func error<Value: Codable>(
    _ value: Value, _ change: (inout RecordValue) throws -> Void
  ) throws -> String {
    var tree = try RecordEncoder.tree(of: value)
    try change(&tree)
    do {
      _ = try RecordDecoder.value(Value.self, of: tree)
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test("What was recorded is read back, whatever it is made of")
  func back() throws {
    var values = [Outer(), Outer(), Outer()]
    values[1].small = nil
    values[1].way = .long(first: 5, text: "")
    values[1].inner = nil
    values[2].ways = []
    values[2].twice.buy = nil
    values[2].inner?.number = .infinity

    let trees = try values.map { try RecordEncoder.tree(of: $0) }

    #expect(try trees.map { try RecordDecoder.value(Outer.self, of: $0) } == values)
    #expect(try RecordEncoder.tree(of: Outer()) == trees[0], "equal values, equal trees")
    #expect(trees[0] != trees[1] && trees[1] != trees[2])
  }

  @Test("A record names properties and cases; what is missing has its key")
  func named() throws {
    struct Small: Codable {
      var kind = Kind.two
      var none: Int?
      var way = Way.long(first: nil, text: "a")
    }

    #expect(
      try RecordEncoder.tree(of: Small())
        == .fields([
          .init("kind", .choice("two", [])), .init("none", .nothing),
          .init("way", .choice("long", [.init("first", .nothing), .init("text", .text("a"))])),
        ]))
  }

  @Test("STATE-07 A key or a case that this build does not know is an error that names its place")
  func unknown() throws {
    #expect(
      try error([Inner()]) { tree in
        try tree.change("") { (list) throws(RecordError) in
          guard case .list(var elements) = list else { throw RecordError(.missing) }
          try elements[0].add("more", .flag(true), at: "")
          list = .list(elements)
        }
      } == "[0].more is not known to this build")
    #expect(
      try error(Outer()) { try $0.add("more", .nothing, at: "") }
        == "more is not known to this build")
    #expect(
      try error([Way.short(2)]) { tree in
        tree = .list([.choice("short", [.init("_0", .integer(2)), .init("_1", .integer(3))])])
      } == "[0].short._1 is not known to this build")
    #expect(
      try error([Way.none]) { $0 = .list([.choice("far", [])]) }
        == "[0] has the case far, which this build does not know")
    #expect(
      try error([Kind.one]) { $0 = .list([.choice("three", [])]) }
        == "[0] has the case three, which this build does not know")
  }

  @Test("STATE-07 A key that is missing is an error that names it, also where it may be nothing")
  func missing() throws {
    #expect(
      try error(Outer()) { try $0.drop("inner.number") } == "inner.number is missing")
    #expect(try error(Outer()) { try $0.drop("noWide") } == "noWide is missing")
    #expect(
      try error([Way.short(2)]) { $0 = .list([.choice("short", [])]) }
        == "[0].short._0 is missing")
  }

  @Test("STATE-07 A value of another kind, or one that does not fit, is an error that names it")
  func other() throws {
    #expect(
      try error(Outer()) { try $0.change("small") { $0 = .integer(128) } }
        == "small: expected Int8, found a whole number")
    #expect(
      try error(Outer()) { try $0.change("inner.flag") { $0 = .text("yes") } }
        == "inner.flag: expected Bool, found text")
    #expect(
      try error(Outer()) { try $0.change("holes") { $0 = .flag(true) } }
        == "holes: expected a list, found true or false")
    #expect(
      try error(Outer()) { try $0.change("kinds") { $0 = .list([.integer(7)]) } }
        == "kinds[0]: expected a case without data, found a whole number")
    #expect(
      try error(Outer()) { try $0.change("way") { $0 = .fields([]) } }
        == "way: expected a case, found fields")
  }

  @Test("A table keeps entries, their order and its room, and nothing else")
  func table() throws {
    var table = FlatTable<Price, Int64>(blank: 0)
    for ticks in 1...90 as ClosedRange<Int64> { table[Price(ticks: ticks * 16)] = ticks }
    for ticks in stride(from: 1, through: 90, by: 2) {
      table[Price(ticks: Int64(ticks) * 16)] = nil
    }

    let tree = try RecordEncoder.tree(of: table)
    let read = try RecordDecoder.value(FlatTable<Price, Int64>.self, of: tree)

    #expect(try StateEncoder.bytes(of: read) == StateEncoder.bytes(of: table))
    #expect(
      try error(table) { tree in
        try tree.change("entries") { (entries) throws(RecordError) in
          guard case .list(let list) = entries else { throw RecordError(.missing) }
          entries = .list(list + list.prefix(1))
        }
      }.hasSuffix("comes twice, or stands for an unused place"))
    #expect(
      try error(table) { try $0.change("room") { $0 = .integer(64) } }
        == "the record: 45 entries in a table with room for 64")
  }

  @Test("Caps, trigger prices, slots and timers are recorded by name")
  func forms() throws {
    let caps: CapWatch = [CapWatch(.position), CapWatch(.drawdown)]
    let slot = SlotKey(.sell, Price(ticks: 12))
    var timers = Timers()
    timers[.deadMan] = Instant(nanoseconds: 5)

    #expect(
      try RecordEncoder.tree(of: caps)
        == .list([.choice("position", []), .choice("drawdown", [])]))
    #expect(
      try RecordEncoder.tree(of: TriggerReferences.mark) == .list([.choice("mark", [])]))
    #expect(
      try RecordDecoder.value(CapWatch.self, of: RecordEncoder.tree(of: caps)) == caps)
    #expect(
      try RecordDecoder.value(SlotKey.self, of: RecordEncoder.tree(of: slot)) == slot)
    guard case .fields(let fields) = try RecordEncoder.tree(of: timers) else {
      Issue.record("timers have fields")
      return
    }
    #expect(
      fields.first
        == .init(
          "moments",
          .list([
            .fields([
              .init("timer", .choice("deadMan", [])),
              .init("moment", .fields([.init("nanoseconds", .integer(5))])),
            ])
          ])))
  }

  @Test("STATE-07 An order that is not where its id leads is found before the engine begins")
  func index() throws {
    let record = try Desk.standing().engine.record
    var turned = record.state
    try turned.change("orders.live.byID.ring[].turn") { turn in
      if case .integer(let number) = turn { turn = .integer((number + 1) % 256) }
    }

    #expect(try Engine(record: record).record == record)
    #expect(throws: RecordError(.refused("an order is not where its id leads"), at: "orders.live"))
    {
      try Engine(record: EngineRecord(version: EngineRecord.currentVersion, state: turned))
    }
  }
}
