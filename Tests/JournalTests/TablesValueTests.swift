import Engine
import Market
import Session
import SimulatedVenue
import Testing
import Venue

@testable import Journal

/// How single values are written, and what has no run of its own.
@Suite("Values in the readable tables")
struct TablesValueTests {
  private let text = TableText(
    Instrument(
      symbol: "X", venue: "test", tick: DecimalNumber(mantissa: 5, decimals: 1),
      step: DecimalNumber(mantissa: 1, decimals: 3)))

  @Test("STATE-03 A price and a size are exact texts and whole numbers")
  func pricesAndSizes() {
    #expect(text.price(Price(ticks: 7)) == [.text("3.5"), .integer(7)])
    #expect(text.size(Quantity(steps: 1_250)) == [.text("1.250"), .integer(1_250)])
    #expect(text.price(nil) == [.null, .null])
    #expect(text.signed(-3) == [.text("-0.003"), .integer(-3)])
  }

  @Test("STATE-03 An amount has all its decimals, and one beyond 64 bits is kept, not dropped")
  func amounts() throws {
    #expect(text.money(ExactMoney(units: 3)) == [.text("0.000000000015"), .integer(3)])
    #expect(
      text.money(ExactMoney(units: -200_000_000)) == [
        .text("-0.001000000000"), .integer(-200_000_000),
      ])
    let large = ExactMoney(units: Int128(Int64.max) + 1)
    #expect(text.money(large)[1] == .text("9223372036854775808"))
    let file = try TableFile()
    let row =
      [.integer(1)] + text.money(large) + [.text("0"), .integer(0), .integer(1), .integer(1)]
    try file.write([RowWrite(TableStatement.funding.rawValue, row)])
    let stored = try file.rows(
      "SELECT typeof(amount_units), amount_units > 9e18, amount FROM funding")
    #expect(stored == [["real", "1", "46116860.184273879040"]])
  }

  @Test(
    "STATE-03 A moment reads as ISO 8601 in UTC",
    arguments: [0, 1_735_689_600_000_000_001, 4_102_444_799_999_999_999])
  func moments(nanoseconds: Int64) throws {
    let file = try TableFile()
    let moment = Instant(nanoseconds: nanoseconds)
    let row = [text.moment(moment)] + text.money(.zero) + text.signed(0) + [.null, .integer(1)]
    try file.write([RowWrite(TableStatement.funding.rawValue, row)])
    #expect(try file.rows("SELECT time_utc, booked_utc FROM funding") == [[moment.utcText(), nil]])
  }

  @Test("STATE-03 Lines that the log could not hold are counted in their place")
  func lostLines() throws {
    var engine = try DryRun(
      .generated(GeneratedMarketSettings()), settings: DryRunSettings()
    ).engine
    var (effects, rows): (Effects, [RowWrite]) = (Effects(), [])
    var keeper = TableKeeper(instrument: engine.instrument)
    keeper.begin(with: engine)
    let reports = (1...600).map { VenueReport.cancelRefused(.foreign($0), .unknownOrder) }
    engine.apply(
      reports, at: engine.book.bids.best == nil ? Instant(nanoseconds: 1) : .distantPast,
      into: &effects)
    keeper.take(
      .reports(reports), number: 9, at: Instant(nanoseconds: 1), effects: effects, since: .empty,
      engine: engine, into: &rows)
    let file = try TableFile()
    try file.write(rows)
    #expect(
      try file.rows("SELECT line, reason_value FROM notes WHERE tag = 'lines_lost'") == [
        ["0", "88"]
      ])
    #expect(
      try file.rows("SELECT count(*), min(line), max(line) FROM notes WHERE line > 0") == [
        ["512", "89", "600"]
      ])
  }

  @Test("STATE-03 A market update that changes nothing writes nothing")
  func nothing() throws {
    let engine = try TableRun.of(0).world.engine
    var keeper = TableKeeper(instrument: engine.instrument)
    keeper.begin(with: engine)
    var rows: [RowWrite] = []
    let update = MarketUpdate(
      time: Instant(nanoseconds: 5), asOf: Instant(nanoseconds: 5), kinds: .trades,
      changes: UnsafeBufferPointer(start: nil, count: 0))
    for number in 1...3 {
      keeper.take(
        .market(update), number: UInt64(number), at: update.time, effects: Effects(),
        since: .empty, engine: engine, into: &rows)
      // The facts of the instrument come once, with the first input.
      #expect(rows.allSatisfy { $0.statement == TableStatement.meta.rawValue })
      #expect(rows.count == 6)
    }
  }

  @Test("STATE-03 A new file gets a row for every lot and order that is carried into it")
  func carried() throws {
    for seed in 0..<12 {
      let run = try TableRun.of(seed)
      let engine = run.world.engine
      var (keeper, rows) = (TableKeeper(instrument: engine.instrument), [RowWrite]())
      keeper.carry(engine, number: 7, at: run.world.time, into: &rows)
      let file = try TableFile()
      try file.write(rows)
      let orders = "SELECT id, filled_steps, state FROM orders WHERE ended_at IS NULL ORDER BY id"
      #expect(try file.rows(orders) == run.file.rows(orders))
      let lots =
        "SELECT id, side, open_steps, net_units FROM lots WHERE closed_at IS NULL ORDER BY id"
      #expect(try file.rows(lots) == run.file.rows(lots))
      let alarms = "SELECT name FROM alarms WHERE acknowledged_at IS NULL ORDER BY name"
      #expect(try file.rows(alarms) == run.file.rows(alarms))
      let naked = "SELECT lot, since FROM protection WHERE until IS NULL ORDER BY lot"
      #expect(try file.rows(naked) == run.file.rows(naked))
    }
  }
}
