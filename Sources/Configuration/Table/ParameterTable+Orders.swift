import Engine

extension ParameterTable.Section {
  /// When a working order is changed, and what is done about an order without an answer.
  static let orders = ParameterTable.Section(
    name: "orders",
    summary: "When a working order is changed, and when the venue is asked about it.",
    parameters: diff + pace + outcomes)

  private static let diff: [Parameter] = [
    .number(
      "orders.reprice_ticks", .ticks, of: \.orders.repriceTicks,
      "An order this far from its wanted price, or less, is left alone and keeps its queue"
        + " place. 0 moves it whenever the wanted price changes."),
    .number(
      "orders.resize_pct", .percent, of: \.orders.resizeTolerance,
      "An order is left alone if its remaining size differs from the wanted size by no more than"
        + " this."),
    .flag(
      "orders.amend", \.engine.orders.amend,
      "Whether an order is amended, if the venue supports that. Otherwise it is cancelled and"
        + " placed again."),
  ]

  private static let pace: [Parameter] = [
    .number(
      "orders.coalesce_min_ms", .milliseconds, of: \.orders.coalesceMinimumNanoseconds,
      "Lower limit of the batching delay: after the grid has sent orders, its next orders wait"
        + " at least this long and leave together."),
    .number(
      "orders.coalesce_max_ms", .milliseconds(note: "0 means no batching"),
      of: \.orders.coalesceMaximumNanoseconds,
      "Upper limit of the batching delay. The delay is one round trip, halved above 1 %"
        + " volatility and cut to orders.coalesce_min_ms above 2 %. Exits and manual orders"
        + " never wait."),
    .number(
      "orders.budget_reserve_pct", .percent, of: \.orders.budgetReserve,
      "Share of the venue's limits that entry orders leave to cancels and exits: of the weight"
        + " per minute, of the actions and of the open orders. Queries also leave this share of"
        + " the weight."),
  ]

  private static let outcomes: [Parameter] = [
    .number(
      "orders.ack_timeout_ms", .milliseconds, of: \.orders.acknowledgeTimeoutNanoseconds,
      "A request without an answer for this long is unconfirmed, and the venue is asked about"
        + " it."),
    .number(
      "orders.expiry_ms", .milliseconds, of: \.orders.expiryNanoseconds,
      "A new order that reaches the venue later than this is rejected, if the venue supports"
        + " expiry."),
    .number(
      "orders.absent_grace_ms", .milliseconds, of: \.orders.absentGraceNanoseconds,
      "If the venue has no expiry: an order that the venue twice reports as unknown counts as"
        + " gone after this time."),
    .number(
      "orders.inquiry_min_ms", .milliseconds, of: \.orders.firstInquiryNanoseconds,
      "Delay before the first query about an unconfirmed order. Each further delay is twice as"
        + " long."),
    .number(
      "orders.inquiry_max_ms", .milliseconds, of: \.orders.lastInquiryNanoseconds,
      "Upper limit of the delay between two queries about one order."),
  ]
}
