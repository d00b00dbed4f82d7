import Engine

extension ParameterTable.Section {
  /// When the diff touches an order.
  static let orders = ParameterTable.Section(
    name: "orders", summary: "When a live order is touched.",
    parameters: [
      .number(
        "orders.reprice_ticks", .ticks(0...1_000_000), \.engine.orders.repriceTicks,
        "An order off its wanted price by no more than this is left alone and keeps its queue."),
      .number(
        "orders.resize_pct", NumberRule("%", decimals: 4, 0...1_000_000),
        \.engine.orders.resizeTolerance,
        "An order whose remaining size is off by no more than this is left alone."),
      .flag(
        "orders.amend", \.engine.orders.amend,
        "Whether an order is amended, where the venue can, instead of cancelled and placed anew."),
    ])
}
