import Engine

extension ParameterTable.Section {
  /// How the ladder leans against the position.
  static let skew: [Parameter] = [
    .flag(
      "grid.skew.enabled", \.engine.grid.skew.isEnabled,
      "Whether the grid leans against the position. Skew is position / risk.max_position. On the"
        + " side that would add to the position, sizes are multiplied by (1 - skew) and rungs"
        + " move further out. Needs risk.max_position."),
    .number(
      "grid.skew.offset_spacings", NumberForm("spacings", decimals: 2),
      of: \.grid.skew.offsetHundredths,
      "How many spacings further out the rungs of that side are at a skew of 1."),
    .number(
      "grid.skew.max_ratio", .share, of: \.grid.skew.maximumRatio,
      "From this skew on, that side has no rungs. Only rungs that reduce the position stay."),
    .number(
      "grid.skew.step", .share, of: \.grid.skew.step,
      "The skew is rounded down to a multiple of this, so that not every fill moves the grid."),
  ]
}
