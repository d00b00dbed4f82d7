import Engine
import Market

extension ParameterTable.Section {
  /// How positions are opened beside the ladder.
  static let entries = ParameterTable.Section(
    name: "entries", summary: "How positions are opened, and how attempts beside the ladder live.",
    parameters: kinds + offsets + times + cycle + taking)

  private static let kinds: [Parameter] = [
    .choice(
      "entries.mode", [Word("ladder", .ladder), Word("cycle", .cycle)], \.engine.entries.mode,
      "Rungs around an anchor, or one attempt a side at the best price, again after each cycle."),
    .choice(
      "entries.entry", [Word("maker", .maker), Word("taker", .taker)], \.engine.entries.style,
      "Whether an attempt rests post-only, or takes at once at a protected price."),
    .choice(
      "entries.rearm",
      [
        Word("exit_accepted", .exitAccepted), Word("lot_closed", .lotClosed),
        Word("next_replan", .nextReplan),
      ], \.engine.entries.rearm,
      "When a side of the cycle mode attempts again: when the exit of its lot was accepted, when the"
        + " lot closed, or with the next look."),
  ]

  private static let offsets: [Parameter] = [
    .number(
      "entries.post_only_tick_multiplier", .ticks, of: \.entries.postOnlyTicks,
      "How far from the best price of its side, away from crossing, an attempt rests at least."),
    .number(
      "entries.offset_bps", .basisPoints, of: \.entries.baseOffset,
      "The offset as a share of price; the larger of both counts."),
    .number(
      "entries.offset_slope", NumberForm("times spread and volatility", decimals: 2),
      of: \.entries.offsetSlopeHundredths,
      "How much of spread and volatility is added to entries.offset_bps."),
    .number(
      "entries.max_offset_bps", .basisPoints, of: \.entries.maximumOffset,
      "The most the offset as a share of price comes to."),
  ]

  private static let times: [Parameter] = [
    .number(
      "entries.limit_timeout_ms", .milliseconds,
      of: \.entries.timeoutNanoseconds, "How long an attempt may take."),
    .number(
      "entries.manual_timeout_ms", .milliseconds, of: \.entries.manualTimeoutNanoseconds,
      null: "until it is cancelled", "How long an order placed by hand stands."),
    .number(
      "entries.reprice_interval_ms", .milliseconds, of: \.entries.repriceNanoseconds,
      "How often an attempt is compared with where it belongs."),
    .number(
      "entries.reject_backoff_ms", .milliseconds, of: \.entries.rejectBackoffNanoseconds,
      "How long an attempt waits that was refused as crossing; doubled by each further refusal."),
    .number(
      "entries.max_reject_backoff_ms", .milliseconds,
      of: \.entries.maximumRejectBackoffNanoseconds, "The longest such wait."),
    .number(
      "entries.reject_storm", NumberForm("a minute"), of: \.entries.rejectStorm,
      "So many refusals as crossing within a minute are a storm."),
    .number(
      "entries.shutdown_timeout_ms", .milliseconds, of: \.entries.shutdownNanoseconds,
      "How long quitting waits for the outcomes of the opens it cancelled."),
  ]

  private static let cycle: [Parameter] = [
    .number(
      "entries.max_open_lots", NumberForm("lots a side"),
      of: \.entries.maximumOpenLots, "How many lots of a side may be open in cycle mode."),
    .number(
      "entries.min_distance_bps", .basisPoints, of: \.entries.leastDistance,
      "The least distance of an attempt from the price its side last added at, while a lot of the"
        + " side is open."),
    .number(
      "entries.min_interval_ms", .milliseconds, of: \.entries.leastIntervalNanoseconds,
      "The least time after a side's last add before it attempts again."),
  ]

  private static let taking: [Parameter] = [
    .flag(
      "entries.fallback", \.engine.entries.fallsBack,
      "Whether an attempt that timed out or failed may be followed by one taker order."),
    .number(
      "entries.recheck_ttl_ms", .milliseconds, of: \.entries.recheckNanoseconds,
      "How long a side stays marked for that taker order while a gate is shut."),
    .number(
      "entries.max_slippage_bps", .basisPoints, of: \.entries.maximumSlippage,
      "How far past the best price a taker order may trade."),
    .choice(
      "entries.over_slippage", [Word("protect", .protect), Word("skip", .skip)],
      \.engine.entries.overSlippage,
      "What a taker order does that is estimated to slip further: take up to that price, or not go"
        + " out."),
    .number(
      "entries.completion_slippage_bps", .basisPoints, of: \.entries.completionSlippage,
      "How far past the best price of the moment of the command a completion may trade."),
    .flag(
      "entries.completion_is_whole", \.engine.entries.completionIsWhole,
      "Whether the taker order of a completion is all or nothing, where the venue has that."),
    .number(
      "entries.complete_after_ms", .milliseconds, of: \.entries.completeAfterNanoseconds,
      null: "only by command",
      "A side that has had less open than the other for so long is completed."),
  ]
}
