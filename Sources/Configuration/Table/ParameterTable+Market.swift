import Engine
import Market
import SimulatedVenue

extension ParameterTable.Section {
  /// When a market may be quoted.
  static let market = ParameterTable.Section(
    name: "market", summary: "When a market may be quoted, and generated markets.",
    parameters: [
      .choice(
        "market.book_source",
        [Word("auto", .auto), Word("depth", .depth), Word("quotes", .quotes)],
        \.engine.market.bookSource,
        "Which data make the book. \"depth\": price levels; \"quotes\": best bid and ask only;"
          + " \"auto\": depth if there is any, else quotes."),
      .number(
        "market.stale_after_ms", .milliseconds(note: "0 means never"),
        of: \.market.staleAfterNanoseconds,
        "No new entry order is sent while the book is older than this. A mark price that is older is"
          + " not used: the mid takes its place, and stops that Rung watches on it count as"
          + " unprotected."),
      .number(
        "market.pull_after_ms", .milliseconds(note: "0 means never"),
        of: \.market.pullAfterNanoseconds,
        "Working entry orders are cancelled when the book is older than this."),
      .number(
        "market.halt_after_ms", .milliseconds(note: "0 means never"),
        of: \.market.haltAfterNanoseconds,
        "Entries freeze when the book is older than this, until the operator unfreezes them."),
    ] + life + generatedMarket)

  /// How the simulated venue behaves.
  static let venue = ParameterTable.Section(
    name: "venue", summary: "How the simulated venue behaves.",
    parameters: delays + matching + rules + venueOrders + venueLimits + venueAccount)

  private static let delays: [Parameter] = [
    .number(
      "venue.order_latency_ms", .milliseconds(upTo: 60_000), \.venue.orderLatencyNanoseconds,
      "Time a request takes to reach the venue. A report takes the same time back."),
    .number(
      "venue.order_jitter_ms", .milliseconds(upTo: 60_000), \.venue.orderJitterNanoseconds,
      "Largest random delay added to a request or report."),
    .number(
      "venue.feed_latency_ms", .milliseconds(upTo: 60_000), \.venue.feedLatencyNanoseconds,
      "Time market data takes to reach Rung."),
    .number(
      "venue.feed_jitter_ms", .milliseconds(upTo: 60_000), \.venue.feedJitterNanoseconds,
      "Largest random delay added to a market update."),
    .number(
      "venue.seed", NumberRule("", 0...Int64.max),
      "Seed of everything random. The same seed gives the same run.",
      get: { Int64(clamping: $0.venue.seed) }, set: { $0.venue.seed = UInt64($1) }),
  ]

  private static let matching: [Parameter] = [
    .choice(
      "venue.queue_rule", QueueRuleName.allCases.map { Word($0.rawValue, $0) },
      \.venue.queueRule,
      "Where cancelled size stood in the queue. \"pessimistic\": all of it behind our order, so"
        + " it does not bring our order forward. \"proportional\": spread evenly over the queue."),
    .flag(
      "venue.fills_when_locked", \.venue.fillsWhenLocked,
      "Whether a resting order fills when the best price of the other side reaches its price, as"
        + " in other backtesters. If false, that price must go through it. Trades at its price"
        + " fill it in either case."),
    .number(
      "venue.max_open_orders", NumberRule("orders", 1...100_000), null: "no limit",
      "Largest number of our orders that may rest at the venue at once.",
      get: { $0.venue.maximumOpenOrders.map(Int64.init) },
      set: { $0.venue.maximumOpenOrders = $1.map { Int($0) } }),
    .number(
      "venue.max_batch", NumberRule("requests", 1...1_000), \.venue.maximumBatch,
      "Largest number of requests of one kind in one message."),
  ]

  private static let feeRule = NumberRule("bps", decimals: 4, -FeeRate.maximum...FeeRate.maximum)
  private static let asRecorded = "what the tape says"

  private static let rules: [Parameter] = [
    .number(
      "venue.maker_fee_bps", feeRule, null: asRecorded,
      "Fee of a maker fill. Negative is a rebate.",
      get: { $0.venueRules.makerFee?.hundredMillionths },
      set: { $0.venueRules.makerFee = $1.map { FeeRate(hundredMillionths: $0) } }),
    .number(
      "venue.taker_fee_bps", feeRule, null: asRecorded,
      "Fee of a taker fill.",
      get: { $0.venueRules.takerFee?.hundredMillionths },
      set: { $0.venueRules.takerFee = $1.map { FeeRate(hundredMillionths: $0) } }),
    .amount(
      "venue.min_notional", AmountRule("quote currency", AmountRange(allowsZero: true)),
      null: asRecorded,
      \.venueRules.minimumNotional,
      "Smallest value of an order that the venue accepts."),
  ]
}
