import Engine
import Market

/// A gate with the numbers it looked at.
enum GateText {
  static func line(_ reading: GateReading, _ figures: Figures) -> ExplanationText.Line {
    let name = padded(name(reading.gate), to: 16)
    switch reading.state {
    case .open:
      return .init("✓ \(name) \(passed(reading, figures))", indent: 2)
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
    case .bench: "bench"
    case .reconciled: "agreed with venue"
    case .excess: "excess of the start"
    case .completing: "completion"
    case .pending: "one per place"
    case .largest: "largest order"
    case .minimumNotional: "minimum value"
    case .stopMinimum: "value of its stop"
    case .smallStops: "small lots' stops"
    case .rests: "rests"
    case .ownOrder: "our own orders"
    case .openOrders: "open orders"
    case .orderNotional: "order value cap"
    case .exposure: "exposure cap"
    case .budget: "budget"
    case .breaker: "circuit breaker"
    case .skew: "skew"
    case .orderSize: "order size cap"
    case .sideExposure: "side's opens"
    case .collar: "price collar"
    case .dayLoss: "day loss"
    case .drawdown: "drawdown"
    case .margin: "margin use"
    case .carried: "venue's margin"
    case .protected: "lots protected"
    case .coalescing: "leaves together"
    case .requestBudget: "request budget"
    case .sendRate: "sends in 10 s"
    }
  }

  /// What an open gate says: what it looked at, in units an operator thinks in.
  private static func passed(_ reading: GateReading, _ figures: Figures) -> String {
    let (value, limit) = (reading.reason.value, reading.reason.limit)
    func money(_ units: Int64) -> String { figures.money(Money(units: units), signed: false) }
    switch reading.gate {
    case .market:
      return "book \(TimeText.span(value)) old, "
        + (limit > 0 ? "\(TimeText.span(limit)) is allowed" : "any age is allowed")
    case .freeze: return "not frozen"
    case .bounds: return "\(figures.ticks(value)) within the bound \(figures.ticks(limit))"
    case .lot: return "no lot of it stands in the way"
    case .replan: return "planned since it filled"
    case .retry: return "not refused, or waited long enough"
    case .pause: return "not paused"
    case .reconciled: return "compared with the venue"
    case .excess: return "nothing is left of before the start"
    case .bench: return "no stop-loss keeps it waiting"
    case .completing: return "none is out"
    case .pending: return "no other open there"
    case .stopMinimum: return "worth \(money(value)) at its stop, at least \(money(limit))"
    case .smallStops:
      return limit > 0
        ? "lots worth \(money(value)) at their stops have none; this one may join them"
        : "no lot of the side is too small for one"
    case .minimumNotional: return "worth \(money(value)), at least \(money(limit))"
    case .largest, .orderNotional: return "worth \(money(value)), at most \(money(limit))"
    case .rests:
      return limit > 0
        ? "\(figures.ticks(value)) rests before \(figures.ticks(limit))"
        : "\(figures.ticks(value)): the other side of the book is empty"
    case .ownOrder: return "no order of ours would take it"
    case .openOrders: return "\(value) open, under \(limit)"
    case .exposure: return "worst case \(figures.steps(value)), at most \(figures.steps(limit))"
    case .breaker: return "lets opens out"
    case .skew: return "position is \(percent(value)) of its maximum, under \(percent(limit))"
    case .orderSize, .sideExposure:
      return "\(figures.steps(value)), at most \(figures.steps(limit))"
    case .collar: return "\(figures.ticks(value)) is near the mid \(figures.ticks(limit))"
    case .dayLoss, .drawdown: return "\(money(value)) lost, under \(money(limit))"
    case .margin: return "\(percent(value)) used, under \(percent(limit))"
    case .coalescing: return "nothing left just now that it waits for"
    case .requestBudget:
      return reading.reason.code == .actionsSpent
        ? "\(value) actions left, over \(limit)" : "weight \(value) within 60 s, under \(limit)"
    case .protected: return "every lot has the stop it should have"
    case .carried: return "no open of the side was refused for want of it"
    case .sendRate: return "\(value) left within 10 s, under \(limit)"
    case .budget:
      return reading.reason.code == .baseReserved
        ? "needs \(figures.steps(value)), \(figures.steps(limit)) is free"
        : "needs \(money(value)), \(money(limit)) is free"
    }
  }

  private static func percent(_ millionths: Int64) -> String {
    Figures.rounded(millionths, decimals: 4, to: 1) + " %"
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}
