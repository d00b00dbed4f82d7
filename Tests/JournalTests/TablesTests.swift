import Engine
import Market
import Session
import SimulatedVenue
import Testing
import Venue

@testable import Journal

/// The tables of whole runs, asked by SQL, against what the venue and the run themselves say.
@Suite("The readable tables of whole runs", .serialized)
struct TablesTests {
  private static let seeds = Array(0..<12)

  @Test(
    "STATE-03 LEDGER-01 Fills are those of the run, each once, and their fees are its fees",
    arguments: seeds)
  func fills(seed: Int) throws {
    let run = try TableRun.of(seed)
    var expected: [FillID: (steps: Int64, fee: Int128, fill: Fill)] = [:]
    for record in run.fills {
      let before = expected[record.fill.id]
      expected[record.fill.id] = (
        (before?.steps ?? 0) + record.fill.quantity.steps,
        (before?.fee ?? 0) + record.fill.fee.units, record.fill
      )
    }
    let rows = try run.file.rows(
      """
      SELECT fill_id, order_id, side, price_ticks, size_steps, fee_units, time, liquidity, price
      FROM fills
      """)
    #expect(rows.count == expected.count)
    for row in rows {
      let id = try #require(row[0].flatMap { Int64($0) })
      let found = try #require(expected[FillID(UInt64(bitPattern: id))])
      let fill = found.fill
      #expect(
        row == [
          String(id), fill.order.description, fill.side == .buy ? "buy" : "sell",
          String(fill.price.ticks), String(found.steps), String(found.fee),
          String(fill.time.nanoseconds), fill.liquidity == .maker ? "maker" : "taker",
          run.instrument.text(fill.price),
        ])
    }
    let fees = try run.file.number("SELECT coalesce(sum(fee_units), 0) FROM fills")
    #expect(fees.map { Int128($0) } == run.world.engine.accountView.fees.units)
  }

  @Test(
    "STATE-03 Every order sent has one row, and ends as the venue says", arguments: seeds)
  func orders(seed: Int) throws {
    let run = try TableRun.of(seed)
    let hasFaults = run.hasFaults
    let ends = VenueEnds(run)
    var checked = 0
    let rows = try run.file.rows(
      "SELECT id, ended, filled_steps, ended_code, accepted_at, state, found_at, placed_at FROM orders"
    )
    for row in rows {
      let (id, ended) = (row[0] ?? "", row[1])
      // What happened in the last seconds is still on its way.
      guard row[7].flatMap({ Int64($0) }) ?? 0 < ends.settled, !ends.isRecent(id) else { continue }
      checked += 1
      guard let end = ends.of[id] else {
        // It never reached the venue.
        #expect(hasFaults && ended != "filled" && ended != "cancelled", "\(row)")
        continue
      }
      #expect(row[2] == String(end.filled), "\(row), the venue: \(end)")
      switch ended {
      case nil: #expect(end.isLive || hasFaults, "\(row), the venue: \(end)")
      case "filled": #expect(end.isFilled, "\(row), the venue: \(end)")
      case "cancelled": #expect(end.isCancelled, "\(row), the venue: \(end)")
      case "rejected", "expired": #expect(end.isRejected, "\(row), the venue: \(end)")
      default: #expect(hasFaults, "\(row), the venue: \(end)")
      }
      if !hasFaults { #expect((row[4] != nil) == !end.isRejected, "\(row), the venue: \(end)") }
    }
    #expect(checked > rows.count / 2 || rows.count < 10)
    let found = rows.filter { $0[6] != nil }.count
    #expect(rows.count == run.world.engine.counters.submitted + found)
    #expect(Set(ends.of.keys).isSubset(of: Set(rows.compactMap { $0[0] })))
  }

  @Test("STATE-03 Every order has a reason, and every cancel", arguments: seeds)
  func reasons(seed: Int) throws {
    let run = try TableRun.of(seed)
    let sent = "FROM orders WHERE found_at IS NULL AND"
    #expect(try run.file.number("SELECT count(*) \(sent) reason IS NULL") == 0)
    #expect(
      try run.file.number(
        """
        SELECT count(*) FROM orders
        WHERE ended = 'cancelled' AND ended_code = 'REQUESTED' AND cancel_reason IS NULL
        """) == 0)
    // Why an order is cancelled is not why it was sent.
    #expect(
      try run.file.number(
        """
        SELECT count(*) \(sent) reason NOT IN ('WANTED', 'TAKES_PROFIT', 'STOPS', 'STOPS_TOGETHER',
          'STOP_FIRED', 'STOP_ESCALATES', 'CLOSES', 'MANUAL', 'FLATTENING', 'ATTEMPTED',
          'FALLING_BACK')
        """) == 0)
  }

  @Test("STATE-03 What lots made is the profit of the run, exactly", arguments: seeds)
  func profit(seed: Int) throws {
    let run = try TableRun.of(seed)
    let account = run.world.engine.accountView
    let closed = try run.file.number("SELECT coalesce(sum(gross_units), 0) FROM closes") ?? 0
    let lots = try run.file.number("SELECT coalesce(sum(gross_units), 0) FROM lots")
    #expect(lots == closed)
    let funding = try run.file.number("SELECT coalesce(sum(amount_units), 0) FROM funding") ?? 0
    #expect(Int128(funding) == account.funding.units)
    if run.world.engine.adjustments.isEmpty {
      #expect(Int128(closed) - account.fees.units + Int128(funding) == account.realised.units)
      // Each fee belongs to a lot.
      let fees = try run.file.number("SELECT coalesce(sum(fees_units), 0) FROM lots") ?? 0
      #expect(Int128(fees) == account.fees.units)
    }
    #expect(
      try run.file.number(
        "SELECT count(*) FROM lots WHERE net_units != gross_units - fees_units + funding_units")
        == 0)
    // A lot that no other took over and that took none over made what its parts made.
    #expect(
      try run.file.number(
        """
        SELECT count(*) FROM lots WHERE closed_at IS NOT NULL AND merged_into IS NULL
          AND id NOT IN (SELECT merged_into FROM lots WHERE merged_into IS NOT NULL)
          AND net_units != (SELECT sum(net_units) FROM closes WHERE lot = lots.id)
        """) == 0)
  }

  @Test("STATE-03 The lots that are open are the engine's", arguments: seeds)
  func openLots(seed: Int) throws {
    let run = try TableRun.of(seed)
    let rows = try run.file.rows(
      """
      SELECT id, side, open_steps, entry_ticks, size_steps - open_steps, fees_units, stop_ticks
      FROM lots WHERE closed_at IS NULL ORDER BY id
      """)
    let views = run.world.engine.lotViews.map { view -> [String?] in
      [
        String(view.id.value), view.side == .buy ? "buy" : "sell", String(view.open.steps),
        String(view.entry.ticks), String(view.closed.steps), String(view.fees.units),
        view.stop.map { String($0.ticks) },
      ]
    }
    #expect(rows == views)
    let counters = run.world.engine.counters
    let ended = try run.file.number("SELECT count(*) FROM lots WHERE closed_at IS NOT NULL")
    #expect(ended == Int64(counters.lotsClosed))
    #expect(try run.file.number("SELECT count(*) FROM lots") == Int64(counters.lotsOpened))
  }

  @Test("STATE-03 The orders that are live are the engine's", arguments: seeds)
  func liveOrders(seed: Int) throws {
    let run = try TableRun.of(seed)
    let engine = run.world.engine
    let rows = try run.file.rows(
      """
      SELECT id, state, size_steps, filled_steps, price_ticks, accepted_at IS NOT NULL
      FROM orders WHERE ended_at IS NULL ORDER BY id
      """)
    let live = (0..<engine.orderPlaces).compactMap { engine.liveOrder(at: $0) }.map {
      order -> [String?] in
      [
        order.id.description, order.state.tableWord, String(order.quantity.steps),
        String(order.filled.steps), String(order.price.ticks), order.isAccepted ? "1" : "0",
      ]
    }
    #expect(rows == live.sorted { ($0[0] ?? "") < ($1[0] ?? "") })
  }

  @Test("STATE-06 Every command has its row: who gave it, when, and what", arguments: seeds)
  func commands(seed: Int) throws {
    let run = try TableRun.of(seed)
    let names = try run.file.rows("SELECT name, source, time_utc FROM commands ORDER BY input")
    #expect(names.count == run.commands.count)
    for (row, command) in zip(names, run.commands) {
      let word = row[0]?.replacing("_", with: "") ?? ""
      #expect("\(command)".lowercased().hasPrefix(word), "\(row) is not \(command)")
      #expect(row[1] == "operator")
      #expect(row[2]?.hasPrefix("2025-01-01T") == true)
    }
    let pauses = run.commands.filter { $0 == .pause(.buy) || $0 == .pause(.sell) }.count
    #expect(
      try run.file.number("SELECT count(side) FROM commands WHERE name = 'pause'")
        == Int64(pauses))
  }

  @Test(
    "STATE-03 The log is there line by line, and alarms until they are acknowledged",
    arguments: seeds
  )
  func log(seed: Int) throws {
    let run = try TableRun.of(seed)
    let snapshot = run.world.engine.snapshot()
    let rows = try run.file.rows("SELECT tag, time, order_id FROM notes ORDER BY input, line")
    let last = snapshot.log.suffix(rows.count)
    #expect(rows.count >= last.count && last.count > 20)
    let logged = last.map { entry -> [String?] in
      [
        entry.tag.word, String(entry.time.nanoseconds), entry.order?.description,
      ]
    }
    #expect(Array(rows.suffix(last.count)) == logged)
    let standing = try run.file.rows(
      "SELECT name FROM alarms WHERE acknowledged_at IS NULL ORDER BY raised_input, name")
    #expect(
      standing.compactMap { $0[0] }.sorted() == snapshot.control.alarms.map(\.name).sorted())
  }

  @Test(
    "STATE-03 A keeper that begins with an engine goes on as one that saw all its inputs",
    arguments: seeds)
  func restarted(seed: Int) throws {
    let run = try TableRun.of(seed)
    let (one, other) = (
      try run.file.dump(), try run.refolded(keeperAgainAfter: 12).dump()
    )
    for table in one.keys.sorted() where one[table] != other[table] {
      let different = zip(one[table] ?? [], other[table] ?? []).first { $0 != $1 }
      Issue.record("\(table): \(String(describing: different))")
    }
    #expect(one.keys == other.keys)
  }

  @Test("LEDGER-01 The key of a fill refuses to book it twice")
  func twice() throws {
    let run = try TableRun.of(0)
    let fill = try #require(run.fills.first?.fill)
    var (effects, rows): (Effects, [RowWrite]) = (Effects(), [])
    effects.fills.append(FillRecord(fill: fill, purpose: .ladder, rung: nil, lot: nil))
    var keeper = TableKeeper(instrument: run.instrument)
    keeper.begin(with: run.world.engine)
    keeper.take(
      .deadline, number: 1_000_000, at: fill.time, effects: effects, since: .empty,
      engine: run.world.engine, into: &rows)
    #expect(throws: TableFile.Refused.self) { try run.file.write(rows) }
  }
}

/// What became of each order by the venue's own account.
private struct VenueEnds {
  struct End {
    var filled: Int64 = 0
    var isCancelled = false
    var isRejected = false
    var isLive = false
    /// It ended because it filled whole.
    var isFilled: Bool { !isCancelled && !isRejected && !isLive && filled > 0 }
  }

  private(set) var of: [String: End] = [:]
  /// What happened up to here is known everywhere, in nanoseconds.
  let settled: Int64
  private var last: [String: Instant] = [:]

  func isRecent(_ id: String) -> Bool { (last[id]?.nanoseconds ?? 0) >= settled }

  init(_ run: TableRun) {
    settled = run.world.time.nanoseconds - (run.hasFaults ? 60 : 5) * 1_000_000_000
    for event in run.history where !event.order.isForeign {
      let id = event.order.description
      last[id] = event.time
      switch event.kind {
      case .accepted: of[id, default: End()].isLive = false
      case .rejected: of[id, default: End()].isRejected = true
      case .filled: of[id, default: End()].filled += event.quantity.steps
      case .cancelled: of[id, default: End()].isCancelled = true
      case .changed, .triggered, .funded: break
      }
    }
    for order in run.world.venue.openOrders { of[order.id.description]?.isLive = true }
  }
}
