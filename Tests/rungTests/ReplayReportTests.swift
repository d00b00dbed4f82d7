import Engine
import Market
import Session
import SimulatedVenue
import Testing
import Venue

@testable import rung

private let instrument = Instrument(
  symbol: "BTC\"USDT", venue: "test", tick: DecimalNumber(mantissa: 1, decimals: 1),
  step: DecimalNumber(mantissa: 1, decimals: 3))

/// A report with a different number in every place.
private var report: ReplayReport {
  var counters = Counters()
  counters.updates = 27
  counters.decisions = 14
  counters.replans = 3
  counters.submitted = 11
  counters.amended = 2
  counters.cancelled = 4
  counters.rejected = 1
  counters.fills = 9
  counters.makerFills = 6
  counters.takerFills = 5
  counters.lotsOpened = 8
  counters.lotsClosed = 7
  counters.gated = 10
  var account = AccountView()
  account.position = Position(steps: -53)
  account.realised = ExactMoney(Money(units: -57_872))
  account.unrealised = ExactMoney(Money(units: 99))
  account.fees = ExactMoney(Money(units: 12))
  account.funding = ExactMoney(Money(units: -34))
  account.maximumDrawdown = ExactMoney(Money(units: 146_868))
  return ReplayReport(
    tape: .init(
      name: "a.tape", instrument: instrument, events: 1_000,
      first: Instant(nanoseconds: 1_723_161_255_088_169_167),
      last: Instant(nanoseconds: 1_723_161_599_000_000_000), crossedUpdates: 12),
    speed: .init(wallNanoseconds: 30_000, peakResidentBytes: 4_096), counters: counters,
    account: account, mark: Price(ticks: 616_597), finalStateHash: 0xABC,
    boundaryHash: 0xDEF)
}

@Test("The JSON report has its keys in the promised order and amounts as exact decimals")
func json() {
  #expect(
    report.json == """
      {
        "events": 1000,
        "wall_seconds": 0.000030000,
        "events_per_second": 33333333,
        "orders_submitted": 11,
        "orders_amended": 2,
        "orders_cancelled": 4,
        "fills": 9,
        "maker_fills": 6,
        "taker_fills": 5,
        "position": -0.053,
        "realised_pnl": -5.7872,
        "unrealised_pnl": 0.0099,
        "fees": 0.0012,
        "max_drawdown": 14.6868,
        "replans": 3,
        "mark_price": 61659.7,
        "peak_rss_bytes": 4096,
        "final_state_hash": "0000000000000abc",
        "funding": 0.0034,
        "tape": "a.tape",
        "venue": "test",
        "symbol": "BTC\\"USDT",
        "first_time_ns": 1723161255088169167,
        "last_time_ns": 1723161599000000000,
        "crossed_updates": 12,
        "engine_updates": 27,
        "decisions": 14,
        "orders_rejected": 1,
        "orders_gated": 10,
        "lots_opened": 8,
        "lots_closed": 7,
        "duplicate_fills": 0,
        "unmatched_fills": 0,
        "boundary_hash": "0000000000000def"
      }
      """)
}

@Test("LEDGER-05 Realised and unrealised are the cash flow and the position less fees and funding")
func profitAddsUp() throws {
  var market = GeneratedMarketSettings()
  market.style = .trending
  market.updatesPerSecond = 2
  market.lengthNanoseconds = 3 * 3_600_000_000_000
  var settings = DryRunSettings()
  settings.venue.events.fundingHundredMillionths = 10_000
  var world = try DryRun(.generated(market), settings: settings)
  world.kernel.recordsFills = true
  world.run()
  let report = ReplayReport(world, wallNanoseconds: 1)
  let mark = try #require(report.mark)
  var cash = ExactMoney.zero
  for record in world.takeFillRecords() {
    let fill = record.fill
    let value = ExactMoney(fill.price, times: fill.quantity)
    cash = fill.side == .buy ? cash - value : cash + value
  }
  let marked = cash + ExactMoney(mark, times: report.account.position)

  #expect(report.fundingPaid != .zero)
  let unrealised = try #require(report.account.unrealised)
  let net = report.account.realised + unrealised
  #expect(net == marked - report.account.fees - report.fundingPaid)
}

@Test("DATA-01 The text report says how many updates left the book crossed, where any did")
func crossedUpdates() {
  #expect(report.text.contains("12 updates left the book crossed"))
  var sound = report
  sound.tape.crossedUpdates = 0
  #expect(!sound.text.contains("crossed"))
}

@Test("What isn't known is null, never zero")
func unknowns() {
  var report = report
  report.mark = nil
  report.account.unrealised = nil
  report.speed.wallNanoseconds = 0

  #expect(report.json.contains("\"mark_price\": null"))
  #expect(report.json.contains("\"unrealised_pnl\": null"))
  #expect(report.json.contains("\"events_per_second\": null"))
  #expect(report.text.contains("mark price         unknown"))
}

@Test("LEDGER-09 Mark price and mid are each named in the text report")
func markOrMid() {
  var told = report
  told.isMarkTold = true
  #expect(report.text.contains("(the mid: there was no mark price to go by)"))
  #expect(!told.text.contains("the mid"))
}

@Test("The text report says the same to a person")
func text() {
  #expect(
    report.text == """
      tape               a.tape
      market             test BTC"USDT
      span               2024-08-08T23:54:15.088169167Z to 2024-08-08T23:59:59.000000000Z
      events             1000
      crossed            12 updates left the book crossed; they fill and value nothing
      replans            3
      orders             11 submitted, 2 amended, 4 cancelled, 1 rejected, 10 blocked by gates
      fills              9: 6 maker, 5 taker
      lots               8 opened, 7 closed
      position           -0.053
      mark price         61659.7 (the mid: there was no mark price to go by)
      realised           -5.7872 after fees and funding
      unrealised         0.0099
      fees               0.0012
      funding            0.0034
      max drawdown       14.6868
      wall time          0.000030000 s
      events per second  33333333
      peak memory        4096 bytes
      state hash         0000000000000abc
      """)
}

@Test("A line of the fills file has every column, empty where there is no value")
func fillLine() {
  let fill = Fill(
    id: FillID(7),
    order: ClientOrderID(tag: 1, purpose: .takeProfit, subject: 3, generation: 2), side: .sell,
    price: Price(ticks: 616_597), quantity: Quantity(steps: 20), fee: ExactMoney(Money(units: -15)),
    liquidity: .maker, time: Instant(nanoseconds: 5))
  let whole = FillRecord(
    fill: fill, purpose: .takeProfit, rung: Price(ticks: 616_000), lot: PositionID(3))
  let bare = FillRecord(fill: fill, purpose: nil, rung: nil, lot: nil)

  #expect(
    FillLine.text(whole, instrument)
      == "5,sell,61659.7,0.020,maker,-0.0015,0x00010200000000020000000000000003,take_profit,61600.0,3"
  )
  #expect(
    FillLine.text(bare, instrument)
      == "5,sell,61659.7,0.020,maker,-0.0015,0x00010200000000020000000000000003,,,")
  #expect(
    FillLine.header.split(separator: ",").count
      == FillLine.text(bare, instrument).split(separator: ",", omittingEmptySubsequences: false)
      .count)
}
