import Engine
import Market
import SimulatedVenue

extension ParameterTable.Section {
  /// The orders that the simulated venue accepts, and how it handles them.
  static let venueOrders: [Parameter] = [
    .choice(
      "venue.fills",
      [Word("numbered", .numbered), Word("unnumbered", .unnumbered), Word("totals", .totals)],
      \.venue.rules.fills,
      "How the venue reports fills. \"numbered\": each fill with an id; \"unnumbered\": each"
        + " fill without an id; \"totals\": only the filled quantity of each order so far."),
    .choice(
      "venue.reduce_only",
      [Word("ends_when_flat", .endsWhenFlat), Word("shrinks", .shrinks)],
      \.venue.rules.reduceOnly,
      "What happens to a reduce-only order larger than the position. \"ends_when_flat\": it"
        + " fills until the position is flat and then ends. \"shrinks\": it is always made as"
        + " small as the position."),
    .choice(
      "venue.self_trade",
      [Word("ignored", .ignored), Word("cancels_resting", .cancelsResting)],
      \.venue.rules.selfTrade,
      "What happens if two of our own orders would trade with each other. \"ignored\": they pass"
        + " through each other. \"cancels_resting\": the resting one is cancelled."),
    .choice(
      "venue.amend",
      [Word("none", .none), Word("moves", .moves), Word("cancels_and_places", .cancelsAndPlaces)],
      \.venue.rules.amend,
      "What the venue does with an amend. \"none\": it refuses it. \"moves\": it moves the"
        + " order, which may keep its queue place. \"cancels_and_places\": it cancels the order"
        + " and places a new post-only one."),
    .flag(
      "venue.fill_or_kill", \.venue.rules.fillOrKill,
      "Whether the venue accepts fill-or-kill orders."),
    .flag(
      "venue.expiry", \.venue.rules.expiry,
      "Whether the venue rejects an order that arrives after its expiry."),
    .flag(
      "venue.trigger_mark", \.venue.rules.triggersOnMark,
      "Whether the venue accepts trigger orders on the mark price."),
    .flag(
      "venue.trigger_last", \.venue.rules.triggersOnLast,
      "Whether the venue accepts trigger orders on the last trade price."),
    .flag(
      "venue.trigger_opposite_best", \.venue.rules.triggersOnOppositeBest,
      "Whether the venue accepts trigger orders on the best price they would trade with."),
    .flag(
      "venue.groups", \.venue.rules.groups,
      "Whether an order that fills cancels the other orders of its group (one cancels the"
        + " other)."),
    .flag(
      "venue.groups_cover_partial_fills", \.venue.rules.groupsCoverPartialFills,
      "Whether a partial fill makes the other orders of the group smaller by the same size."),
    .flag(
      "venue.refuse_empty_takers", \.venue.rules.refusesEmptyTakers,
      "Whether an immediate-or-cancel order that would take nothing is rejected. If false, it is"
        + " accepted and ends unfilled."),
    .flag(
      "venue.triggers_must_reduce", \.venue.rules.triggersMustReduce,
      "Whether trigger orders must be reduce-only."),
    .flag(
      "venue.refuse_ended_names", \.venue.rules.refusesEndedNames,
      "Whether the client id of an ended order is rejected as a duplicate, while the venue"
        + " remembers that order."),
    .number(
      "venue.significant_figures", NumberRule("figures", 1...15), null: "only the tick counts",
      "How many significant figures a price may have, unless it is a whole number.",
      get: { $0.venue.rules.significantFigures.map(Int64.init) },
      set: { $0.venue.rules.significantFigures = $1.map { Int($0) } }),
  ]

  /// The limits of an account at the simulated venue.
  static let venueLimits: [Parameter] = [
    .number(
      "venue.max_open_orders_for_exits", NumberRule("orders", 1...100_000),
      null: "the same limit as for other orders",
      "From this number of open orders on, the venue rejects reduce-only and trigger orders.",
      get: { $0.venue.limits.openOrdersForExits.map(Int64.init) },
      set: { $0.venue.limits.openOrdersForExits = $1.map { Int($0) } }),
    .number(
      "venue.price_band_bps", NumberRule("bps", 1...100_000), null: "no limit",
      "Largest distance of a limit price from the mark price, or the mid where there is none.",
      get: { $0.venue.limits.priceBandBasisPoints.map(Int64.init) },
      set: { $0.venue.limits.priceBandBasisPoints = $1.map { Int($0) } }),
    .amount(
      "venue.max_position_value", AmountRule("quote currency"), null: "no limit",
      \.venue.limits.positionValue,
      "Largest value of the position if all orders of its side filled."),
    .flag(
      "venue.refuse_whole_messages", \.venue.limits.refusesWholeMessages,
      "Whether one invalid order makes the venue reject all orders of its message. If false,"
        + " only that order is rejected."),
    .number(
      "venue.weight_per_minute", NumberRule("weight", 1...1_000_000), null: "no limit",
      "Request weight the venue allows per minute. A message of requests weighs 1, and 1 more"
        + " for every 40 requests. A query weighs 2 or 20, and 1 more for every 20 fills it"
        + " lists.",
      get: { $0.venue.limits.weightPerMinute.map(Int64.init) },
      set: { $0.venue.limits.weightPerMinute = $1.map { Int($0) } }),
    .number(
      "venue.actions", NumberRule("actions", 1...1_000_000_000), null: "no limit",
      "Number of orders, amends and cancels the account may send. Each unit of the quote"
        + " currency traded adds one.",
      get: { $0.venue.limits.actions.map(Int64.init) },
      set: { $0.venue.limits.actions = $1.map { Int($0) } }),
  ]

  /// The account at the simulated venue, what the venue remembers, and what it does without a
  /// request.
  static let venueAccount: [Parameter] = [
    .amount(
      "venue.starting_equity", AmountRule("quote currency", AmountRange(allowsZero: true)),
      \.venue.account.startingEquity,
      "Equity of the account at the start."),
    .number(
      "venue.leverage", NumberRule("times", 1...1_000), null: "margin is not checked",
      "Largest value of a position as a multiple of the equity.",
      get: { $0.venue.account.leverage.map(Int64.init) },
      set: { $0.venue.account.leverage = $1.map { Int($0) } }),
    .number(
      "venue.maintenance_margin_bps", NumberRule("bps", 1...5_000),
      \.venue.account.maintenanceBasisPoints,
      "Equity that the account must keep, as a share of the position's value. It sets the"
        + " liquidation price."),
    .flag(
      "venue.liquidates", \.venue.account.liquidates,
      "Whether an account with less than that is liquidated. Used with venue.leverage."),
    .number(
      "venue.remembered_orders", NumberRule("orders", 1...100_000),
      \.venue.memory.endedOrders,
      "Number of ended orders the venue can still report."),
    .number(
      "venue.remembered_fills", NumberRule("fills", 1...1_000_000), \.venue.memory.fills,
      "Number of past fills the venue can still list."),
    .number(
      "venue.fills_per_page", NumberRule("fills", 1...100_000), \.venue.memory.fillsPerPage,
      "Largest number of fills in one answer of the venue."),
    .choice(
      "venue.fill_paging", [Word("fill", .byFill), Word("time", .byTime)], \.venue.memory.paging,
      "Where the next page of fills begins. \"fill\": after the last fill of the page before."
        + " \"time\": at the time of that fill; if more fills share one time than fit on a page,"
        + " the rest of them cannot be listed."),
    .flag(
      "venue.scheduled_cancel", \.venue.events.scheduledCancel,
      "Whether the venue offers a scheduled cancel of all orders. risk.dead_man needs it."),
    .number(
      "venue.scheduled_cancel_lead_ms", .milliseconds(upTo: 3_600_000),
      \.venue.events.scheduledCancelLeadNanoseconds,
      "How far ahead a scheduled cancel must be set at least."),
    .number(
      "venue.scheduled_cancels_per_day", NumberRule("times a day", 1...100_000),
      \.venue.events.scheduledCancelsPerDay,
      "How often per UTC day a scheduled cancel may trigger."),
    .amount(
      "venue.scheduled_cancel_volume", AmountRule("quote currency", AmountRange(allowsZero: true)),
      \.venue.events.scheduledCancelVolume,
      "What the account must have traded before it may schedule a cancel."),
    .number(
      "venue.funding_bps_per_hour", NumberRule("bps", decimals: 4, -1_000_000...1_000_000),
      \.venue.events.fundingHundredMillionths,
      "Funding that a long position pays to a short one at every full hour. Negative: the long"
        + " position receives it."),
  ]
}
