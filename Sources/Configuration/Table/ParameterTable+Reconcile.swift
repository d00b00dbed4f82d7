import Engine

extension ParameterTable.Section {
  /// How the engine makes sure that it agrees with the venue.
  static let reconcile = ParameterTable.Section(
    name: "reconcile", summary: "How we make sure to agree with the venue.",
    parameters: [
      .number(
        "reconcile.overlap_ms", .milliseconds(upTo: 3_600_000),
        \.engine.reconcile.overlapNanoseconds,
        "Fills are fetched from so long before the moment from which on they are wanted.")
    ])
}
