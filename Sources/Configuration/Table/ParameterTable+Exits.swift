import Engine
import Market
import Venue

extension ParameterTable.Section {
  /// How lots are closed.
  static let exits = ParameterTable.Section(
    name: "exits", summary: "How lots are closed.",
    parameters: profits + stops + closes + benches + runners)

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
      "exits.min_edge_bps", .basisPoints(0...1_000_000), \.engine.exits.minimumEdge,
      "The least profit over the fees of both fills; a nearer take-profit is moved out to it."),
    .flag(
      "exits.reduce_only_where_covered", \.engine.exits.reduceOnlyWhereCovered,
      "Whether exits are reduce-only at the venue wherever the net position covers them."),
  ]

  private static let takeProfits: [Measure<ExitSettings.TakeProfit>] = [
    Measure(
      "ticks", .ticks(1...1_000_000), make: { .away(.ticks($0)) },
      number: { takeProfit in
        if case .away(.ticks(let ticks)) = takeProfit { ticks } else { nil }
      }),
    Measure(
      "bps", .basisPoints(1...1_000_000),
      make: { .away(.basisPoints(BasisPoints(hundredths: $0))) },
      number: { takeProfit in
        if case .away(.basisPoints(let share)) = takeProfit { share.hundredths } else { nil }
      }),
  ]

  private static let stops: [Parameter] = [
    .measured(
      "exits.stop.place", stopPlaces, words: [Word("none", .none), Word("line", .line)],
      \.engine.exits.stop.place,
      "Where a lot's stop goes off: nowhere, at the line of the whole grid, or so far from its true"
        + " entry, as a share of it or in average true ranges."),
    .amount(
      "exits.stop.line_below", AmountRule("price"), null: "no line",
      \.engine.exits.stop.lineBelow, "The stop of everything long, with place \"line\"."),
    .amount(
      "exits.stop.line_above", AmountRule("price"), null: "no line",
      \.engine.exits.stop.lineAbove, "The stop of everything short, with place \"line\"."),
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
      "exits.stop.slippage_bps", .basisPoints(0...1_000_000), \.engine.exits.stop.slippage,
      "How far past its trigger a stop may trade."),
    .number(
      "exits.stop.escalate_ms", .milliseconds(upTo: 86_400_000),
      \.engine.exits.stop.escalateAfterNanoseconds,
      "How long a stop that went off may stay unfilled before it goes out with twice the slippage."),
    .number(
      "exits.stop.escalate_slippage_bps", .basisPoints(0...1_000_000),
      \.engine.exits.stop.escalateSlippage,
      "How far past the best price an escalated stop may trade at most."),
    .number(
      "exits.stop.grace_ms", .milliseconds(upTo: 86_400_000), \.engine.exits.stop.graceNanoseconds,
      "How long a lot may be without protection before that is an alarm."),
  ]

  private static let stopPlaces: [Measure<StopSettings.Place>] = [
    Measure(
      "bps", .basisPoints(1...1_000_000),
      make: { .away(BasisPoints(hundredths: $0)) },
      number: { place in
        if case .away(let share) = place { share.hundredths } else { nil }
      }),
    Measure(
      "atr", NumberRule("average true ranges", decimals: 2, 1...100_000),
      make: { .averageRange(hundredths: $0) },
      number: { place in
        if case .averageRange(let hundredths) = place { hundredths } else { nil }
      }),
  ]

  private static let stopModes: [Measure<BasisPoints>] = [
    Measure(
      "venue_share", .share(0...1_000_000), make: { BasisPoints(hundredths: $0) },
      number: { $0.hundredths })
  ]
}
