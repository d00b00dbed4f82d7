import Engine
import JSONText
import Market

/// Parameters that are one number.
extension Parameter {
  /// A setting of the engine.
  static func number<Number: SettingNumber>(
    _ path: String, _ form: NumberForm, of setting: EngineSetting<Number>, _ summary: String
  ) -> Parameter {
    var parameter = number(
      path, NumberRule(form, SettingRange.of(setting)), summary,
      get: { $0.engine[keyPath: setting].settingNumber },
      set: { $0.engine[keyPath: setting] = Number(settingNumber: $1) })
    parameter.names = [SettingName(setting: setting, path: path)]
    return parameter
  }

  /// A setting of the engine that may be left without a value, by `null`.
  static func number<Number: SettingNumber>(
    _ path: String, _ form: NumberForm, of setting: EngineSetting<Number?>, null meaning: String,
    _ summary: String
  ) -> Parameter {
    var parameter = number(
      path, NumberRule(form, SettingRange.of(setting)), null: meaning, summary,
      get: { $0.engine[keyPath: setting]?.settingNumber },
      set: { $0.engine[keyPath: setting] = $1.map(Number.init(settingNumber:)) })
    parameter.names = [SettingName(setting: setting, path: path)]
    return parameter
  }

  /// A number with a range.
  static func number<Number: SettingNumber>(
    _ path: String, _ rule: NumberRule, _ setting: Setting<Number>, _ summary: String
  ) -> Parameter {
    number(
      path, rule, summary, get: { $0[keyPath: setting].settingNumber },
      set: { $0[keyPath: setting] = Number(settingNumber: $1) })
  }

  /// A number that is held in another type.
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
      text: { rule.text(get($0)) },
      numbers: [ParameterNumber(path: path, rule: rule, get: { get($0) }, set: set)])
  }

  /// A number that may be left without a value, by `null`.
  static func number(
    _ path: String, _ rule: NumberRule, null meaning: String, _ summary: String,
    get: @escaping @Sendable (Configuration) -> Int64?,
    set: @escaping @Sendable (inout Configuration, Int64?) -> Void
  ) -> Parameter {
    let allowed = "\(rule.allowed); null means \(meaning)"
    return Parameter(
      path: path, unit: rule.unit, allowed: allowed, summary: summary,
      read: { json, reading in
        if json.isNull { return set(&reading.configuration, nil) }
        guard let value = rule.value(json) else { return reading.refuse(path, json, allowed) }
        set(&reading.configuration, value)
      },
      text: { get($0).map(rule.text) ?? "null" },
      numbers: [ParameterNumber(path: path, rule: rule, get: get, set: { set(&$0, $1) })])
  }
}
