import Engine

/// The operator's last commands, given when the faults end.
public enum WorldEnding: UInt8, CaseIterable, Sendable {
  /// All freezes and pauses are lifted, so that there is something to agree on.
  case letGo
  /// All entry orders are cancelled.
  case cancelOpens
  /// The position is closed.
  case flatten

  /// The commands, in this order.
  var commands: [Command] {
    let free: [Command] = [.unfreeze, .clearBreaker, .unpause(.buy), .unpause(.sell)]
    return switch self {
    case .letGo: free + [.acknowledgeAlarms]
    case .cancelOpens: free + [.acknowledgeAlarms, .cancelAll(.opens)]
    case .flatten: free + [.acknowledgeAlarms, .flatten]
    }
  }
}

extension WorldPlan {
  /// Draws how a world ends, with dice of its own: one of six with a cancel-all, one with a
  /// flatten.
  mutating func drawEnding() {
    var dice = Dice(seed, .ending)
    ending = dice.pick([.letGo, .letGo, .letGo, .letGo, .cancelOpens, .flatten])
  }
}
