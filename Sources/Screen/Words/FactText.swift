import Engine
import Market
import Venue

/// One input of a rule, as a label and its value.
enum FactText {
  static func words(_ fact: Explanation.Fact, _ figures: Figures) -> String {
    let label = label(fact.code)
    return label + String(repeating: " ", count: max(1, 20 - label.utf8.count))
      + value(fact, figures)
  }

  private static func value(_ fact: Explanation.Fact, _ figures: Figures) -> String {
    switch fact.unit {
    case .ticks: figures.ticks(fact.value)
    case .steps: figures.steps(fact.value)
    case .money: figures.money(fact.money ?? .zero, places: 4, signed: false)
    case .count: "\(fact.value)"
    case .share: "\(Figures.rounded(fact.value, decimals: 2, to: 2)) bps"
    case .nanoseconds: TimeText.span(fact.value)
    case .ago: TimeText.span(fact.value) + " ago"
    case .percent: "\(fact.value) %"
    case .flag: fact.value == 0 ? "no" : "yes"
    }
  }

  private static func label(_ code: Explanation.Fact.Code) -> String {
    switch code {
    case .anchor: "anchor"
    case .level: "level"
    case .spacing: "spacing in force"
    case .wantedSpacing: "spacing wanted"
    case .tightened: "tightened by"
    case .shift: "moved out by skew"
    case .price: "price"
    case .wantedSize: "wanted size"
    case .minimumNotional: "minimum value"
    case .notional: "value"
    case .quantity: "size"
    case .filled: "filled"
    case .remaining: "remaining"
    case .age: "age"
    case .amendments: "times moved"
    case .reduceOnly: "reduce-only"
    case .accepted: "accepted by venue"
    case .listed: "on the venue's list"
    case .position: "position"
    case .nearestBuyRung: "nearest buy rung"
    case .nearestSellRung: "nearest sell rung"
    case .entry: "average entry"
    case .lotOpen: "open size"
    case .lotClosed: "closed size"
    case .exitPrice: "take-profit at"
    case .exitDistance: "distance from entry"
    case .takesFrom: "taker allowed from"
    case .stopPrice: "stop at"
    case .venueStop: "stop at the venue"
    case .watchedStop: "watched by Rung"
    case .naked: "unprotected"
    case .stopRefusals: "stop rejects"
    case .exitRefusals: "exit rejects"
    case .trigger: "triggers at"
    case .fees: "fees"
    case .realised: "realised"
    case .cycles: "cycles here"
    case .slotMade: "profit here"
    case .lotOfOrder: "lot"
    case .offset: "offset from best"
    case .reprices: "times moved"
    case .refusals: "rejects in a row"
    }
  }
}

extension Purpose {
  /// The purpose in the operator's words.
  var words: String {
    switch self {
    case .ladder: "rung"
    case .takeProfit: "take-profit"
    case .manual: "manual"
    case .flatten: "flatten"
    case .attempt: "attempt"
    case .stopLoss: "stop-loss"
    case .sideStop: "shared stop"
    case .completion: "completion"
    case .close: "close"
    }
  }
}
