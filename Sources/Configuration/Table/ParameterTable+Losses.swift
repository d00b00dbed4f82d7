import Engine
import Market

extension ParameterTable.Section {
  /// Caps on losses, on the margin and on single orders.
  static let losses: [Parameter] = lossCaps + marginCap + orderCaps

  private static let lossCaps: [Parameter] = [
    .amount(
      "risk.max_day_loss", "quote currency", of: \.risk.losses.maximumDayLoss, null: "no cap",
      "The most that may be lost since midnight UTC, unrealised included."),
    .choice(
      "risk.max_day_loss_action", actions, \.engine.risk.losses.maximumDayLossAction,
      actionSummary + " The last two trip the breaker, which the operator clears."),
    .amount(
      "risk.max_drawdown", "quote currency", of: \.risk.losses.maximumDrawdown, null: "no cap",
      "The most that net profit may fall from its high-water mark."),
    .number(
      "risk.max_drawdown_pct", .percent, of: \.risk.losses.maximumDrawdownShare, null: "no cap",
      "The same as a share of the equity at that mark, as the venue tells it; the lesser of both counts."
    ),
    .choice(
      "risk.max_drawdown_action", actions, \.engine.risk.losses.maximumDrawdownAction,
      actionSummary + " The last two trip the breaker, which the operator clears."),
  ]

  private static let marginCap: [Parameter] = [
    .number(
      "risk.max_margin_use_pct", .percent, of: \.risk.losses.maximumMarginUse, null: "no cap",
      "The most of the account's equity that may be used as margin, as the venue says."),
    .choice(
      "risk.max_margin_use_action", actions, \.engine.risk.losses.maximumMarginUseAction,
      actionSummary),
  ]

  private static let orderCaps: [Parameter] = [
    .amount(
      "risk.max_side_exposure", "base asset", of: \.risk.losses.maximumSideExposure, null: "no cap",
      "The most that the live opens of one side may add up to."),
    .choice(
      "risk.max_side_exposure_action", actions, \.engine.risk.losses.maximumSideExposureAction,
      pastSide),
    .amount(
      "risk.max_order_size", "base asset", of: \.risk.losses.maximumOrderSize,
      null: "no cap", "The most one open may be for."),
    .choice(
      "risk.max_order_size_action", actions, \.engine.risk.losses.maximumOrderSizeAction,
      pastOrder),
    .number(
      "risk.price_collar_pct", NumberForm("% of the mid", decimals: 4),
      of: \.risk.losses.priceCollar, null: "any price",
      "An open priced further from the mid than this is a mistake and stays here; no exit and no"
        + " slice of a flatten takes further out."),
    .number(
      "risk.max_orders_per_10s", NumberForm("orders"), of: \.risk.losses.maximumOrderRate,
      null: "no cap", "The most orders that may leave within ten seconds."),
    .number(
      "risk.rate_reserve_pct", .percent, of: \.risk.losses.rateReserve,
      "How much of that opens leave to exits and stops."),
  ]
}
