/// The columns that each statement sets, in the order of a row's values.
enum TableColumns {
  static let meta = ["key", "value"]

  static let notes =
    ["input", "line", "time", "tag", "side"] + price() + size() + ["order_id", "lot"]
    + reason("reason", "reason_value", "reason_limit") + ["refusal"] + money("amount")

  static let fills =
    ["fill_id", "order_id", "purpose", "lot"] + price("rung") + ["side"] + price() + size()
    + ["notional", "liquidity"] + money("fee") + ["cause", "source", "time", "booked_at", "input"]

  static let closes =
    ["input", "part", "lot", "side"] + price("rung") + ["cause", "close_cause"] + size()
    + price("entry") + price("exit") + ["opened_at", "closed_at"] + money("gross")
    + money("entry_fees") + money("exit_fee") + money("funding") + money("net") + ["is_whole"]

  static let funding =
    ["time"] + money("amount") + ["position", "position_steps", "booked_at", "input"]

  static let adjustments =
    ["number", "cause", "change", "change_steps"] + price()
    + ["time", "reversed", "reversed_steps"] + money("made") + ["booked_at", "input"]

  static let commands =
    ["input", "time", "source", "name", "side"] + price()
    + ["order_id", "lot", "attempt", "scope", "numbers"]

  private static let sentOrders =
    ["id", "number", "purpose", "side"] + price() + size()
    + ["time_in_force", "is_reduce_only", "trigger_price", "trigger_price_ticks", "lot"]
    + price("rung")
    + ["placed_at", "state", "filled", "filled_steps", "amendments"]
    + reason("reason", "reason_value", "reason_limit")

  static let placedOrders = sentOrders + ["placed_input", "trigger_on", "expires_at"]

  static let foundOrders =
    sentOrders + ["found_at", "accepted_at"]
    + reason("cancel_reason", "cancel_value", "cancel_limit")

  static let lots =
    ["id", "side"] + price("rung") + ["opened_at", "opened_input"] + price("entry") + size()
    + size("open") + price("take_profit") + price("stop") + ["role", "closing"]
    + money("gross") + money("fees") + money("funding") + money("net")

  /// The first is the key.
  static let closedLots =
    ["id"] + size("open") + ["closed_at", "closed_input", "why", "close_cause", "merged_into"]
    + size() + money("gross") + money("fees") + money("funding") + money("net")

  static let watchedExits =
    ["lot", "kind", "side"] + price() + size() + ["state", "since", "input"]

  static let protection = ["lot", "side", "since", "input"] + size() + ["why"]

  static let alarms =
    ["name", "raised_at", "raised_input", "side"] + price() + size() + ["order_id", "lot"]
    + reason("reason", "reason_value", "reason_limit")

  private static func price(_ name: String = "price") -> [String] { [name, name + "_ticks"] }
  private static func size(_ name: String = "size") -> [String] { [name, name + "_steps"] }
  private static func money(_ name: String) -> [String] { [name, name + "_units"] }
  private static func reason(_ names: String...) -> [String] { names }
}
