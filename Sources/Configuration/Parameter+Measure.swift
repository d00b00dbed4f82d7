import Engine
import JSONText
import Market

/// One of the ways a measure can be given, such as the `bps` of `{ bps: 5 }`.
struct Measure<Value: Equatable & Sendable>: Sendable {
  let key: String
  let allowed: String
  /// The value of a number in a file, or nothing where it is not allowed.
  let value: @Sendable (JSONNode) -> Value?
  /// The number as it is written, or nothing where the value is of another measure.
  let text: @Sendable (Value) -> String?

  init(
    _ key: String, _ rule: NumberRule, make: @escaping @Sendable (Int64) -> Value,
    number: @escaping @Sendable (Value) -> Int64?
  ) {
    self.key = key
    allowed = rule.allowed
    value = { rule.value($0).map(make) }
    text = { number($0).map(rule.text) }
  }

  init(
    _ key: String, _ rule: AmountRule, make: @escaping @Sendable (DecimalNumber) -> Value,
    amount: @escaping @Sendable (Value) -> DecimalNumber?
  ) {
    self.key = key
    allowed = rule.allowed
    value = { rule.value($0).map(make) }
    text = { amount($0).map(AmountRule.text) }
  }
}

/// Parameters whose value says in which measure it is given: `{ ticks: 20 }` or `{ bps: 5 }`.
extension Parameter {
  /// Exactly one measure, or one of the words that stand instead of a measure.
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
      text: { configuration in
        let value = configuration[keyPath: setting]
        return text(of: value, measures, words)
      })
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
    of value: Value, _ measures: [Measure<Value>], _ words: [Word<Value>]
  ) -> String {
    if let word = words.first(where: { $0.value == value }) { return "\"\(word.text)\"" }
    for measure in measures {
      if let text = measure.text(value) { return "{ \(measure.key): \(text) }" }
    }
    preconditionFailure("\(value) has no measure")
  }
}

extension Measure where Value == Distance {
  static func ticks(_ range: ClosedRange<Int64>) -> Measure {
    Measure(
      "ticks", .ticks(range), make: { .ticks($0) },
      number: { distance in
        if case .ticks(let ticks) = distance { ticks } else { nil }
      })
  }

  static func basisPoints(_ range: ClosedRange<Int64>) -> Measure {
    Measure(
      "bps", .basisPoints(range), make: { .basisPoints(BasisPoints(hundredths: $0)) },
      number: { distance in
        if case .basisPoints(let share) = distance { share.hundredths } else { nil }
      })
  }
}
