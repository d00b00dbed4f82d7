import Engine

extension ParameterTable.Section {
  /// When the diff touches an order, and what is done about one nobody answers for.
  static let orders = ParameterTable.Section(
    name: "orders", summary: "When a live order is touched, and when it is asked about.",
    parameters: diff + pace + outcomes)

  private static let diff: [Parameter] = [
    .number(
      "orders.reprice_ticks", .ticks, of: \.orders.repriceTicks,
      "An order off its wanted price by no more than this is left alone and keeps its queue."),
    .number(
      "orders.resize_pct", .percent, of: \.orders.resizeTolerance,
      "An order whose remaining size is off by no more than this is left alone."),
    .flag(
      "orders.amend", \.engine.orders.amend,
      "Whether an order is amended, where the venue can, instead of cancelled and placed anew."),
  ]

  private static let pace: [Parameter] = [
    .number(
      "orders.coalesce_min_ms", .milliseconds, of: \.orders.coalesceMinimumNanoseconds,
      "After the ladder has sent something, what follows waits at least so long."),
    .number(
      "orders.coalesce_max_ms", .milliseconds(note: "0 never waits"),
      of: \.orders.coalesceMaximumNanoseconds,
      "It waits as long as an order's way there and back, at most this; half of it while the market"
        + " swings by more than 1 %, the least over 2 %."),
    .number(
      "orders.budget_reserve_pct", .percent, of: \.orders.budgetReserve,
      "What opens and questions leave of the venue's weight a minute to cancels and exits, and opens"
        + " of actions and of open orders."),
  ]

  private static let outcomes: [Parameter] = [
    .number(
      "orders.ack_timeout_ms", .milliseconds, of: \.orders.acknowledgeTimeoutNanoseconds,
      "A request that is not answered for so long has an unknown outcome and is asked about."),
    .number(
      "orders.expiry_ms", .milliseconds, of: \.orders.expiryNanoseconds,
      "A new order that arrives later than this is refused, where the venue holds to that."),
    .number(
      "orders.absent_grace_ms", .milliseconds, of: \.orders.absentGraceNanoseconds,
      "Where it does not, an order that the venue calls absent twice is believed gone after this."),
    .number(
      "orders.inquiry_min_ms", .milliseconds, of: \.orders.firstInquiryNanoseconds,
      "What became of an order is asked for the first time after so long; each step doubles."),
    .number(
      "orders.inquiry_max_ms", .milliseconds, of: \.orders.lastInquiryNanoseconds,
      "The longest step between two questions about one order."),
  ]
}
