import Engine
import Market

extension ParameterTable.Section {
  /// The wanted ladder.
  static let grid = ParameterTable.Section(
    name: "grid", summary: "The grid: its levels, spacing and sizes.",
    parameters: ladder + anchoring + sizing + bounds + floors + tightening + volatility
      + skew)

  private static let ladder: [Parameter] = [
    .number(
      "grid.levels", NumberForm("rungs per side"), of: \.grid.levels,
      "Number of rungs on each side of the anchor. A rung is a grid level with one order."),
    .choice(
      "grid.direction",
      [Word("neutral", .neutral), Word("long", .long), Word("short", .short)],
      \.engine.grid.direction,
      "Which sides enter positions. \"neutral\": buys below the anchor and sells above it;"
        + " \"long\": only the buys; \"short\": only the sells."),
    .measured(
      "grid.spacing", spacings, \.engine.grid.spacing,
      "Distance between neighbouring rungs, in ticks or in bps of the anchor price. The keys in"
        + " grid.floors can make it wider."),
    .choice(
      "grid.progression",
      [Word("arithmetic", .arithmetic), Word("geometric", .geometric)],
      \.engine.grid.progression,
      "\"arithmetic\": every distance is the same number of ticks. \"geometric\": every distance"
        + " is the same share of the price."),
  ]

  private static let anchoring: [Parameter] = [
    .choice(
      "grid.anchor", [Word("snap", .snap), Word("full", .full)], \.engine.grid.anchoring,
      "Where the anchor, the centre of the grid, may be. \"snap\": on fixed levels one spacing"
        + " apart, so most orders keep their price and queue place when the grid moves."
        + " \"full\": at the mid itself, so every price changes when the grid moves."),
    .number(
      "grid.recenter_rungs", NumberForm("spacings", decimals: 2), of: \.grid.recentreHundredths,
      "How far the mid must move away from the anchor before the grid moves with it. With"
        + " grid.anchor \"snap\" it is at least half a spacing."),
    .choice(
      "grid.rearm",
      [
        Word("lot_closed", .lotClosed), Word("exit_accepted", .exitAccepted),
        Word("next_replan", .nextReplan),
      ], \.engine.grid.rearm,
      "When a filled rung gets a new order. \"lot_closed\": when its lot has closed;"
        + " \"exit_accepted\": when the venue has accepted its exit; \"next_replan\": when the"
        + " grid next moves."),
  ]

  private static let sizing: [Parameter] = [
    .measured(
      "grid.size", sizes, \.engine.grid.size,
      "Size of the first rung: in the instrument's size steps, in the base asset, or as a value"
        + " in the quote currency at the anchor."),
    .choice(
      "grid.size_curve",
      [Word("equal", .equal), Word("linear", .linear), Word("geometric", .geometric)],
      \.engine.grid.sizeCurve,
      "How sizes change with the distance from the anchor. \"equal\": all are the same."
        + " \"linear\": each rung adds grid.size_growth_pct of the first one. \"geometric\":"
        + " each rung adds that share of the one before it."),
    .number(
      "grid.size_growth_pct", .percent,
      of: \.grid.sizeGrowth,
      "Size increase per rung; grid.size_curve says how it compounds. Negative makes outer rungs"
        + " smaller. Not used with size_curve \"equal\"."),
  ]

  private static let spacings: [Measure<Distance>] = [
    Measure("ticks", .ticks, of: \.grid.spacing.ticks, make: { .ticks($0) }),
    Measure("bps", .basisPoints, of: \.grid.spacing.basisPoints, make: { .basisPoints($0) }),
  ]

  private static let sizes: [Measure<OrderSize>] = [
    Measure("steps", NumberForm("steps"), of: \.grid.size.steps, make: { .steps($0) }),
    Measure("base", "base asset", of: \.grid.size.base, make: { .base($0) }),
    Measure("notional", "quote currency", of: \.grid.size.notional, make: { .notional($0) }),
  ]

  private static let bounds: [Parameter] = [
    .amount(
      "grid.lower", "price", of: \.grid.lower, null: "no bound",
      "No rung and no attempt of cycle mode is placed below this price."),
    .amount(
      "grid.upper", "price", of: \.grid.upper, null: "no bound",
      "No rung and no attempt of cycle mode is placed above this price."),
  ]

  private static let floors: [Parameter] = [
    .number(
      "grid.floors.ticks", .ticks, of: \.grid.floorTicks,
      "Minimum spacing in ticks (of the tick size valid at that price). 0 disables it, here and"
        + " in the next three keys."),
    .number(
      "grid.floors.bps", .basisPoints, of: \.grid.floorBasisPoints,
      "Minimum spacing as a share of the price."),
    .number(
      "grid.floors.share_of_base", .share, of: \.grid.floorShareOfBase,
      "Minimum spacing as a share of grid.spacing, however far it is tightened: 0.5 is half."),
    .number(
      "grid.floors.width_pct", NumberForm("% of price", decimals: 4),
      of: \.grid.floorWidth,
      "Minimum width of the whole grid. A narrower grid gets a wider spacing."),
  ]

  private static let tightening: [Parameter] = [
    .number(
      "grid.tightening.slope", NumberForm("times the drift"), of: \.grid.tighteningSlope,
      "How fast the spacing of the side that reduces the position shrinks while the price moves"
        + " against the position. The spacing is multiplied by max(floor, 1 - min(cap, slope *"
        + " drift)). Drift is the move away from the anchor as a share of the price. 0 disables"
        + " tightening."),
    .number(
      "grid.tightening.cap", .share, of: \.grid.tighteningCap,
      "Largest share of the spacing that tightening may take away."),
    .number(
      "grid.tightening.floor", .share, of: \.grid.tighteningFloor,
      "Smallest share of the spacing that tightening must leave."),
  ]
}
