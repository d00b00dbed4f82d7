import Engine
import Market

extension ParameterTable.Section {
  /// The wanted ladder.
  static let grid = ParameterTable.Section(
    name: "grid", summary: "The ladder that is wanted.",
    parameters: ladder + anchoring + sizing + bounds + floors + tightening + volatility
      + skew)

  private static let ladder: [Parameter] = [
    .number(
      "grid.levels", NumberForm("rungs a side"), of: \.grid.levels,
      "How many rungs there are on each side of the anchor."),
    .choice(
      "grid.direction",
      [Word("neutral", .neutral), Word("long", .long), Word("short", .short)],
      \.engine.grid.direction,
      "Which sides open lots: both, only buys below, or only sells above."),
    .measured(
      "grid.spacing", spacings, \.engine.grid.spacing,
      "The distance between rungs, in ticks or as a share of price, before the floors."),
    .choice(
      "grid.progression",
      [Word("arithmetic", .arithmetic), Word("geometric", .geometric)],
      \.engine.grid.progression,
      "Whether all distances are the same in ticks or the same as a share of price."),
  ]

  private static let anchoring: [Parameter] = [
    .choice(
      "grid.anchor", [Word("snap", .snap), Word("full", .full)], \.engine.grid.anchoring,
      "Whether the ladder keeps to a lattice of spacings, so that most prices survive a move, or to"
        + " the mid itself."),
    .number(
      "grid.recenter_rungs", NumberForm("spacings", decimals: 2), of: \.grid.recentreHundredths,
      "How far the mid drifts from the anchor before the ladder moves."),
    .choice(
      "grid.rearm",
      [
        Word("lot_closed", .lotClosed), Word("exit_accepted", .exitAccepted),
        Word("next_replan", .nextReplan),
      ], \.engine.grid.rearm,
      "When a rung that filled is quoted again: when its lot closed, when its exit was accepted, or"
        + " when the ladder next moves."),
  ]

  private static let sizing: [Parameter] = [
    .measured(
      "grid.size", sizes, \.engine.grid.size,
      "The size of the first rung: in the instrument's steps, in the base asset, or worth so much"
        + " of the quote currency at the anchor."),
    .choice(
      "grid.size_curve",
      [Word("equal", .equal), Word("linear", .linear), Word("geometric", .geometric)],
      \.engine.grid.sizeCurve,
      "How sizes change outwards: not, by a share of the first, or by a share of the one before."),
    .number(
      "grid.size_growth_pct", .percent,
      of: \.grid.sizeGrowth, "How much a rung is larger than the one before it, by the curve."),
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
      "Rungs below this price are dropped."),
    .amount(
      "grid.upper", "price", of: \.grid.upper, null: "no bound",
      "Rungs above this price are dropped."),
  ]

  private static let floors: [Parameter] = [
    .number(
      "grid.floors.ticks", .ticks, of: \.grid.floorTicks,
      "The spacing is never under so many of the ticks that count at a price; 0 is no floor, here and"
        + " in the next three."),
    .number(
      "grid.floors.bps", .basisPoints, of: \.grid.floorBasisPoints,
      "The spacing is never under this share of price."),
    .number(
      "grid.floors.share_of_base", .share, of: \.grid.floorShareOfBase,
      "The spacing is never under this part of grid.spacing, however much it is tightened."),
    .number(
      "grid.floors.width_pct", NumberForm("% of price", decimals: 4),
      of: \.grid.floorWidth, "The whole ladder is never narrower than this."),
  ]

  private static let tightening: [Parameter] = [
    .number(
      "grid.tightening.slope", NumberForm("times drift"), of: \.grid.tighteningSlope,
      "How fast the reducing side tightens as price goes against the position:"
        + " max(floor, 1 - min(cap, slope * drift)); 0 never tightens."),
    .number(
      "grid.tightening.cap", .share, of: \.grid.tighteningCap,
      "The most that is taken from the spacing of the reducing side."),
    .number(
      "grid.tightening.floor", .share, of: \.grid.tighteningFloor,
      "The least part of the spacing that tightening leaves."),
  ]
}
