import Engine

extension ExitCause {
  /// What closed a lot, in the operator's words.
  var words: String {
    switch self {
    case .takeProfit: "its take-profit"
    case .stop: "its stop"
    case .close: "a close at the market"
    case .foreign: "a trade not placed by Rung"
    case .flatten: "a flatten"
    case .otherLeg: "another lot's exit"
    }
  }
}

/// Why a lot is closed although no price of its exits was reached.
enum ExitCauseText {
  static func overdue(_ cause: CloseCause) -> String {
    switch cause {
    case .age: "it reaches its age limit"
    case .stuck: "its take-profit counts as left behind"
    case .remainder: "the rest of it is closed"
    case .operatorAsked: "it is closed at the operator's request"
    case .boost: "it is closed by a taker order"
    case .excess: "the over-fill is closed"
    }
  }
}
