import Engine
import Market
import SimulatedVenue

extension ParameterTable.Section {
  /// What counts as a market that can be quoted.
  static let market = ParameterTable.Section(
    name: "market", summary: "What counts as a market that can be quoted.",
    parameters: [
      .choice(
        "market.book_source",
        [Word("auto", .auto), Word("depth", .depth), Word("quotes", .quotes)],
        \.engine.market.bookSource,
        "Which channel makes the book; auto is depth where there is any, else quotes."),
      .number(
        "market.stale_after_ms", .milliseconds(note: "0 is never"),
        of: \.market.staleAfterNanoseconds, "A book older than this gets no new opens."),
      .number(
        "market.pull_after_ms", .milliseconds(note: "0 is never"),
        of: \.market.pullAfterNanoseconds,
        "Opens that rest are pulled when the book is older than this."),
      .number(
        "market.halt_after_ms", .milliseconds(note: "0 is never"),
        of: \.market.haltAfterNanoseconds,
        "A book older than this freezes opens until the operator lets them go on."),
    ] + life + generatedMarket)

  /// How the simulated venue behaves.
  static let venue = ParameterTable.Section(
    name: "venue", summary: "How the simulated venue behaves.",
    parameters: delays + matching + rules + venueOrders + venueLimits + venueAccount)

  private static let delays: [Parameter] = [
    .number(
      "venue.order_latency_ms", .milliseconds(upTo: 60_000), \.venue.orderLatencyNanoseconds,
      "How long a request travels to the venue; a report takes as long back."),
    .number(
      "venue.order_jitter_ms", .milliseconds(upTo: 60_000), \.venue.orderJitterNanoseconds,
      "The most that is added to the way of a request or report, drawn anew for each."),
    .number(
      "venue.feed_latency_ms", .milliseconds(upTo: 60_000), \.venue.feedLatencyNanoseconds,
      "How long market data travels to us."),
    .number(
      "venue.feed_jitter_ms", .milliseconds(upTo: 60_000), \.venue.feedJitterNanoseconds,
      "The most that is added to the way of a market update."),
    .number(
      "venue.seed", NumberRule("", 0...Int64.max),
      "What every draw is made from; the same seed gives the same run.",
      get: { Int64(clamping: $0.venue.seed) }, set: { $0.venue.seed = UInt64($1) }),
  ]

  private static let matching: [Parameter] = [
    .choice(
      "venue.queue_rule", QueueRuleName.allCases.map { Word($0.rawValue, $0) },
      \.venue.queueRule,
      "Where those stood who leave the queue before a resting order: all behind us, or evenly."),
    .flag(
      "venue.fills_when_locked", \.venue.fillsWhenLocked,
      "Whether a resting order also fills when the opposite best comes to its very price, as other"
        + " backtesters have it, and not only when it goes through."),
    .number(
      "venue.max_open_orders", NumberRule("orders", 1...100_000), null: "no limit",
      "The most orders of ours the venue lets rest at once.",
      get: { $0.venue.maximumOpenOrders.map(Int64.init) },
      set: { $0.venue.maximumOpenOrders = $1.map { Int($0) } }),
    .number(
      "venue.max_batch", NumberRule("requests", 1...1_000), \.venue.maximumBatch,
      "The most requests of one kind in one message."),
  ]

  private static let feeRule = NumberRule("bps", decimals: 4, -FeeRate.maximum...FeeRate.maximum)
  private static let asRecorded = "what the tape says"

  private static let rules: [Parameter] = [
    .number(
      "venue.maker_fee_bps", feeRule, null: asRecorded,
      "The fee of a fill that rested; negative is a rebate.",
      get: { $0.venueRules.makerFee?.hundredMillionths },
      set: { $0.venueRules.makerFee = $1.map { FeeRate(hundredMillionths: $0) } }),
    .number(
      "venue.taker_fee_bps", feeRule, null: asRecorded,
      "The fee of a fill that took.",
      get: { $0.venueRules.takerFee?.hundredMillionths },
      set: { $0.venueRules.takerFee = $1.map { FeeRate(hundredMillionths: $0) } }),
    .amount(
      "venue.min_notional", AmountRule("quote currency", AmountRange(allowsZero: true)),
      null: asRecorded,
      \.venueRules.minimumNotional, "The least an order must be worth."),
  ]
}
