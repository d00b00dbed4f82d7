import Engine
import Market
import Venue

extension ParameterTable.Section {
  /// How lots are closed.
  static let exits = ParameterTable.Section(
    name: "exits", summary: "How lots are closed.",
    parameters: profits + stops + closes + cooldowns + runners)

  private static let profits: [Parameter] = [
    .measured(
      "exits.take_profit", takeProfits, words: [Word("paired", .paired)],
      \.engine.exits.takeProfit,
      "Where a lot is closed: at the next rung towards profit, or so far from its true entry."),
    .choice(
      "exits.when_crossing", [Word("take", .take), Word("wait", .wait)],
      \.engine.exits.whenCrossing,
      "What a take-profit does where resting at its price would cross: take at its price or"
        + " better, or wait, post-only, until the book lets it rest."),
    .number(
      "exits.min_edge_bps", .basisPoints, of: \.exits.minimumEdge,
      "The least profit over the fees of both fills; a nearer take-profit is moved out to it."),
    .flag(
      "exits.reduce_only_where_covered", \.engine.exits.reduceOnlyWhereCovered,
      "Whether exits are reduce-only at the venue wherever the net position covers them."),
  ]

  private static let takeProfits: [Measure<ExitSettings.TakeProfit>] = [
    Measure("ticks", .ticks, of: \.exits.takeProfit.distance?.ticks, make: { .away(.ticks($0)) }),
    Measure(
      "bps", .basisPoints, of: \.exits.takeProfit.distance?.basisPoints,
      make: { .away(.basisPoints($0)) }),
  ]

  private static let stops: [Parameter] = [
    .measured(
      "exits.stop.place", stopPlaces, words: [Word("none", .none), Word("line", .line)],
      \.engine.exits.stop.place,
      "Where a lot's stop goes off: nowhere, at the line of the whole grid, or so far from its true"
        + " entry, as a share of it or in average true ranges."),
    .amount(
      "exits.stop.line_below", "price", of: \.exits.stop.lineBelow,
      null: "no line", "The stop of everything long, with place \"line\"."),
    .amount(
      "exits.stop.line_above", "price", of: \.exits.stop.lineAbove,
      null: "no line", "The stop of everything short, with place \"line\"."),
    .measured(
      "exits.stop.mode", stopModes,
      words: [
        Word("venue", BasisPoints(hundredths: 1_000_000)), Word("monitor", BasisPoints.zero),
      ],
      \.engine.exits.stop.venueShare,
      "Whether the venue holds stops, where it can, or the engine watches them; or for which share of"
        + " new lots the venue does."),
    .choice(
      "exits.stop.reference",
      [Word("mark", .mark), Word("last", .last), Word("opposite_best", .oppositeBest)],
      \.engine.exits.stop.reference,
      "Which price sets stops off: the mark, the last trade, or the best price they would trade with."
    ),
    .number(
      "exits.stop.slippage_bps", .basisPoints, of: \.exits.stop.slippage,
      "How far past its trigger a stop may trade."),
    .number(
      "exits.stop.escalate_ms", .milliseconds, of: \.exits.stop.escalateAfterNanoseconds,
      "How long a stop that went off may stay unfilled before it goes out with twice the slippage."),
    .number(
      "exits.stop.escalate_slippage_bps", .basisPoints, of: \.exits.stop.escalateSlippage,
      "How far past the best price an escalated stop may trade at most."),
    .number(
      "exits.stop.grace_ms", .milliseconds, of: \.exits.stop.graceNanoseconds,
      "How long a lot may be without protection before that is an alarm."),
  ]

  private static let stopPlaces: [Measure<StopSettings.Place>] = [
    Measure("bps", .basisPoints, of: \.exits.stop.place.share, make: { .away($0) }),
    Measure(
      "atr", NumberForm("average true ranges", decimals: 2),
      of: \.exits.stop.place.rangeHundredths, make: { .averageRange(hundredths: $0) }),
  ]

  private static let stopModes: [Measure<BasisPoints>] = [
    Measure("venue_share", .share, of: \.exits.stop.venueShare, make: { $0 })
  ]
}
