import Engine
import JSONText
import Market

/// Parameters that are one amount or price.
extension Parameter {
  /// A setting of the engine that must have a value.
  static func amount(
    _ path: String, _ unit: String, of setting: EngineSetting<DecimalNumber>, _ summary: String
  ) -> Parameter {
    var parameter = amount(
      path, AmountRule(unit, SettingAmount.of(setting)), summary,
      get: { $0.engine[keyPath: setting] }, set: { $0.engine[keyPath: setting] = $1 })
    parameter.names = [SettingName(setting: setting, path: path)]
    return parameter
  }

  /// A setting of the engine that may be left without a value, by `null`.
  static func amount(
    _ path: String, _ unit: String, of setting: EngineSetting<DecimalNumber?>,
    null meaning: String, _ summary: String
  ) -> Parameter {
    var parameter = amount(
      path, AmountRule(unit, SettingAmount.of(setting)), null: meaning, summary,
      get: { $0.engine[keyPath: setting] }, set: { $0.engine[keyPath: setting] = $1 })
    parameter.names = [SettingName(setting: setting, path: path)]
    return parameter
  }

  /// An amount that must have a value.
  static func amount(
    _ path: String, _ rule: AmountRule, _ setting: Setting<DecimalNumber>, _ summary: String
  ) -> Parameter {
    amount(
      path, rule, summary, get: { $0[keyPath: setting] }, set: { $0[keyPath: setting] = $1 })
  }

  /// An amount that may be left without a value, by `null`.
  static func amount(
    _ path: String, _ rule: AmountRule, null meaning: String, _ setting: Setting<DecimalNumber?>,
    _ summary: String
  ) -> Parameter {
    amount(
      path, rule, null: meaning, summary, get: { $0[keyPath: setting] },
      set: { $0[keyPath: setting] = $1 })
  }

  private static func amount(
    _ path: String, _ rule: AmountRule, _ summary: String,
    get: @escaping @Sendable (Configuration) -> DecimalNumber,
    set: @escaping @Sendable (inout Configuration, DecimalNumber) -> Void
  ) -> Parameter {
    Parameter(
      path: path, unit: rule.unit, allowed: rule.allowed, summary: summary,
      read: { json, reading in
        guard let value = rule.value(json) else { return reading.refuse(path, json, rule.allowed) }
        set(&reading.configuration, value)
      },
      text: { AmountRule.text(get($0)) },
      amounts: [ParameterAmount(path: path, rule: rule, set: set)])
  }

  private static func amount(
    _ path: String, _ rule: AmountRule, null meaning: String, _ summary: String,
    get: @escaping @Sendable (Configuration) -> DecimalNumber?,
    set: @escaping @Sendable (inout Configuration, DecimalNumber?) -> Void
  ) -> Parameter {
    let allowed = "\(rule.allowed); null means \(meaning)"
    return Parameter(
      path: path, unit: rule.unit, allowed: allowed, summary: summary,
      read: { json, reading in
        if json.isNull { return set(&reading.configuration, nil) }
        guard let value = rule.value(json) else { return reading.refuse(path, json, allowed) }
        set(&reading.configuration, value)
      },
      text: { AmountRule.text(get($0)) },
      amounts: [ParameterAmount(path: path, rule: rule, set: { set(&$0, $1) })])
  }
}
