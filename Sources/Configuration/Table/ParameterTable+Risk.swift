import Engine
import Market

extension ParameterTable.Section {
  /// Caps and their actions.
  static let risk = ParameterTable.Section(
    name: "risk", summary: "What may be sent, and what happens at a cap.",
    parameters: caps + budgets + losses + breaker + emergencies + deadMan)

  static let actions: [Word<CapAction>] = [
    Word("refuse", .refuse), Word("stop_opens", .stopOpens), Word("flatten", .flatten),
  ]

  static let actionSummary =
    "What happens at that cap. \"refuse\": no further entry order is sent; \"stop_opens\": all"
    + " entries stop; \"flatten\": the position is closed."

  /// The summary of a cap's action beyond refusing entry orders, which always happens.
  private static func past(_ what: String) -> String {
    "An entry order that could exceed that cap is not sent. This key says what else happens if "
      + "\(what). \"refuse\": nothing; \"stop_opens\": all entries stop; \"flatten\": the "
      + "position is closed."
  }

  static let pastPosition = past("the position exceeds it")
  static let pastOrders = past("more orders are open")
  static let pastSide = past("more entry size is working")
  static let pastOrder = past("a larger entry order is found at the venue")

  private static let caps: [Parameter] = [
    .amount(
      "risk.max_position", "base asset", of: \.risk.maximumPosition, null: "no cap",
      "Largest position, long or short, that there could be if every working order filled."),
    .choice(
      "risk.max_position_action", actions, \.engine.risk.maximumPositionAction, pastPosition),
    .number(
      "risk.max_open_orders", NumberForm("orders"), of: \.risk.maximumOpenOrders, null: "no cap",
      "Largest number of orders that Rung may have open at once, exits included."),
    .choice(
      "risk.max_open_orders_action", actions, \.engine.risk.maximumOpenOrdersAction,
      pastOrders),
    .amount(
      "risk.max_order_notional", "quote currency", of: \.risk.maximumOrderNotional,
      null: "no cap",
      "Largest value of one entry order."),
    .choice(
      "risk.max_order_notional_action", actions, \.engine.risk.maximumOrderNotionalAction,
      pastOrder),
  ]

  private static let budgets: [Parameter] = [
    .amount(
      "risk.quote_budget", "quote currency", of: \.risk.quoteBudget, null: "no limit",
      "What buy entries may spend, fees included. The cost of closing the open short lots is set"
        + " aside first."),
    .flag(
      "risk.require_base_for_short", \.engine.risk.requireBaseForShort,
      "Whether sell entries need the base asset in the account, as on a spot market."),
    .amount(
      "risk.base_budget", "base asset", of: \.risk.baseBudget,
      "Base asset in the account at the start. Used with risk.require_base_for_short."),
  ]

  private static let emergencies: [Parameter] = [
    .choice(
      "risk.on_freeze", [Word("pull", false), Word("hold", true)], \.engine.risk.freezeHolds,
      "What a freeze does with working entry orders. \"pull\": it cancels them; \"hold\": it"
        + " leaves them working."),
    .list(
      "risk.flatten.slippage_bps", .basisPoints, count: RiskSettings.flattenTries,
      each: \.risk.flattenSlippage,
      "How far past the best price on the other side each try of a flatten may trade, in turn. A"
        + " number may not be smaller than the one before it."),
    .amount(
      "risk.flatten.slice_notional", "quote currency", of: \.risk.flattenSlice,
      null: "all at once",
      "Largest value of one order of a flatten. A larger position is closed in several orders."),
  ]
}
