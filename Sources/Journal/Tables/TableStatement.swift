/// The statements that rows are written with, in the order that ``RowWrite/statement`` counts.
enum TableStatement: Int, CaseIterable {
  case meta
  case note
  case fill
  case close
  case funding
  case adjustment
  case command
  case orderPlaced
  case orderFound
  case orderCarried
  case orderCancelAsked
  case orderChanged
  case orderToldEnd
  case orderEnded
  case lot
  case lotClosed
  case lotExitText
  case watchedExit
  case watchedExitEnded
  case unprotected
  case unprotectedAlarm
  case protectedAgain
  case alarmRaised
  case alarmAcknowledged
}

extension TableStatement {
  /// Its SQL, with the values of a row in the order of ``TableColumns``.
  var sql: String {
    switch self {
    case .meta: insert("meta", TableColumns.meta) + " ON CONFLICT (key) DO NOTHING"
    case .note: insert("notes", TableColumns.notes)
    case .fill: insert("fills", TableColumns.fills)
    case .close: insert("closes", TableColumns.closes)
    case .funding: insert("funding", TableColumns.funding)
    case .adjustment: upsert("adjustments", TableColumns.adjustments, key: ["number"])
    case .command: insert("commands", TableColumns.commands)
    case .orderPlaced: insert("orders", TableColumns.placedOrders)
    case .orderFound:
      // An order that an earlier run may have called ended: it is live again.
      insert("orders", TableColumns.foundOrders)
        + " ON CONFLICT (id) DO UPDATE SET state = excluded.state, found_at = excluded.found_at,"
        + " ended_at = NULL, ended_input = NULL, ended = NULL, ended_by = NULL, ended_code = NULL"
    case .orderCarried:
      insert("orders", TableColumns.foundOrders) + " ON CONFLICT (id) DO NOTHING"
    case .orderCancelAsked: orderCancelAsked
    case .orderChanged: orderChanged
    case .orderToldEnd:
      "UPDATE orders SET ended = coalesce(ended, ?2), ended_by = coalesce(ended_by, ?3),"
        + " ended_code = coalesce(ended_code, ?4) WHERE id = ?1"
    case .orderEnded: orderEnded
    case .lot: upsert("lots", TableColumns.lots, key: ["id"], kept: ["opened_at", "opened_input"])
    case .lotClosed: lotClosed
    case .lotExitText: lotExitText
    case .watchedExit: watchedExit
    case .watchedExitEnded:
      "UPDATE watched_exits SET state = 'ended', until = ?3, until_input = ?4"
        + " WHERE lot = ?1 AND kind = ?2 AND until IS NULL"
    case .unprotected: unprotected
    case .unprotectedAlarm:
      "UPDATE protection SET alarm_at = coalesce(alarm_at, ?2) WHERE lot = ?1 AND until IS NULL"
    case .protectedAgain:
      "UPDATE protection SET until = ?2, until_input = ?3 WHERE lot = ?1 AND until IS NULL"
    case .alarmRaised: insert("alarms", TableColumns.alarms)
    case .alarmAcknowledged:
      "UPDATE alarms SET acknowledged_at = ?2, acknowledged_input = ?3"
        + " WHERE name = ?1 AND acknowledged_at IS NULL"
    }
  }

  private func insert(_ table: String, _ columns: [String]) -> String {
    let places = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
    return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
  }

  /// Inserts a row, or sets all columns of the row with that key, except those that are kept.
  private func upsert(
    _ table: String, _ columns: [String], key: [String], kept: [String] = []
  ) -> String {
    let set = columns.filter { !key.contains($0) && !kept.contains($0) }
      .map { "\($0) = excluded.\($0)" }
    return insert(table, columns)
      + " ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET "
      + set.joined(separator: ", ")
  }
}

// Statements with rules of their own.
extension TableStatement {
  /// The first cancel gives the moment, the newest one the reason.
  private var orderCancelAsked: String {
    "UPDATE orders SET cancel_asked_at = coalesce(cancel_asked_at, ?2),"
      + " cancel_input = coalesce(cancel_input, ?3), cancel_reason = ?4, cancel_value = ?5,"
      + " cancel_limit = ?6 WHERE id = ?1"
  }

  private var orderChanged: String {
    "UPDATE orders SET state = ?2, size = coalesce(?3, size), size_steps = coalesce(?4, size_steps),"
      + " filled = ?5, filled_steps = ?6, lot = coalesce(?7, lot),"
      + " accepted_at = coalesce(accepted_at, ?8), triggered_at = coalesce(triggered_at, ?9),"
      + " amendments = ?10, amended_at = coalesce(?11, amended_at) WHERE id = ?1"
  }

  /// An order that filled whole is filled, whatever end was reported before its last fill.
  private var orderEnded: String {
    "UPDATE orders SET state = 'ended', ended_at = ?2, ended_input = ?3, filled = ?4,"
      + " filled_steps = ?5, lot = coalesce(?6, lot), accepted_at = coalesce(accepted_at, ?7),"
      + " ended = CASE WHEN ?5 >= size_steps THEN 'filled' ELSE coalesce(ended, ?8) END,"
      + " ended_by = CASE WHEN ?5 >= size_steps THEN NULL ELSE coalesce(ended_by, ?9) END,"
      + " ended_code = CASE WHEN ?5 >= size_steps THEN NULL ELSE coalesce(ended_code, ?10) END"
      + " WHERE id = ?1"
  }

  /// The average exit is that of all its closed parts, to the nearest tick.
  private var lotClosed: String {
    let columns = TableColumns.closedLots
    let set = columns.enumerated().dropFirst().map { "\($0.element) = ?\($0.offset + 1)" }
    return "UPDATE lots SET " + set.joined(separator: ", ")
      + ", exit_ticks = (SELECT (2 * sum(exit_ticks * size_steps) + sum(size_steps))"
      + " / (2 * sum(size_steps)) FROM closes WHERE lot = ?1) WHERE id = ?1"
  }

  /// The text of the average exit: ticks × ?2, with ?3 decimals; ?4 is the power of ten for them.
  private var lotExitText: String {
    "UPDATE lots SET exit = CASE ?3 WHEN 0 THEN exit_ticks * ?2 || ''"
      + " ELSE (exit_ticks * ?2) / ?4 || '.'"
      + " || substr('000000000000000000' || ((exit_ticks * ?2) % ?4), -?3) END WHERE id = ?1"
  }

  private var watchedExit: String {
    insert("watched_exits", TableColumns.watchedExits)
      + " ON CONFLICT (lot, kind) DO UPDATE SET price = excluded.price,"
      + " price_ticks = excluded.price_ticks, size = excluded.size,"
      + " size_steps = excluded.size_steps, state = excluded.state,"
      + " since = CASE WHEN until IS NULL THEN since ELSE excluded.since END,"
      + " input = CASE WHEN until IS NULL THEN input ELSE excluded.input END,"
      + " until = NULL, until_input = NULL"
  }

  /// The largest size that was unprotected stays.
  private var unprotected: String {
    insert("protection", TableColumns.protection)
      + " ON CONFLICT (lot, since) DO UPDATE SET"
      + " size = CASE WHEN excluded.size_steps > size_steps THEN excluded.size ELSE size END,"
      + " size_steps = max(size_steps, excluded.size_steps)"
  }
}
