import Engine
import Market
import SimulatedVenue

extension ParameterTable.Section {
  /// Which orders the simulated venue takes, and how it treats them.
  static let venueOrders: [Parameter] = [
    .choice(
      "venue.fills",
      [Word("numbered", .numbered), Word("unnumbered", .unnumbered), Word("totals", .totals)],
      \.venue.rules.fills,
      "How the venue tells of fills: each with a number of its own, each without one, or as what is"
        + " filled of an order in all."),
    .choice(
      "venue.reduce_only",
      [Word("ends_when_flat", .endsWhenFlat), Word("shrinks", .shrinks)],
      \.venue.rules.reduceOnly,
      "A reduce-only order larger than the position: fills down to flat and ends, or is made as"
        + " small as the position all the time."),
    .choice(
      "venue.self_trade",
      [Word("ignored", .ignored), Word("cancels_resting", .cancelsResting)],
      \.venue.rules.selfTrade,
      "Orders of ours that would trade with each other: pass through each other, or the resting one"
        + " is cancelled."),
    .choice(
      "venue.amend",
      [Word("none", .none), Word("moves", .moves), Word("cancels_and_places", .cancelsAndPlaces)],
      \.venue.rules.amend,
      "What an amend is: refused, a move that may keep its place in the queue, or a cancel and a new"
        + " post-only order."),
    .flag(
      "venue.fill_or_kill", \.venue.rules.fillOrKill, "Whether fill-or-kill orders are taken."),
    .flag(
      "venue.expiry", \.venue.rules.expiry,
      "Whether an order that arrives after its expiry is refused."),
    .flag(
      "venue.trigger_mark", \.venue.rules.triggersOnMark,
      "Whether the venue holds trigger orders on the mark, the middle of its book."),
    .flag(
      "venue.trigger_last", \.venue.rules.triggersOnLast,
      "Whether the venue holds trigger orders on the last trade."),
    .flag(
      "venue.trigger_opposite_best", \.venue.rules.triggersOnOppositeBest,
      "Whether the venue holds trigger orders on the best price they would trade with."),
    .flag(
      "venue.groups", \.venue.rules.groups,
      "Whether an order that fills cancels the others of its group."),
    .flag(
      "venue.groups_cover_partial_fills", \.venue.rules.groupsCoverPartialFills,
      "Whether one that fills in part makes the others of its group smaller by as much."),
    .flag(
      "venue.refuse_empty_takers", \.venue.rules.refusesEmptyTakers,
      "Whether an immediate-or-cancel order that would take nothing is refused, instead of taken on"
        + " and ended."),
    .flag(
      "venue.triggers_must_reduce", \.venue.rules.triggersMustReduce,
      "Whether only reduce-only orders may wait for a trigger."),
    .flag(
      "venue.refuse_ended_names", \.venue.rules.refusesEndedNames,
      "Whether the name of an order that ended is refused while the venue remembers it."),
    .number(
      "venue.significant_figures", NumberRule("figures", 1...15), null: "only the tick counts",
      "How many significant figures a price may have where it is not a whole number.",
      get: { $0.venue.rules.significantFigures.map(Int64.init) },
      set: { $0.venue.rules.significantFigures = $1.map { Int($0) } }),
  ]

  /// How much the simulated venue lets an account do.
  static let venueLimits: [Parameter] = [
    .number(
      "venue.max_open_orders_for_exits", NumberRule("orders", 1...100_000),
      null: "as for any other",
      "Open orders from which on reduce-only and trigger orders are refused.",
      get: { $0.venue.limits.openOrdersForExits.map(Int64.init) },
      set: { $0.venue.limits.openOrdersForExits = $1.map { Int($0) } }),
    .number(
      "venue.price_band_bps", NumberRule("bps", 1...100_000), null: "no limit",
      "How far from the mark a limit may lie.",
      get: { $0.venue.limits.priceBandBasisPoints.map(Int64.init) },
      set: { $0.venue.limits.priceBandBasisPoints = $1.map { Int($0) } }),
    .amount(
      "venue.max_position_value", AmountRule("quote currency"), null: "no limit",
      \.venue.limits.positionValue,
      "The most a position may be worth with all orders of its side filled."),
    .flag(
      "venue.refuse_whole_messages", \.venue.limits.refusesWholeMessages,
      "Whether one order of a wrong form lets all orders of its message be refused."),
    .number(
      "venue.weight_per_minute", NumberRule("weight", 1...1_000_000), null: "no limit",
      "What messages (1, and 1 for every 40 orders) and questions (2 to 20) may weigh a minute.",
      get: { $0.venue.limits.weightPerMinute.map(Int64.init) },
      set: { $0.venue.limits.weightPerMinute = $1.map { Int($0) } }),
    .number(
      "venue.actions", NumberRule("actions", 1...1_000_000_000), null: "no limit",
      "Orders, amends and cancels the account may send, and one more for every unit of the quote"
        + " currency it trades.",
      get: { $0.venue.limits.actions.map(Int64.init) },
      set: { $0.venue.limits.actions = $1.map { Int($0) } }),
  ]

  /// The account at the simulated venue, what the venue remembers, and what it does by itself.
  static let venueAccount: [Parameter] = [
    .amount(
      "venue.starting_equity", AmountRule("quote currency", AmountRange(allowsZero: true)),
      \.venue.account.startingEquity, "What the account holds at the start."),
    .number(
      "venue.leverage", NumberRule("times", 1...1_000), null: "margin is not asked for",
      "How many times the equity a position may be worth.",
      get: { $0.venue.account.leverage.map(Int64.init) },
      set: { $0.venue.account.leverage = $1.map { Int($0) } }),
    .number(
      "venue.maintenance_margin_bps", NumberRule("bps", 1...5_000),
      \.venue.account.maintenanceBasisPoints,
      "The share of its value that a position must keep as equity; tells the liquidation price."),
    .flag(
      "venue.liquidates", \.venue.account.liquidates,
      "Whether an account with less than that is liquidated, where margin is asked for."),
    .number(
      "venue.remembered_orders", NumberRule("orders", 1...100_000),
      \.venue.memory.endedOrders, "How many ended orders the venue can still tell of."),
    .number(
      "venue.remembered_fills", NumberRule("fills", 1...1_000_000), \.venue.memory.fills,
      "How many fills the venue can still list."),
    .number(
      "venue.fills_per_page", NumberRule("fills", 1...100_000), \.venue.memory.fillsPerPage,
      "How many fills the venue lists in one answer."),
    .choice(
      "venue.fill_paging", [Word("fill", .byFill), Word("time", .byTime)], \.venue.memory.paging,
      "Where the next page of fills begins: after the last fill of the one before, or at its moment,"
        + " so that of more fills of one moment than a page holds the rest can't be listed."),
    .flag(
      "venue.scheduled_cancel", \.venue.events.scheduledCancel,
      "Whether the venue cancels every order at a moment that was set before."),
    .number(
      "venue.scheduled_cancel_lead_ms", .milliseconds(upTo: 3_600_000),
      \.venue.events.scheduledCancelLeadNanoseconds, "How far ahead that moment must lie."),
    .number(
      "venue.scheduled_cancels_per_day", NumberRule("times a day", 1...100_000),
      \.venue.events.scheduledCancelsPerDay, "How often a UTC day it may come due."),
    .amount(
      "venue.scheduled_cancel_volume", AmountRule("quote currency", AmountRange(allowsZero: true)),
      \.venue.events.scheduledCancelVolume, "What must have been traded before one may be set."),
    .number(
      "venue.funding_bps_per_hour", NumberRule("bps", decimals: 4, -1_000_000...1_000_000),
      \.venue.events.fundingHundredMillionths,
      "What a long position pays a short one every full hour; negative is received."),
  ]
}
