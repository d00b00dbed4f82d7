import Engine
import JSONText
import Market

/// Parameters that are one number.
extension Parameter {
  /// A number with a range.
  static func number(
    _ path: String, _ rule: NumberRule, _ setting: Setting<Int64>, _ summary: String
  ) -> Parameter {
    number(
      path, rule, summary, get: { $0[keyPath: setting] }, set: { $0[keyPath: setting] = $1 })
  }

  /// A share of price or size.
  static func number(
    _ path: String, _ rule: NumberRule, _ setting: Setting<BasisPoints>, _ summary: String
  ) -> Parameter {
    number(
      path, rule, summary, get: { $0[keyPath: setting].hundredths },
      set: { $0[keyPath: setting] = BasisPoints(hundredths: $1) })
  }

  /// A count.
  static func number(
    _ path: String, _ rule: NumberRule, _ setting: Setting<Int>, _ summary: String
  ) -> Parameter {
    number(
      path, rule, summary, get: { Int64($0[keyPath: setting]) },
      set: { $0[keyPath: setting] = Int($1) })
  }

  /// A number that is held in some other type.
  static func number(
    _ path: String, _ rule: NumberRule, _ summary: String,
    get: @escaping @Sendable (Configuration) -> Int64,
    set: @escaping @Sendable (inout Configuration, Int64) -> Void
  ) -> Parameter {
    Parameter(
      path: path, unit: rule.unit, allowed: rule.allowed, summary: summary,
      read: { json, reading in
        guard let value = rule.value(json) else { return reading.refuse(path, json, rule.allowed) }
        set(&reading.configuration, value)
      },
      text: { rule.text(get($0)) })
  }

  /// A number that may be left open with `null`.
  static func number(
    _ path: String, _ rule: NumberRule, null meaning: String, _ summary: String,
    get: @escaping @Sendable (Configuration) -> Int64?,
    set: @escaping @Sendable (inout Configuration, Int64?) -> Void
  ) -> Parameter {
    let allowed = "\(rule.allowed); null is \(meaning)"
    return Parameter(
      path: path, unit: rule.unit, allowed: allowed, summary: summary,
      read: { json, reading in
        if json.isNull { return set(&reading.configuration, nil) }
        guard let value = rule.value(json) else { return reading.refuse(path, json, allowed) }
        set(&reading.configuration, value)
      },
      text: { get($0).map(rule.text) ?? "null" })
  }

  /// A decimal amount that must be there.
  static func amount(
    _ path: String, _ rule: AmountRule, _ setting: Setting<DecimalNumber>, _ summary: String
  ) -> Parameter {
    Parameter(
      path: path, unit: rule.unit, allowed: rule.allowed, summary: summary,
      read: { json, reading in
        guard let value = rule.value(json) else { return reading.refuse(path, json, rule.allowed) }
        reading.configuration[keyPath: setting] = value
      },
      text: { AmountRule.text($0[keyPath: setting]) })
  }

  /// A decimal amount that may be left open with `null`.
  static func amount(
    _ path: String, _ rule: AmountRule, null meaning: String, _ setting: Setting<DecimalNumber?>,
    _ summary: String
  ) -> Parameter {
    let allowed = "\(rule.allowed); null is \(meaning)"
    return Parameter(
      path: path, unit: rule.unit, allowed: allowed, summary: summary,
      read: { json, reading in
        if json.isNull {
          reading.configuration[keyPath: setting] = nil
          return
        }
        guard let value = rule.value(json) else { return reading.refuse(path, json, allowed) }
        reading.configuration[keyPath: setting] = value
      },
      text: { AmountRule.text($0[keyPath: setting]) })
  }
}
