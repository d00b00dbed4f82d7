extension ParameterTable.Section {
  /// How long the journal is kept.
  static let journal = ParameterTable.Section(
    name: "journal", summary: "The journal of a run.",
    parameters: [
      .number(
        "journal.keep_days", NumberRule("days", 1...36_500), null: "all are kept",
        "How long the inputs of a run with --venue-socket are kept at least, by the venue's clock."
          + " Older segments are deleted; fills, orders, lots and the other tables stay, and so do"
          + " the open lots. A dry run is made again from its first input, so it keeps all.",
        get: { $0.journal.keptDays }, set: { $0.journal.keptDays = $1 })
    ])
}
