import Engine
import Market

extension ParameterTable.Section {
  /// Caps on losses, on the margin and on single orders.
  static let losses: [Parameter] = lossCaps + marginCap + orderCaps

  private static let lossCaps: [Parameter] = [
    .amount(
      "risk.max_day_loss", AmountRule("quote currency"), null: "no cap",
      \.engine.risk.losses.maximumDayLoss,
      "The most that may be lost since midnight UTC, unrealised included."),
    .choice(
      "risk.max_day_loss_action", actions, \.engine.risk.losses.maximumDayLossAction,
      actionSummary + " The last two trip the breaker, which the operator clears."),
    .amount(
      "risk.max_drawdown", AmountRule("quote currency"), null: "no cap",
      \.engine.risk.losses.maximumDrawdown,
      "The most that net profit may fall from its high-water mark."),
    .number(
      "risk.max_drawdown_pct", NumberRule("%", decimals: 4, 1...1_000_000), null: "no cap",
      "The same as a share of the equity at that mark, as the venue tells it; the lesser of both counts.",
      get: { $0.engine.risk.losses.maximumDrawdownShare?.hundredths },
      set: { $0.engine.risk.losses.maximumDrawdownShare = $1.map { BasisPoints(hundredths: $0) } }),
    .choice(
      "risk.max_drawdown_action", actions, \.engine.risk.losses.maximumDrawdownAction,
      actionSummary + " The last two trip the breaker, which the operator clears."),
  ]

  private static let marginCap: [Parameter] = [
    .number(
      "risk.max_margin_use_pct", NumberRule("%", decimals: 4, 1...1_000_000), null: "no cap",
      "The most of the account's equity that may be used as margin, as the venue says.",
      get: { $0.engine.risk.losses.maximumMarginUse?.hundredths },
      set: { $0.engine.risk.losses.maximumMarginUse = $1.map { BasisPoints(hundredths: $0) } }),
    .choice(
      "risk.max_margin_use_action", actions, \.engine.risk.losses.maximumMarginUseAction,
      actionSummary),
  ]

  private static let orderCaps: [Parameter] = [
    .amount(
      "risk.max_side_exposure", AmountRule("base asset"), null: "no cap",
      \.engine.risk.losses.maximumSideExposure,
      "The most that the live opens of one side may add up to."),
    .choice(
      "risk.max_side_exposure_action", actions, \.engine.risk.losses.maximumSideExposureAction,
      pastSide),
    .amount(
      "risk.max_order_size", AmountRule("base asset"), null: "no cap",
      \.engine.risk.losses.maximumOrderSize, "The most one open may be for."),
    .choice(
      "risk.max_order_size_action", actions, \.engine.risk.losses.maximumOrderSizeAction,
      pastOrder),
    .number(
      "risk.price_collar_pct", NumberRule("% of the mid", decimals: 4, 1...1_000_000),
      null: "any price",
      "An open priced further from the mid than this is a mistake and stays here; no exit and no"
        + " slice of a flatten takes further out.",
      get: { $0.engine.risk.losses.priceCollar?.hundredths },
      set: { $0.engine.risk.losses.priceCollar = $1.map { BasisPoints(hundredths: $0) } }),
    .number(
      "risk.max_orders_per_10s", NumberRule("orders", 1...100_000), null: "no cap",
      "The most orders that may leave within ten seconds.",
      get: { $0.engine.risk.losses.maximumOrderRate.map(Int64.init) },
      set: { $0.engine.risk.losses.maximumOrderRate = $1.map { Int($0) } }),
    .number(
      "risk.rate_reserve_pct", NumberRule("%", decimals: 4, 0...1_000_000),
      \.engine.risk.losses.rateReserve,
      "How much of that opens leave to exits and stops."),
  ]
}
