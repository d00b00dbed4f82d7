import Engine

extension ParameterTable.Section {
  /// How the ladder leans against the position.
  static let skew: [Parameter] = [
    .flag(
      "grid.skew.enabled", \.engine.grid.skew.isEnabled,
      "Whether the ladder leans with skew = position / risk.max_position: the sizes of the side that"
        + " would add to it times (1 - skew), its rungs further out."),
    .number(
      "grid.skew.offset_spacings", NumberForm("spacings", decimals: 2),
      of: \.grid.skew.offsetHundredths,
      "How many spacings further out the rungs of that side lie at a skew of one."),
    .number(
      "grid.skew.max_ratio", .share, of: \.grid.skew.maximumRatio,
      "From this skew on only rungs that reduce the position stay."),
    .number(
      "grid.skew.step", .share, of: \.grid.skew.step,
      "The skew is followed in steps of this size, so that not every fill moves the ladder."),
  ]
}
