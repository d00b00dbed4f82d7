import Engine
import Market

extension ParameterTable.Section {
  /// Caps and what they do.
  static let risk = ParameterTable.Section(
    name: "risk", summary: "What may go out, and what happens at a cap.",
    parameters: caps + budgets + losses + breaker + emergencies + deadMan)

  static let actions: [Word<CapAction>] = [
    Word("refuse", .refuse), Word("stop_opens", .stopOpens), Word("flatten", .flatten),
  ]

  static let actionSummary =
    "At that cap: send no further order, stop all opens, or close the position."

  /// What a cap's stronger action is taken on; the refusal is always there.
  private static func past(_ what: String) -> String {
    "An open that could go past that cap is refused. Where \(what) all the same: no more than that, "
      + "stop all opens, or close the position."
  }

  static let pastPosition = past("more is held")
  static let pastOrders = past("more orders stand")
  static let pastSide = past("more opens stand")
  static let pastOrder = past("an open was found standing that is larger")

  private static let caps: [Parameter] = [
    .amount(
      "risk.max_position", "base asset", of: \.risk.maximumPosition, null: "no cap",
      "The most that may be held either way if everything live filled."),
    .choice(
      "risk.max_position_action", actions, \.engine.risk.maximumPositionAction, pastPosition),
    .number(
      "risk.max_open_orders", NumberForm("orders"), of: \.risk.maximumOpenOrders, null: "no cap",
      "The most orders of ours that may be open at once, exits included."),
    .choice(
      "risk.max_open_orders_action", actions, \.engine.risk.maximumOpenOrdersAction,
      pastOrders),
    .amount(
      "risk.max_order_notional", "quote currency", of: \.risk.maximumOrderNotional,
      null: "no cap", "The most one order may be worth."),
    .choice(
      "risk.max_order_notional_action", actions, \.engine.risk.maximumOrderNotionalAction,
      pastOrder),
  ]

  private static let budgets: [Parameter] = [
    .amount(
      "risk.quote_budget", "quote currency", of: \.risk.quoteBudget, null: "no limit",
      "What opens may spend, fees included, beside what closing the short lots would take."),
    .flag(
      "risk.require_base_for_short", \.engine.risk.requireBaseForShort,
      "Whether sells that open need the base asset at hand, as on a spot market."),
    .amount(
      "risk.base_budget", "base asset", of: \.risk.baseBudget,
      "The base asset at hand at the start."),
  ]

  private static let emergencies: [Parameter] = [
    .choice(
      "risk.on_freeze", [Word("pull", false), Word("hold", true)], \.engine.risk.freezeHolds,
      "Whether a freeze cancels working opens or leaves them where they are."),
    .list(
      "risk.flatten.slippage_bps", .basisPoints, count: RiskSettings.flattenTries,
      each: \.risk.flattenSlippage,
      "How far past the opposite best each try of a flatten may trade, in turn, never falling."),
    .amount(
      "risk.flatten.slice_notional", "quote currency", of: \.risk.flattenSlice,
      null: "all at once", "The most one slice of a flatten trades."),
  ]
}
