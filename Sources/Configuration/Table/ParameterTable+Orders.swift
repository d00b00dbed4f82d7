import Engine

extension ParameterTable.Section {
  /// When the diff touches an order, and what is done about one nobody answers for.
  static let orders = ParameterTable.Section(
    name: "orders", summary: "When a live order is touched, and when it is asked about.",
    parameters: diff + pace + outcomes)

  private static let diff: [Parameter] = [
    .number(
      "orders.reprice_ticks", .ticks(0...1_000_000), \.engine.orders.repriceTicks,
      "An order off its wanted price by no more than this is left alone and keeps its queue."),
    .number(
      "orders.resize_pct", NumberRule("%", decimals: 4, 0...1_000_000),
      \.engine.orders.resizeTolerance,
      "An order whose remaining size is off by no more than this is left alone."),
    .flag(
      "orders.amend", \.engine.orders.amend,
      "Whether an order is amended, where the venue can, instead of cancelled and placed anew."),
  ]

  private static let pace: [Parameter] = [
    .number(
      "orders.coalesce_min_ms", .milliseconds(upTo: 60_000),
      \.engine.orders.coalesceMinimumNanoseconds,
      "After the ladder has sent something, what follows waits at least so long."),
    .number(
      "orders.coalesce_max_ms", .milliseconds(upTo: 60_000, note: "0 never waits"),
      \.engine.orders.coalesceMaximumNanoseconds,
      "It waits as long as an order's way there and back, at most this; half of it while the market"
        + " swings by more than 1 %, the least over 2 %."),
    .number(
      "orders.budget_reserve_pct", NumberRule("%", decimals: 4, 0...900_000),
      \.engine.orders.budgetReserve,
      "What opens and questions leave of the venue's weight a minute to cancels and exits, and opens"
        + " of actions and of open orders."),
  ]

  private static let wait = NumberRule("ms", decimals: 6, 1_000_000...3_600_000_000_000)

  private static let outcomes: [Parameter] = [
    .number(
      "orders.ack_timeout_ms", wait, \.engine.orders.acknowledgeTimeoutNanoseconds,
      "A request that is not answered for so long has an unknown outcome and is asked about."),
    .number(
      "orders.expiry_ms", wait, \.engine.orders.expiryNanoseconds,
      "A new order that arrives later than this is refused, where the venue holds to that."),
    .number(
      "orders.absent_grace_ms", wait, \.engine.orders.absentGraceNanoseconds,
      "Where it does not, an order that the venue calls absent twice is believed gone after this."),
    .number(
      "orders.inquiry_min_ms", wait, \.engine.orders.firstInquiryNanoseconds,
      "What became of an order is asked for the first time after so long; each step doubles."),
    .number(
      "orders.inquiry_max_ms", wait, \.engine.orders.lastInquiryNanoseconds,
      "The longest step between two questions about one order."),
  ]
}
