import Market

/// What keeps an entry from having an order: the cause that decides, and the reason that is shown.
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
    /// It would slip further than is allowed.
    case slippage
    /// The venue refused or ended its last order, or the order did not reach the venue.
    case venue
    /// The operator cancelled its last order.
    case operatorCancelled
  }
}

extension EntryHold.Cause {
  /// Whether the operator or a rule has switched entries off: that ends an attempt.
  var endsAttempts: Bool {
    switch self {
    case .gate(let gate): gate.facts.endsAttempts
    case .cycle, .slippage, .venue, .operatorCancelled: false
    }
  }

  /// Whether the log reports its beginning. To wait for the plan, or for a lot, is normal, and the
  /// operator's own action is no news.
  var isTold: Bool {
    switch self {
    case .gate(let gate): gate.facts.mayOpenAnyTime
    case .cycle, .slippage, .venue: true
    case .operatorCancelled: false
    }
  }
}
