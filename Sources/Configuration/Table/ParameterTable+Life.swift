import Engine

extension ParameterTable.Section {
  /// When a market counts as coming to its end.
  static let life: [Parameter] = [
    .seconds(
      "market.status_poll_seconds", of: \.market.life.pollNanoseconds, note: "0 is never",
      "How often the venue is asked whether the market trades, and what time it is there."),
    .moment(
      "market.end", null: "no end, or the one that the venue or the tape tells",
      \.engine.market.life.endsAt,
      "When the market ends; one that the venue or the tape tells counts where it is earlier."),
    .seconds(
      "market.cutoff_seconds", of: \.market.life.cutoffNanoseconds,
      "How long before a market ends, by the venue's clock, entries stop."),
    .number(
      "market.max_clock_skew_ms", .milliseconds(note: "0 is any"),
      of: \.market.life.maximumSkewNanoseconds,
      "Opens stop while the venue's clock is further from ours than this for certain: half of the time"
        + " that its answer took may be an error."),
    .choice(
      "market.at_end", [Word("hold", .hold), Word("close", .close)],
      \.engine.market.life.ending,
      "What happens to lots at the cutoff: they stay with their exits, or the position is flattened."
    ),
  ]
}
