import Engine
import Market
import Venue

/// The words of an enum's cases as tables carry them, made once from the cases' names: `takeProfit`
/// gives `take_profit`. A test lists all of them, so that a renamed case is noticed.
struct TableWords<Case: CaseIterable & RawRepresentable & Sendable>: Sendable
where Case.RawValue == UInt8 {
  let all: [String]

  /// - Precondition: the raw values count up from `first` without gaps.
  init(of type: Case.Type, from first: UInt8 = 0) {
    self.first = first
    precondition(
      type.allCases.enumerated().allSatisfy { UInt8($0.offset) + first == $0.element.rawValue })
    all = type.allCases.map { tableWord("\($0)") }
  }

  private let first: UInt8

  subscript(_ one: Case) -> String { all[Int(one.rawValue - first)] }
}

private func tableWord(_ name: String) -> String {
  name.reduce(into: "") { word, letter in
    if letter.isUppercase { word.append("_") }
    word += letter.lowercased()
  }
}

extension LogEntry.Tag {
  static let words = TableWords(of: Self.self)
}

extension Purpose {
  static let words = TableWords(of: Self.self, from: 1)
}

extension ExitCause {
  static let words = TableWords(of: Self.self)
}

extension CloseCause {
  static let words = TableWords(of: Self.self)
}

extension CancelCause {
  static let words = TableWords(of: Self.self)
}

extension FillCause {
  static let words = TableWords(of: Self.self)
}

extension FillSource {
  static let words = TableWords(of: Self.self)
}

extension Adjustment.Cause {
  static let words = TableWords(of: Self.self)
}

extension ExitGap {
  static let words = TableWords(of: Self.self)
}

extension TriggerReference {
  static let words = TableWords(of: Self.self)
}

extension Side {
  var tableWord: String {
    switch self {
    case .buy: "buy"
    case .sell: "sell"
    }
  }
}

extension Liquidity {
  var tableWord: String {
    switch self {
    case .maker: "maker"
    case .taker: "taker"
    }
  }
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
