import Engine

extension ParameterTable.Section {
  /// How lots are closed.
  static let exits = ParameterTable.Section(
    name: "exits", summary: "How lots are closed.",
    parameters: [
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
    ])

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
}
