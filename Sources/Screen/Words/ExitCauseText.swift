import Engine

extension ExitCause {
  /// What closed it, as an operator says it.
  var words: String {
    switch self {
    case .takeProfit: "its take-profit"
    case .stop: "its stop"
    case .close: "a close at the market"
    case .foreign: "a fill that is not ours"
    case .flatten: "a flatten"
    case .otherLeg: "another lot's leg"
    }
  }
}

/// Why a lot is closed without its price being reached.
enum ExitCauseText {
  static func overdue(_ cause: CloseCause) -> String {
    switch cause {
    case .age: "it is too old"
    case .stuck: "its take-profit was left behind for too long"
    case .remainder: "what is left of it is closed"
    case .operatorAsked: "it is closed as the operator asked"
    case .boost: "it is closed by a taker"
    case .excess: "the excess is closed"
    }
  }
}
