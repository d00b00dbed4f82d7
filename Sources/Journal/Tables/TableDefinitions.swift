/// How the readable tables are made.
///
/// A price, a size and an amount have two columns each: a text that is exact, and a whole number of
/// ticks, steps or units that sorts and adds up. A moment has two too: nanoseconds since 1970, and
/// the same as text in UTC, which is made from the first one as it is read.
enum TableDefinitions {
  /// The version of the tables. It rises with every change of them, and ``upgrades`` gets the way
  /// there, so that a journal can be continued by a later build.
  static let version = 1

  /// SQL that makes the tables of version 2 out of those of version 1, and so on.
  static let upgrades: [[String]] = []

  static let all = tables + indices + [exits]

  private static let tables = [
    table("meta", "key TEXT PRIMARY KEY", "value TEXT NOT NULL", rowid: false),
    table(
      "notes", "input INTEGER NOT NULL", "line INTEGER NOT NULL", moment("time", "time_utc"),
      "tag TEXT NOT NULL", "side TEXT", price(), size(), "order_id TEXT", "lot INTEGER", reason(),
      "refusal TEXT", money("amount"), "PRIMARY KEY (input, line)", rowid: false),
    table(
      "fills", "fill_id INTEGER PRIMARY KEY", "order_id TEXT NOT NULL", "purpose TEXT",
      "lot INTEGER", price("rung"), "side TEXT NOT NULL", price(), size(), "notional TEXT NOT NULL",
      "liquidity TEXT NOT NULL", money("fee"), "cause TEXT NOT NULL", "source TEXT NOT NULL",
      moment("time", "time_utc"), moment("booked_at", "booked_utc"), "input INTEGER NOT NULL"),
    table(
      "closes", "input INTEGER NOT NULL", "part INTEGER NOT NULL", "lot INTEGER NOT NULL",
      "side TEXT NOT NULL", price("rung"), "cause TEXT NOT NULL", "close_cause TEXT", size(),
      price("entry"), price("exit"), moment("opened_at", "opened_utc"),
      moment("closed_at", "closed_utc"), money("gross"), money("entry_fees"), money("exit_fee"),
      money("funding"), money("net"), "is_whole INTEGER NOT NULL", "PRIMARY KEY (input, part)",
      rowid: false),
    table(
      "funding", "time INTEGER PRIMARY KEY", utc("time", "time_utc"), money("amount"),
      "position TEXT NOT NULL", "position_steps INTEGER NOT NULL",
      moment("booked_at", "booked_utc"), "input INTEGER NOT NULL"),
    table(
      "adjustments", "number INTEGER PRIMARY KEY", "cause TEXT NOT NULL", "change TEXT NOT NULL",
      "change_steps INTEGER NOT NULL", price(), moment("time", "time_utc"), size("reversed"),
      money("made"), moment("booked_at", "booked_utc"), "input INTEGER NOT NULL"),
    table(
      "commands", "input INTEGER PRIMARY KEY", moment("time", "time_utc"), "source TEXT NOT NULL",
      "name TEXT NOT NULL", "side TEXT", price(), "order_id TEXT", "lot INTEGER",
      "attempt INTEGER", "scope TEXT", "numbers TEXT"),
    orders,
    lots,
    table(
      "watched_exits", "lot INTEGER NOT NULL", "kind TEXT NOT NULL", "side TEXT NOT NULL", price(),
      size(), "state TEXT NOT NULL", moment("since", "since_utc"), "input INTEGER NOT NULL",
      moment("until", "until_utc"), "until_input INTEGER", "PRIMARY KEY (lot, kind)", rowid: false),
    table(
      "protection", "lot INTEGER NOT NULL", "side TEXT NOT NULL", moment("since", "since_utc"),
      "input INTEGER NOT NULL", size(), "why TEXT", moment("alarm_at", "alarm_utc"),
      moment("until", "until_utc"), "until_input INTEGER",
      "seconds REAL GENERATED ALWAYS AS ((until - since) / 1e9) VIRTUAL",
      "PRIMARY KEY (lot, since)", rowid: false),
    table(
      "alarms", "name TEXT NOT NULL", moment("raised_at", "raised_utc"),
      "raised_input INTEGER NOT NULL", "side TEXT", price(), size(), "order_id TEXT",
      "lot INTEGER", reason(), moment("acknowledged_at", "acknowledged_utc"),
      "acknowledged_input INTEGER", "PRIMARY KEY (name, raised_input)", rowid: false),
  ]

  private static let orders = table(
    "orders", "id TEXT PRIMARY KEY", "number INTEGER NOT NULL", "purpose TEXT NOT NULL",
    "side TEXT NOT NULL", price(), size(), "time_in_force TEXT NOT NULL",
    "is_reduce_only INTEGER NOT NULL", price("trigger_price"), "trigger_on TEXT", "lot INTEGER",
    price("rung"), reason(), moment("placed_at", "placed_utc"), "placed_input INTEGER",
    moment("found_at", "found_utc"), moment("expires_at", "expires_utc"), "state TEXT NOT NULL",
    moment("accepted_at", "accepted_utc"), moment("triggered_at", "triggered_utc"),
    "amendments INTEGER NOT NULL", moment("amended_at", "amended_utc"), size("filled"),
    moment("cancel_asked_at", "cancel_asked_utc"), "cancel_input INTEGER", "cancel_reason TEXT",
    "cancel_value INTEGER", "cancel_limit INTEGER", moment("ended_at", "ended_utc"),
    "ended_input INTEGER", "ended TEXT", "ended_by TEXT", "ended_code TEXT", rowid: false)

  private static let lots = table(
    "lots", "id INTEGER PRIMARY KEY", "side TEXT NOT NULL", price("rung"),
    moment("opened_at", "opened_utc"), "opened_input INTEGER", price("entry"), size(),
    size("open"), price("take_profit"), price("stop"), "role TEXT NOT NULL", "closing TEXT",
    money("gross"), money("fees"), money("funding"), money("net"),
    moment("closed_at", "closed_utc"), "closed_input INTEGER", price("exit"), "why TEXT",
    "close_cause TEXT", "merged_into INTEGER")

  private static let indices = [
    "CREATE INDEX fills_by_time ON fills (time)",
    "CREATE INDEX fills_by_order ON fills (order_id)",
    "CREATE INDEX fills_by_lot ON fills (lot)",
    "CREATE INDEX closes_by_lot ON closes (lot)",
    "CREATE INDEX orders_by_time ON orders (placed_at)",
    "CREATE INDEX orders_by_lot ON orders (lot)",
    "CREATE INDEX notes_by_time ON notes (time)",
  ]

  /// Every exit of a lot: the orders, and the parts whose price the engine watches.
  private static let exits = """
    CREATE VIEW exits AS
    SELECT id, lot, purpose AS kind, 'venue' AS held_by, side, price, price_ticks, trigger_price,
      trigger_price_ticks, size, size_steps, filled, filled_steps, state, placed_at AS since,
      placed_utc AS since_utc, ended_at AS until, ended_utc AS until_utc, ended, ended_by,
      ended_code
    FROM orders WHERE purpose IN ('take_profit', 'stop_loss', 'close', 'side_stop')
    UNION ALL
    SELECT 'lot/' || lot || '/' || kind, lot, kind, 'rung', side,
      CASE kind WHEN 'take_profit' THEN price END,
      CASE kind WHEN 'take_profit' THEN price_ticks END,
      CASE kind WHEN 'stop_loss' THEN price END, CASE kind WHEN 'stop_loss' THEN price_ticks END,
      size, size_steps, NULL, NULL, state, since, since_utc, until, until_utc, NULL, NULL, NULL
    FROM watched_exits
    """

  private static func table(_ name: String, _ columns: String..., rowid: Bool = true) -> String {
    "CREATE TABLE \(name) (\n  \(columns.joined(separator: ",\n  "))\n)"
      + (rowid ? "" : " WITHOUT ROWID")
  }

  private static func price(_ name: String = "price") -> String {
    "\(name) TEXT, \(name)_ticks INTEGER"
  }

  private static func size(_ name: String = "size") -> String {
    "\(name) TEXT, \(name)_steps INTEGER"
  }

  private static func money(_ name: String) -> String { "\(name) TEXT, \(name)_units INTEGER" }

  private static func reason() -> String {
    "reason TEXT, reason_value INTEGER, reason_limit INTEGER"
  }

  /// A moment and its text.
  private static func moment(_ name: String, _ text: String) -> String {
    "\(name) INTEGER, " + utc(name, text)
  }

  /// ISO 8601 in UTC with nine digits after the point.
  private static func utc(_ name: String, _ text: String) -> String {
    "\(text) TEXT GENERATED ALWAYS AS (strftime('%Y-%m-%dT%H:%M:%S', \(name) / 1000000000,"
      + " 'unixepoch') || '.' || substr('000000000' || (\(name) % 1000000000), -9) || 'Z') VIRTUAL"
  }
}

extension TableKeeper {
  /// The tables, and the statements that rows are written with.
  public static let layout = TableLayout(
    version: TableDefinitions.version, create: TableDefinitions.all,
    statements: TableStatement.allCases.map(\.sql), upgrades: TableDefinitions.upgrades)
}
