import Market

/// One cause that stopped all entries, and since when. It holds until it is lifted.
public struct Freeze: Equatable, Sendable, Codable {
  /// Who or what stopped them: the same cause freezes once.
  public var cause: FreezeCause
  /// What is reported of it, with the numbers of when it began.
  public var reason: Reason
  public var at: Instant

  /// - Parameter reason: with numbers, if the cause has any.
  public init(_ cause: FreezeCause, because reason: Reason? = nil, at: Instant) {
    self.cause = cause
    self.reason = reason ?? cause.reason
    self.at = at
  }
}

/// Who or what stopped all entries.
public enum FreezeCause: UInt8, CaseIterable, Sendable, Codable {
  // The operator, or one of their commands; the numbers are those of ``Reason/Code/frozen``.
  case operatorAsked
  /// A cancel-all, once it is done.
  case cancelAll
  case flatten
  /// The terminal was lost, and `session.on_hangup` is `freeze`.
  case terminalLost

  // Rules.
  /// A cancel-all that is running.
  case cancellingAll
  /// A cap was reached whose action stops entries.
  case cap
  case foreignFill
  case otherInstance
  case unknownOrderStorm
  case marketSilent
  case priceImpossible
  case valueTooLarge
  case quitting
  /// The journal can't be written: no entry may leave without a record.
  case journalFailed

  // The program.
  /// A process began again on the console, and the operator has not answered what it found. It
  /// cancels no live entry.
  case restarted
}

extension FreezeCause {
  /// Whether a rule froze entries, not the operator.
  public var isRule: Bool {
    switch self {
    case .operatorAsked, .cancelAll, .flatten, .terminalLost, .restarted: false
    case .cancellingAll, .cap, .foreignFill, .otherInstance, .unknownOrderStorm, .marketSilent,
      .priceImpossible, .valueTooLarge, .quitting, .journalFailed:
      true
    }
  }

  /// What is reported of it if there are no numbers.
  public var reason: Reason {
    switch self {
    case .operatorAsked, .cancelAll, .flatten, .terminalLost, .restarted:
      Reason(.frozen, value: Int64(rawValue))
    case .cancellingAll: Reason(.cancellingAll)
    case .cap: Reason(.stoppedByCap)
    case .foreignFill: Reason(.foreignFill)
    case .otherInstance: Reason(.otherInstance)
    case .unknownOrderStorm: Reason(.unknownOrderStorm)
    case .marketSilent: Reason(.marketSilent)
    case .priceImpossible: Reason(.priceImpossible)
    case .valueTooLarge: Reason(.valueTooLarge)
    case .quitting: Reason(.quitting)
    case .journalFailed: Reason(.journalFailed)
    }
  }
}
