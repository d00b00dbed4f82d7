import Market

/// What keeps an entry from having an order: what decides, and what is told of it.
struct EntryHold: Equatable, Sendable, Codable {
  let cause: Cause
  let reason: Reason

  init(_ cause: Cause, _ reason: Reason) {
    self.cause = cause
    self.reason = reason
  }

  /// A gate that is shut.
  init(_ shut: GateReading) { self.init(.gate(shut.gate), shut.reason) }

  enum Cause: Equatable, Sendable, Codable {
    case gate(Gate)
    /// The cycle's own rules: distance and time since its last lot, and how many are open.
    case cycle
    /// It would slip further than it may.
    case slippage
    /// The venue refused or ended its last order, or that did not get there.
    case venue
    /// The operator cancelled its last order.
    case operatorCancelled
  }
}

extension EntryHold.Cause {
  /// Whether an operator or a rule has switched entries off: an attempt doesn't outlive that.
  var endsAttempts: Bool {
    switch self {
    case .gate(let gate): gate.facts.endsAttempts
    case .cycle, .slippage, .venue, .operatorCancelled: false
    }
  }

  /// Whether the log says so as it begins: what waits for the plan, or for a lot, is as it should be,
  /// and what the operator did is no news.
  var isTold: Bool {
    switch self {
    case .gate(let gate): gate.facts.mayOpenAnyTime
    case .cycle, .slippage, .venue: true
    case .operatorCancelled: false
    }
  }
}
