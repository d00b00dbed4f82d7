import Market
import Venue

@testable import Engine
@testable import Screen

/// Hand-made snapshots of a market like the recorded one, and the statuses that go with them.
enum Sample {
  static let instrument = Instrument(
    symbol: "BTCUSDT", venue: "binance-usdm", tick: DecimalNumber(mantissa: 1, decimals: 1),
    step: DecimalNumber(mantissa: 1, decimals: 3), makerFee: FeeRate(hundredMillionths: 20_000),
    takerFee: FeeRate(hundredMillionths: 50_000))

  /// 2024-08-08 12:34:56.789 UTC.
  static let time = Instant(nanoseconds: 1_723_120_496_789_000_000)

  static let status = SessionStatus(
    mode: "DRY RUN", venue: "simulated", market: "BTCUSDT", tape: "btcusdt-2024-08-08.tape",
    seed: 7, configuration: "defaults", speed: .times(10), isPaused: false, updateIndex: 431_000,
    updateCount: 1_000_000, tapeFirst: Instant(nanoseconds: 1_723_075_200_000_000_000),
    tapeLast: Instant(nanoseconds: 1_723_161_599_999_000_000), decisions: 812, canStepBack: true)

  /// A freeze by the operator, a minute old.
  static let freeze = Freeze(.operatorAsked, at: before(60))

  static func price(_ ticks: Int64) -> Price { Price(ticks: ticks) }
  static func size(_ steps: Int64) -> Quantity { Quantity(steps: steps) }
  static func before(_ seconds: Int64) -> Instant {
    time.advanced(byNanoseconds: -seconds * 1_000_000_000)
  }

  static func id(_ purpose: Purpose, _ subject: Int64, _ generation: UInt64) -> ClientOrderID {
    ClientOrderID(tag: 1, purpose: purpose, subject: subject, generation: generation)
  }

  /// Nothing has come yet.
  static func empty() -> Snapshot {
    var snapshot = Snapshot(
      time: time, instrument: instrument, market: MarketView(), control: ControlView(),
      grid: GridView(), pendingOpens: [], lots: [], legs: [], account: AccountView(),
      exposure: ExposureView(), counters: Counters(), ladder: [], log: [])
    snapshot.reconcile.phase = .settled
    snapshot.reconcile.barsOpens = false
    return snapshot
  }

  /// A quoted market and nothing of ours; best bid 61250.5.
  static func quoted(bid: Int64 = 612_505, ask: Int64 = 612_506) -> Snapshot {
    var snapshot = empty()
    snapshot.market.bestBid = price(bid)
    snapshot.market.bestAsk = price(ask)
    snapshot.market.bidSize = size(4_210)
    snapshot.market.askSize = size(1_735)
    snapshot.market.mid = price(bid)
    snapshot.market.lastTrade = Trade(price: price(ask), quantity: size(12), aggressor: .buy)
    snapshot.market.previousTradePrice = price(bid)
    snapshot.market.bookAgeNanoseconds = 100_000_000
    snapshot.market.condition = .live
    return snapshot
  }

  /// A grid at work: opens on both sides, a lot with its exit, a log.
  static func busy(bid: Int64 = 612_505, ask: Int64 = 612_506) -> Snapshot {
    var snapshot = quoted(bid: bid, ask: ask)
    snapshot.grid.anchor = price(612_510)
    snapshot.grid.buySpacingTicks = 306
    snapshot.grid.sellSpacingTicks = 306
    snapshot.grid.floorCounts = [0, 3, 0, 0]
    addOpens(to: &snapshot)
    addLots(to: &snapshot)
    snapshot.counters.updates = 431_000
    snapshot.counters.decisions = 812
    snapshot.counters.replans = 37
    snapshot.counters.submitted = 240
    snapshot.counters.cancelled = 198
    snapshot.counters.rejected = 2
    snapshot.counters.fills = 25
    snapshot.counters.makerFills = 25
    snapshot.counters.lotsOpened = 13
    snapshot.counters.lotsClosed = 12
    addLog(to: &snapshot)
    return snapshot
  }

  private static func addOpens(to snapshot: inout Snapshot) {
    let states: [OrderDisplayState] = [.confirmed, .working, .inFlight, .cancelling, .planned]
    for side in Side.allCases {
      for level in 1...5 {
        let at = price(612_510 - side.sign * 306 * Int64(level))
        let state = states[level - 1]
        let filled = size(level == 1 && side == .buy ? 1 : 0)
        let isHeld = side == .sell && level == 5
        let reason =
          isHeld
          ? Reason(.exposureAboveCap, value: 62, limit: 50) : Reason(.wanted, value: Int64(level))
        snapshot.grid.rungs.append(
          RungView(
            side: side, level: level, price: at, quantity: size(3), state: state, filled: filled,
            remaining: size(3) - filled, reason: reason))
        guard state != .planned else { continue }
        snapshot.pendingOpens.append(
          PendingOpenView(
            id: id(.ladder, at.ticks, UInt64(level)), side: side, price: at, quantity: size(3),
            filled: filled, state: state, reason: reason, quote: Money(at, times: size(3)),
            intendedExit: at.away(by: -306, for: side), sentAt: before(Int64(level) * 40),
            aheadEstimate: level < 3 ? size(1_250) : nil))
      }
    }
  }

  private static func addLots(to snapshot: inout Snapshot) {
    snapshot.lots = [
      LotView(
        id: PositionID(12), side: .buy, slot: price(612_510), entry: price(612_510),
        open: size(3), closed: size(0), openedAt: before(640), takeProfit: price(612_816),
        covered: size(3), realised: .zero, unrealised: ExactMoney(Money(units: -15)),
        fees: ExactMoney(Money(units: 367))),
      LotView(
        id: PositionID(13), side: .buy, slot: price(612_204), entry: price(612_204),
        open: size(2), closed: size(1), openedAt: before(25), takeProfit: price(612_510),
        covered: size(0), realised: ExactMoney(Money(units: 306)),
        unrealised: ExactMoney(Money(units: 602)),
        fees: ExactMoney(Money(units: 244))),
    ]
    snapshot.legs = [
      LegView(
        id: id(.takeProfit, 12, 90), lot: PositionID(12), purpose: .takeProfit, side: .sell,
        price: price(612_816), quantity: size(3), filled: .zero, state: .confirmed,
        isReduceOnly: true, sentAt: before(640), aheadEstimate: size(310))
    ]
    snapshot.account.position = Position(steps: 5)
    snapshot.account.averageEntry = price(612_388)
    snapshot.account.realised = ExactMoney(Money(units: 123_456))
    snapshot.account.unrealised = ExactMoney(Money(units: 587))
    snapshot.account.fees = ExactMoney(Money(units: 6_110))
    snapshot.account.maximumDrawdown = ExactMoney(Money(units: 40_200))
    snapshot.account.peak = ExactMoney(Money(units: 130_000))
    snapshot.exposure.liveBuys = size(12)
    snapshot.exposure.liveSells = size(15)
    snapshot.exposure.worstLong = Position(steps: 17)
    snapshot.exposure.worstShort = Position(steps: -10)
    snapshot.exposure.cap = size(50)
    snapshot.exposure.openOrders = 9
    snapshot.exposure.openOrdersCap = 100
    snapshot.exposure.naked = size(2)
    snapshot.exposure.reservedQuote = ExactMoney(Money(units: 7_342_000))
  }

  private static func addLog(to snapshot: inout Snapshot) {
    let rung = id(.ladder, 612_204, 2)
    snapshot.log = [
      LogEntry(
        .anchored, at: before(900), price: price(612_510), reason: Reason(.wanted, value: 306)),
      LogEntry(
        .entryFilled, at: before(640), side: .buy, price: price(612_510), quantity: size(3),
        order: rung, lot: PositionID(12)),
      LogEntry(
        .gated, at: before(300), side: .sell, price: price(614_040), quantity: size(3),
        order: id(.ladder, 614_040, 5), reason: Reason(.exposureAboveCap, value: 62, limit: 50)),
      LogEntry(
        .rejected, at: before(120), side: .buy, price: price(612_204), quantity: size(3),
        order: rung, refusal: .wouldCross),
      LogEntry(
        .exitFilled, at: before(20), side: .sell, price: price(612_510), quantity: size(1),
        order: id(.takeProfit, 13, 7), lot: PositionID(13), money: ExactMoney(Money(units: 306))),
    ]
  }

  /// Fills the ladder's rows for a frame: a book around the best prices, our orders in their bands.
  static func fill(_ snapshot: inout Snapshot, _ frame: LadderFrame) {
    let step = frame.ticksPerRow
    snapshot.ladder = (0..<frame.rows).map { line in
      let label = frame.topTicks - Int64(line) * step
      var row = LadderRow(ticks: label)
      if let best = snapshot.market.bestBid, label <= best.ticks {
        row.bid = size((best.ticks - label) * 37 % 9_000 + 180)
        row.bestBid = price(min(best.ticks, label + step - 1))
      }
      if let best = snapshot.market.bestAsk, label >= best.ticks {
        row.ask = size((label - best.ticks) * 53 % 7_000 + 95)
        row.bestAsk = price(max(best.ticks, label - step + 1))
      }
      return row
    }
    snapshot.placeOnLadder(frame)
  }
}

extension Console {
  /// Settles on a snapshot as an owner does, and returns it with the ladder filled in.
  mutating func settled(_ snapshot: Snapshot, _ size: ScreenSize) -> Snapshot {
    var snapshot = snapshot
    _ = settle(on: snapshot, size: size)
    Sample.fill(&snapshot, ladderFrame(for: size))
    return snapshot
  }

  /// Draws as an owner does.
  mutating func picture(
    _ snapshot: Snapshot, _ status: SessionStatus = Sample.status, _ size: ScreenSize = .small
  ) -> Canvas {
    let settled = settled(snapshot, size)
    return draw(settled, status, size: size)
  }

  /// Presses keys as a hand does: the screen is drawn before each.
  mutating func press(
    _ names: String..., on snapshot: Snapshot = Sample.busy(),
    status: SessionStatus = Sample.status
  ) throws -> [ConsoleRequest] {
    try names.flatMap { name in
      _ = settle(on: snapshot, size: size)
      return handle(.key(try Key(name: name)), snapshot: snapshot, status: status)
    }
  }
}

extension ScreenSize {
  static let small = ScreenSize(columns: 80, rows: 24)
  static let medium = ScreenSize(columns: 120, rows: 40)
  static let large = ScreenSize(columns: 200, rows: 50)
}
