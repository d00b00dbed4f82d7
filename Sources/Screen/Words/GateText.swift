import Engine
import Market

/// A gate with the numbers that it compared.
enum GateText {
  static func line(_ reading: GateReading, _ figures: Figures) -> ExplanationText.Line {
    let facts = reading.gate.words
    let name = padded(facts.name, to: 16)
    switch reading.state {
    case .open:
      let passed = facts.passed(GateParts(reading, in: facts.unit, figures))
      return .init("✓ \(name) \(passed)", indent: 2)
    case .shut:
      return .init("✗ \(name) \(reading.reason.explanation(figures))", .warning, indent: 2)
    case .unused: return .init("· \(name) not set", .textDim, indent: 2)
    }
  }

  static func name(_ gate: Gate) -> String { gate.words.name }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}

/// A gate's name, and its text when it is open.
struct GateWords {
  let name: String
  /// The unit of its two numbers.
  let unit: Unit
  let passed: (GateParts) -> String

  enum Unit {
    case count
    case ticks
    case steps
    case money
    /// Millionths.
    case percent
    /// Nanoseconds.
    case span
    /// The base asset if that would be reserved, otherwise money.
    case reserve
  }

  init(_ name: String, in unit: Unit = .count, _ passed: @escaping (GateParts) -> String) {
    self.name = name
    self.unit = unit
    self.passed = passed
  }

  init(_ name: String, _ passed: String) {
    self.init(name) { _ in passed }
  }
}

/// The numbers that an open gate compared, in the operator's units.
struct GateParts {
  let value: String
  let limit: String
  /// Whether the value is above the limit.
  let isAbove: Bool
  /// Whether there is a limit at all.
  let isLimited: Bool
  /// Whether the account's actions decided, not the weight of requests.
  let countsActions: Bool

  init(_ reading: GateReading, in unit: GateWords.Unit, _ figures: Figures) {
    let reason = reading.reason
    func text(_ number: Int64) -> String {
      switch unit {
      case .count: "\(number)"
      case .ticks: figures.ticks(number)
      case .steps: figures.steps(number)
      case .money: figures.money(Money(units: number), signed: false)
      case .percent: Figures.rounded(number, decimals: 4, to: 1) + " %"
      case .span: TimeText.span(number)
      case .reserve:
        reason.code == .baseReserved
          ? figures.steps(number) : figures.money(Money(units: number), signed: false)
      }
    }
    value = text(reason.value)
    limit = text(reason.limit)
    isAbove = reason.value > reason.limit
    isLimited = reason.limit > 0
    countsActions = reason.code == .actionsSpent
  }
}
