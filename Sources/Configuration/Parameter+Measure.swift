import Engine
import JSONText
import Market

/// One of the ways a setting of the engine can be given, such as the `bps` of `{ bps: 5 }`.
struct Measure<Value: Equatable & Sendable>: Sendable {
  let key: String
  /// The part of the setting that has a value if this measure is used.
  let setting: AnyKeyPath & Sendable
  private let kind: Kind

  private enum Kind {
    case number(
      NumberRule, get: @Sendable (Configuration) -> Int64?, make: @Sendable (Int64) -> Value)
    case amount(
      AmountRule, get: @Sendable (Configuration) -> DecimalNumber?,
      make: @Sendable (DecimalNumber) -> Value)
  }

  init<Number: SettingNumber>(
    _ key: String, _ form: NumberForm, of setting: KeyPath<EngineSettings, Number?> & Sendable,
    make: @escaping @Sendable (Number) -> Value
  ) {
    self.key = key
    self.setting = setting
    kind = .number(
      NumberRule(form, SettingRange.of(setting)),
      get: { $0.engine[keyPath: setting]?.settingNumber },
      make: { make(Number(settingNumber: $0)) })
  }

  init<Number: SettingNumber>(
    _ key: String, _ form: NumberForm, of setting: KeyPath<EngineSettings, Number> & Sendable,
    make: @escaping @Sendable (Number) -> Value
  ) {
    self.key = key
    self.setting = setting
    kind = .number(
      NumberRule(form, SettingRange.of(setting)),
      get: { $0.engine[keyPath: setting].settingNumber },
      make: { make(Number(settingNumber: $0)) })
  }

  init(
    _ key: String, _ unit: String, of setting: KeyPath<EngineSettings, DecimalNumber?> & Sendable,
    make: @escaping @Sendable (DecimalNumber) -> Value
  ) {
    self.key = key
    self.setting = setting
    kind = .amount(
      AmountRule(unit, SettingAmount.of(setting)), get: { $0.engine[keyPath: setting] }, make: make)
  }

  var allowed: String {
    switch kind {
    case .number(let rule, _, _): rule.allowed
    case .amount(let rule, _, _): rule.allowed
    }
  }

  /// The value of a number in a file; nil if it is not allowed.
  func value(_ json: JSONNode) -> Value? {
    switch kind {
    case .number(let rule, _, let make): rule.value(json).map(make)
    case .amount(let rule, _, let make): rule.value(json).map(make)
    }
  }

  /// The number as a file writes it; nil if the value is given in another measure.
  func text(_ configuration: Configuration) -> String? {
    switch kind {
    case .number(let rule, let get, _): get(configuration).map(rule.text)
    case .amount(_, let get, _): get(configuration).map(AmountRule.text)
    }
  }

  func number(_ path: String, _ setting: Setting<Value>) -> ParameterNumber? {
    guard case .number(let rule, let get, let make) = kind else { return nil }
    return ParameterNumber(
      path: "\(path).\(key)", rule: rule, get: get, set: { $0[keyPath: setting] = make($1) })
  }

  func amount(_ path: String, _ setting: Setting<Value>) -> ParameterAmount? {
    guard case .amount(let rule, _, let make) = kind else { return nil }
    return ParameterAmount(
      path: "\(path).\(key)", rule: rule, set: { $0[keyPath: setting] = make($1) })
  }
}

/// Parameters whose value names its measure: `{ ticks: 20 }` or `{ bps: 5 }`.
extension Parameter {
  /// Exactly one measure, or one of the words that may replace it.
  static func measured<Value>(
    _ path: String, _ measures: [Measure<Value>], words: [Word<Value>] = [],
    _ setting: Setting<Value>, _ summary: String
  ) -> Parameter {
    let allowed =
      (words.map { "\"\($0.text)\"" }
      + measures.map { "{ \($0.key): \($0.allowed) }" }).joined(separator: " or ")
    return Parameter(
      path: path, unit: "", allowed: allowed, summary: summary,
      read: { json, reading in
        if let text = json.string, let word = words.first(where: { $0.text == text }) {
          reading.configuration[keyPath: setting] = word.value
        } else if let value = value(of: json, path, measures, allowed: allowed, &reading) {
          reading.configuration[keyPath: setting] = value
        }
      },
      text: { text(of: $0, setting, measures, words) },
      names: [SettingName(setting: setting, path: path)]
        + measures.map { SettingName(setting: $0.setting, path: "\(path).\($0.key)") },
      numbers: measures.compactMap { $0.number(path, setting) },
      amounts: measures.compactMap { $0.amount(path, setting) })
  }

  private static func value<Value>(
    of json: JSONNode, _ path: String, _ measures: [Measure<Value>], allowed: String,
    _ reading: inout ConfigurationReading
  ) -> Value? {
    if let object = json.object, !object.duplicates.isEmpty {
      reading.refuseDuplicates(of: object, under: path + ".")
      return nil
    }
    guard let object = json.object, object.members.count == 1, let member = object.members.first
    else {
      reading.refuse(path, json, "one of \(allowed)")
      return nil
    }
    guard let measure = measures.first(where: { $0.key == member.key }) else {
      let keys = measures.map(\.key).joined(separator: ", ")
      reading.fault(
        "\(path).\(JSONNode.shortened(member.key))", at: member.keyPosition,
        "unknown measure; allowed are \(keys)")
      return nil
    }
    guard let value = measure.value(member.node) else {
      reading.refuse("\(path).\(measure.key)", member.node, measure.allowed)
      return nil
    }
    return value
  }

  private static func text<Value>(
    of configuration: Configuration, _ setting: Setting<Value>, _ measures: [Measure<Value>],
    _ words: [Word<Value>]
  ) -> String {
    let value = configuration[keyPath: setting]
    if let word = words.first(where: { $0.value == value }) { return "\"\(word.text)\"" }
    for measure in measures {
      if let text = measure.text(configuration) { return "{ \(measure.key): \(text) }" }
    }
    preconditionFailure("\(value) has no measure")
  }
}
