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
      "Where a lot takes its profit. \"paired\": one spacing from its entry, at the next rung."
        + " ticks or bps: this far from its actual average entry price."),
    .choice(
      "exits.when_crossing", [Word("take", .take), Word("wait", .wait)],
      \.engine.exits.whenCrossing,
      "What a take-profit does if it would cross the book at its price. \"take\": it takes, at"
        + " its price or better. \"wait\": it stays post-only and waits until it can rest."),
    .number(
      "exits.min_edge_bps", .basisPoints, of: \.exits.minimumEdge,
      "Minimum profit after the fees of both fills, as a share of the entry price. A nearer"
        + " take-profit is moved out to it."),
    .flag(
      "exits.reduce_only_where_covered", \.engine.exits.reduceOnlyWhereCovered,
      "Whether exits are sent reduce-only whenever the net position is large enough for them."),
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
      "Where the stop of a lot triggers. \"none\": lots have no stop. \"line\": one price for"
        + " the whole grid (the next two keys). bps or atr: this far from the actual average"
        + " entry price, in bps of it or in average true ranges."),
    .amount(
      "exits.stop.line_below", "price", of: \.exits.stop.lineBelow,
      null: "no line",
      "Stop price of all long lots. Used with exits.stop.place \"line\"."),
    .amount(
      "exits.stop.line_above", "price", of: \.exits.stop.lineAbove,
      null: "no line",
      "Stop price of all short lots. Used with exits.stop.place \"line\"."),
    .measured(
      "exits.stop.mode", stopModes,
      words: [
        Word("venue", BasisPoints(hundredths: 1_000_000)), Word("monitor", BasisPoints.zero),
      ],
      \.engine.exits.stop.venueShare,
      "Who holds the stops. \"venue\": the venue, if it can. \"monitor\": the engine watches the"
        + " price and closes the lot; such a stop does nothing while Rung is not running."
        + " venue_share: the venue holds this share of new lots' stops, the engine the rest."),
    .choice(
      "exits.stop.reference",
      [Word("mark", .mark), Word("last", .last), Word("opposite_best", .oppositeBest)],
      \.engine.exits.stop.reference,
      "Which price triggers stops. \"mark\": the mark price, or the mid where there is none to go by;"
        + " \"last\": the last trade; \"opposite_best\": the best price the stop would trade"
        + " with."
    ),
    .number(
      "exits.stop.slippage_bps", .basisPoints, of: \.exits.stop.slippage,
      "How far past its trigger price a stop may trade."),
    .number(
      "exits.stop.escalate_ms", .milliseconds, of: \.exits.stop.escalateAfterNanoseconds,
      "How long a triggered stop may stay unfilled. Then it is sent again with twice the"
        + " slippage limit, and so on until it fills."),
    .number(
      "exits.stop.escalate_slippage_bps", .basisPoints, of: \.exits.stop.escalateSlippage,
      "Upper limit of that slippage, counted from the best price."),
    .number(
      "exits.stop.grace_ms", .milliseconds, of: \.exits.stop.graceNanoseconds,
      "How long a lot may be unprotected before an alarm is raised."),
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
