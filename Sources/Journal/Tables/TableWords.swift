import Engine
import Market
import Venue

extension ExitCause {
  static let words = CaseWords(of: Self.self)
}

extension CloseCause {
  static let words = CaseWords(of: Self.self)
}

extension CancelCause {
  static let words = CaseWords(of: Self.self)
}

extension FillCause {
  static let words = CaseWords(of: Self.self)
}

extension FillSource {
  static let words = CaseWords(of: Self.self)
}

extension Adjustment.Cause {
  static let words = CaseWords(of: Self.self)
}

extension ExitGap {
  static let words = CaseWords(of: Self.self)
}

extension TriggerReference {
  static let words = CaseWords(of: Self.self)
}

extension TimeInForce {
  var tableWord: String {
    switch self {
    case .postOnly: "post_only"
    case .immediateOrCancel: "ioc"
    case .goodTillCancelled: "gtc"
    case .fillOrKill: "fok"
    }
  }
}

extension OrderDisplayState {
  var tableWord: String {
    switch self {
    case .planned: "planned"
    case .inFlight: "sent"
    case .working, .confirmed: "live"
    case .cancelling: "ending"
    case .unknown: "unknown"
    case .foreign: "foreign"
    }
  }
}

extension LotView.Role {
  var tableWord: String {
    switch self {
    case .ordinary: "ordinary"
    case .runner: "runner"
    case .dust: "dust"
    case .excess: "excess"
    }
  }
}

extension LegReading.State {
  /// Why a stop does not protect: the state of its order, or why there is none.
  var tableWord: String {
    switch self {
    case .order(let state, _): state.tableWord
    case .missing(let gap): ExitGap.words[gap]
    }
  }
}

extension CancelScope {
  var tableWord: String {
    switch self {
    case .side: "side"
    case .opens: "entries"
    case .legs: "exits"
    }
  }
}
