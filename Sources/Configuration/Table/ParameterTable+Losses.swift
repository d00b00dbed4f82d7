import Engine
import Market

extension ParameterTable.Section {
  /// Caps on losses, on the margin and on single orders.
  static let losses: [Parameter] = lossCaps + marginCap + orderCaps

  private static let lossActionSummary =
    actionSummary + " The last two also trip the breaker, which the operator must clear."

  private static let lossCaps: [Parameter] = [
    .amount(
      "risk.max_day_loss", "quote currency", of: \.risk.losses.maximumDayLoss, null: "no cap",
      "Largest loss since midnight UTC, unrealised loss included."),
    .choice(
      "risk.max_day_loss_action", actions, \.engine.risk.losses.maximumDayLossAction,
      lossActionSummary),
    .amount(
      "risk.max_drawdown", "quote currency", of: \.risk.losses.maximumDrawdown, null: "no cap",
      "Largest fall of the net profit from its highest value."),
    .number(
      "risk.max_drawdown_pct", .percent, of: \.risk.losses.maximumDrawdownShare, null: "no cap",
      "The same as a share of the equity at that highest value, as reported by the venue. The"
        + " smaller of both counts."
    ),
    .choice(
      "risk.max_drawdown_action", actions, \.engine.risk.losses.maximumDrawdownAction,
      lossActionSummary),
  ]

  private static let marginCap: [Parameter] = [
    .number(
      "risk.max_margin_use_pct", .percent, of: \.risk.losses.maximumMarginUse, null: "no cap",
      "Largest share of the account's equity that may be used as margin, as reported by the"
        + " venue."),
    .choice(
      "risk.max_margin_use_action", actions, \.engine.risk.losses.maximumMarginUseAction,
      actionSummary),
  ]

  private static let orderCaps: [Parameter] = [
    .amount(
      "risk.max_side_exposure", "base asset", of: \.risk.losses.maximumSideExposure, null: "no cap",
      "Largest total size of the working entry orders of one side."),
    .choice(
      "risk.max_side_exposure_action", actions, \.engine.risk.losses.maximumSideExposureAction,
      pastSide),
    .amount(
      "risk.max_order_size", "base asset", of: \.risk.losses.maximumOrderSize,
      null: "no cap",
      "Largest size of one entry order."),
    .choice(
      "risk.max_order_size_action", actions, \.engine.risk.losses.maximumOrderSizeAction,
      pastOrder),
    .number(
      "risk.price_collar_pct", NumberForm("% of the mid", decimals: 4),
      of: \.risk.losses.priceCollar, null: "any price",
      "Largest distance of an order price from the mid. An entry order further away is treated"
        + " as a mistake and not sent. Exits and flatten orders are sent, but never take beyond"
        + " this distance."),
    .number(
      "risk.max_orders_per_10s", NumberForm("orders"), of: \.risk.losses.maximumOrderRate,
      null: "no cap",
      "Largest number of orders within ten seconds. Entry orders wait when it is used up, less"
        + " risk.rate_reserve_pct. Exits and stops count but never wait."),
    .number(
      "risk.rate_reserve_pct", .percent, of: \.risk.losses.rateReserve,
      "Share of risk.max_orders_per_10s that entry orders leave to exits and stops."),
  ]
}
