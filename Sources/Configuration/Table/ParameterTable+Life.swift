import Engine

extension ParameterTable.Section {
  /// When a market counts as nearing its end.
  static let life: [Parameter] = [
    .seconds(
      "market.status_poll_seconds", of: \.market.life.pollNanoseconds, note: "0 means never",
      "How often the venue is asked whether the market trades, and for its clock."),
    .moment(
      "market.end", null: "no end but one that the venue or the tape reports",
      \.engine.market.life.endsAt,
      "When the market ends, for example at expiry. If the venue or the tape reports an earlier"
        + " end, that one counts."),
    .seconds(
      "market.cutoff_seconds", of: \.market.life.cutoffNanoseconds,
      "How long before the end of the market entries stop, by the venue's clock."),
    .number(
      "market.max_clock_skew_ms", .milliseconds(note: "0 allows any"),
      of: \.market.life.maximumSkewNanoseconds,
      "Entries stop while the venue's clock is off from ours by more than this. Half of the time"
        + " that the venue's answer took is allowed for as error."),
    .choice(
      "market.at_end", [Word("hold", .hold), Word("close", .close)],
      \.engine.market.life.ending,
      "What happens to lots when entries stop before the end of the market. \"hold\": they keep"
        + " their exits; \"close\": the position is flattened."
    ),
  ]
}
