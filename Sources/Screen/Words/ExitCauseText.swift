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
