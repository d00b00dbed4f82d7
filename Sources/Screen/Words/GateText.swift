import Engine
import Market

/// A gate with the numbers it looked at.
enum GateText {
  static func line(_ reading: GateReading, _ figures: Figures) -> ExplanationText.Line {
    let name = padded(name(reading.gate), to: 16)
    switch reading.state {
    case .open:
      return .init("✓ \(name) \(measured(reading, figures) ?? passed(reading.gate))", indent: 2)
    case .shut:
      return .init("✗ \(name) \(reading.reason.explanation(figures))", .warning, indent: 2)
    case .unused: return .init("· \(name) not set", .textDim, indent: 2)
    }
  }

  static func name(_ gate: Gate) -> String {
    switch gate {
    case .market: "market"
    case .freeze: "freeze"
    case .bounds: "price bounds"
    case .lot: "rung's lot"
    case .replan: "replan"
    case .retry: "venue's refusal"
    case .pause: "side paused"
    case .pending: "one per place"
    case .largest: "largest order"
    case .minimumNotional: "minimum value"
    case .rests: "rests"
    case .openOrders: "open orders"
    case .orderNotional: "order value cap"
    case .exposure: "exposure cap"
    case .budget: "budget"
    }
  }

  /// What an open gate says where it looked at no numbers.
  private static func passed(_ gate: Gate) -> String {
    switch gate {
    case .freeze: "not frozen"
    case .lot: "no lot of it stands in the way"
    case .replan: "planned since it filled"
    case .retry: "not refused, or waited long enough"
    case .pause: "not paused"
    case .pending: "no other open there"
    case .market, .bounds, .largest, .minimumNotional, .rests, .openOrders, .orderNotional,
      .exposure, .budget:
      "passed"
    }
  }

  /// The numbers of an open gate, in units an operator thinks in.
  private static func measured(_ reading: GateReading, _ figures: Figures) -> String? {
    let (value, limit) = (reading.reason.value, reading.reason.limit)
    func money(_ units: Int64) -> String { figures.money(Money(units: units), signed: false) }
    switch reading.reason.code {
    case .bookStale:
      return limit > 0
        ? "book \(TimeText.span(value)) old, \(TimeText.span(limit)) is allowed"
        : "book \(TimeText.span(value)) old, any age is allowed"
    case .outsideBounds: return "\(figures.ticks(value)) within the bound \(figures.ticks(limit))"
    case .belowMinimumNotional: return "worth \(money(value)), at least \(money(limit))"
    case .wouldCross where reading.gate == .rests:
      return limit > 0
        ? "\(figures.ticks(value)) rests before \(figures.ticks(limit))"
        : "\(figures.ticks(value)): the other side of the book is empty"
    case .openOrdersAboveCap: return "\(value) open, under \(limit)"
    case .notionalAboveCap: return "worth \(money(value)), at most \(money(limit))"
    case .exposureAboveCap:
      return "worst case \(figures.steps(value)), at most \(figures.steps(limit))"
    case .quoteReserved: return "needs \(money(value)), \(money(limit)) is free"
    case .baseReserved: return "needs \(figures.steps(value)), \(figures.steps(limit)) is free"
    default: return nil
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}
