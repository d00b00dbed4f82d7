import Engine
import Market

/// Who or what froze entries, in words.
enum FreezeText {
  /// The person or part that asked, or the name of the rule.
  static func who(_ reason: Reason) -> String {
    switch asked(reason) {
    case .operatorAsked?: "the operator"
    case .cancelAll?: "a cancel-all"
    case .flatten?: "a flatten"
    case .terminalLost?: "the lost terminal"
    case .restarted?: "the restart"
    case .some, nil: reason.code == .cancellingAll ? "a cancel-all" : reason.code.name
    }
  }

  /// Who froze and until when, for reasons and log lines.
  static func sentence(_ reason: Reason) -> String {
    asked(reason) == .restarted
      ? "entries wait for the operator's answer to the restart"
      : "frozen by \(who(reason)): no entries until unfrozen"
  }

  /// Who asked; nil if the reason is a rule.
  private static func asked(_ reason: Reason) -> FreezeCause? {
    reason.code == .frozen ? UInt8(exactly: reason.value).flatMap(FreezeCause.init) : nil
  }

  /// Who asked and when, and the sentence of a rule.
  static func line(_ freeze: Freeze, _ figures: Figures) -> String {
    let when = TimeText.clockSeconds(freeze.at)
    guard freeze.cause != .restarted else {
      return "held since the restart at \(when): entries wait for your answer"
    }
    guard freeze.cause.isRule else { return "frozen by \(who(freeze.reason)) at \(when)" }
    return "frozen by \(who(freeze.reason)) at \(when): \(freeze.reason.explanation(figures))"
  }

  /// The header's text, from the longest wording to the shortest: who, since when, what could still
  /// fill, and the key that ends the freeze. A rule is named before the operator.
  static func header(_ control: ControlView, key: String) -> [String] {
    let rules = control.freezes.filter(\.cause.isRule)
    guard let first = (rules + control.freezes).first else { return [] }
    let more = control.freezes.count > 1 ? " +\(control.freezes.count - 1)" : ""
    let by = " by \(who(first.reason))"
    let count = control.fillable.orders
    let live = count > 0 ? ", \(count) could still fill" : ""
    let short = count > 0 ? ", \(count) live" : ""
    return [
      "FROZEN\(by) \(TimeText.clockSeconds(first.at))\(more)\(live) (\(key) unfreezes)",
      "FROZEN\(by)\(more)\(short) (\(key))", "FROZEN\(by)\(short)", "FROZEN\(short)", "FROZEN",
    ]
  }
}
