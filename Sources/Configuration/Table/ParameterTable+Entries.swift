import Engine
import Market

extension ParameterTable.Section {
  /// How positions are opened besides the ladder.
  static let entries = ParameterTable.Section(
    name: "entries",
    summary: "How positions are entered, and how entry attempts outside the grid work.",
    parameters: kinds + offsets + times + cycle + taking)

  private static let kinds: [Parameter] = [
    .choice(
      "entries.mode", [Word("ladder", .ladder), Word("cycle", .cycle)], \.engine.entries.mode,
      "\"ladder\": a grid of rungs around an anchor. \"cycle\": one entry attempt per side near"
        + " the best price, and another one after each cycle."),
    .choice(
      "entries.entry", [Word("maker", .maker), Word("taker", .taker)], \.engine.entries.style,
      "How an attempt enters. \"maker\": a post-only order that rests. \"taker\": an order that"
        + " takes at once, within entries.max_slippage_bps."),
    .choice(
      "entries.rearm",
      [
        Word("exit_accepted", .exitAccepted), Word("lot_closed", .lotClosed),
        Word("next_replan", .nextReplan),
      ], \.engine.entries.rearm,
      "When a side makes its next attempt in cycle mode. \"exit_accepted\": when the venue has"
        + " accepted the exit of its lot; \"lot_closed\": when its lot has closed;"
        + " \"next_replan\": without waiting for either."),
  ]

  private static let offsets: [Parameter] = [
    .number(
      "entries.post_only_tick_multiplier", .ticks, of: \.entries.postOnlyTicks,
      "Minimum distance between an attempt and the best price of its own side. A buy rests below"
        + " the best bid, a sell above the best ask."),
    .number(
      "entries.offset_bps", .basisPoints, of: \.entries.baseOffset,
      "The same distance as a share of the price. The larger of the two counts."),
    .number(
      "entries.offset_slope", NumberForm("times spread + volatility", decimals: 2),
      of: \.entries.offsetSlopeHundredths,
      "Adds this multiple of spread + volatility, both as shares of the price, to"
        + " entries.offset_bps. 0 adds nothing."),
    .number(
      "entries.max_offset_bps", .basisPoints, of: \.entries.maximumOffset,
      "Upper limit of the distance as a share of the price, with entries.offset_slope included."),
  ]

  private static let times: [Parameter] = [
    .number(
      "entries.limit_timeout_ms", .milliseconds,
      of: \.entries.timeoutNanoseconds,
      "How long an attempt may take before it is given up. entries.fallback decides what"
        + " follows."),
    .number(
      "entries.manual_timeout_ms", .milliseconds, of: \.entries.manualTimeoutNanoseconds,
      null: "until it is cancelled",
      "How long a manual order may rest before it is cancelled."),
    .number(
      "entries.reprice_interval_ms", .milliseconds, of: \.entries.repriceNanoseconds,
      "How often the price of an attempt is compared with the price it should have now."),
    .number(
      "entries.reject_backoff_ms", .milliseconds, of: \.entries.rejectBackoffNanoseconds,
      "Wait after the venue rejects an attempt because its post-only price would cross. Each"
        + " further reject doubles it."),
    .number(
      "entries.max_reject_backoff_ms", .milliseconds,
      of: \.entries.maximumRejectBackoffNanoseconds,
      "Upper limit of that wait."),
    .number(
      "entries.reject_storm", NumberForm("rejects a minute"), of: \.entries.rejectStorm,
      "This many rejects of attempts for crossing within one minute raise an alarm."),
    .number(
      "entries.shutdown_timeout_ms", .milliseconds, of: \.entries.shutdownNanoseconds,
      "How long quitting waits until the venue has confirmed the end of the entry orders it"
        + " cancelled."),
  ]

  private static let cycle: [Parameter] = [
    .number(
      "entries.max_open_lots", NumberForm("lots per side"),
      of: \.entries.maximumOpenLots,
      "How many lots may be open on one side in cycle mode."),
    .number(
      "entries.min_distance_bps", .basisPoints, of: \.entries.leastDistance,
      "Minimum distance between an attempt of cycle mode and the last entry of its side, while"
        + " the side has an open lot."),
    .number(
      "entries.min_interval_ms", .milliseconds, of: \.entries.leastIntervalNanoseconds,
      "Minimum time between the last entry of a side and its next attempt in cycle mode."),
  ]

  private static let taking: [Parameter] = [
    .flag(
      "entries.fallback", \.engine.entries.fallsBack,
      "Whether an attempt that timed out or failed may be followed by one taker order for the"
        + " rest."),
    .number(
      "entries.recheck_ttl_ms", .milliseconds, of: \.entries.recheckNanoseconds,
      "How long that taker order may wait while a gate blocks it, such as a cap or a stale book."
        + " Then it is dropped."),
    .number(
      "entries.max_slippage_bps", .basisPoints, of: \.entries.maximumSlippage,
      "How far past the best price a taker entry may trade."),
    .choice(
      "entries.over_slippage", [Word("protect", .protect), Word("skip", .skip)],
      \.engine.entries.overSlippage,
      "What happens to a taker entry if the shown book would fill it only beyond"
        + " entries.max_slippage_bps. \"protect\": it is sent with that limit and may fill in"
        + " part. \"skip\": it is not sent."),
    .number(
      "entries.completion_slippage_bps", .basisPoints, of: \.entries.completionSlippage,
      "How far past the best price, as it was when the completion began, a completion may trade."
        + " A completion brings the side with less open up to the other one."),
    .flag(
      "entries.completion_is_whole", \.engine.entries.completionIsWhole,
      "Whether the taker order of a completion is fill-or-kill, if the venue supports that."),
    .number(
      "entries.complete_after_ms", .milliseconds, of: \.entries.completeAfterNanoseconds,
      null: "only by command",
      "A completion begins by itself after one side has had less open than the other for this"
        + " long."),
  ]
}
