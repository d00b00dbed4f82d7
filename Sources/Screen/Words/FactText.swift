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
    case .amendments: "moved"
    case .reduceOnly: "reduce-only"
    case .accepted: "accepted by venue"
    case .position: "position"
    case .nearestBuyRung: "nearest buy rung"
    case .nearestSellRung: "nearest sell rung"
    case .entry: "average entry"
    case .lotOpen: "open"
    case .lotClosed: "closed"
    case .exitPrice: "take-profit at"
    case .exitDistance: "that is away by"
    case .takesFrom: "takes only from"
    case .stopPrice: "stop at"
    case .venueStop: "stopped by venue"
    case .watchedStop: "stop watched here"
    case .naked: "naked"
    case .stopRefusals: "stop refused"
    case .exitRefusals: "exit refused"
    case .trigger: "goes off at"
    case .fees: "fees"
    case .realised: "realised"
    case .cycles: "cycles here"
    case .slotMade: "made here"
    case .lotOfOrder: "lot"
    case .offset: "away from best by"
    case .reprices: "moved"
    case .refusals: "refused in a row"
    }
  }
}

extension Purpose {
  /// What an operator calls it.
  var words: String {
    switch self {
    case .ladder: "rung"
    case .takeProfit: "take-profit"
    case .manual: "manual"
    case .flatten: "flatten"
    case .attempt: "attempt"
    case .stopLoss: "stop-loss"
    case .sideStop: "stop of several lots"
    case .completion: "completion"
    case .close: "close"
    }
  }
}
