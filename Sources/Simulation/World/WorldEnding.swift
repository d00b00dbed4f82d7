import Engine

/// The operator's last word as the faults end.
public enum WorldEnding: UInt8, CaseIterable, Sendable {
  /// All freezes and pauses are taken back, so that there is something to agree upon.
  case letGo
  /// All opens are cancelled.
  case cancelOpens
  /// The position is closed.
  case flatten

  /// What is commanded, in this order.
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
  /// Draws how a world ends, with dice of its own: of six, one with a cancel-all and one with a
  /// flatten.
  mutating func drawEnding() {
    var dice = Dice(seed, .ending)
    ending = dice.pick([.letGo, .letGo, .letGo, .letGo, .cancelOpens, .flatten])
  }
}
