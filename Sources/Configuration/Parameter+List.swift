import Engine
import JSONText

/// Parameters that are lists of numbers.
extension Parameter {
  /// A setting of the engine that is a list of shares.
  static func list(
    _ path: String, _ form: NumberForm, count: ClosedRange<Int>,
    each setting: EngineSetting<[BasisPoints]>, _ summary: String
  ) -> Parameter {
    let rule = NumberRule(form, SettingRange.of(setting))
    let allowed =
      "a list of \(count.lowerBound) to \(count.upperBound) numbers, each \(rule.allowed)"
    return Parameter(
      path: path, unit: rule.unit, allowed: allowed, summary: summary,
      read: { json, reading in
        guard let elements = json.array, count.contains(elements.count) else {
          return reading.refuse(path, json, allowed)
        }
        var values: [Int64] = []
        for (index, element) in elements.enumerated() {
          guard let value = rule.value(element) else {
            reading.refuse("\(path)[\(index)]", element, rule.allowed)
            continue
          }
          values.append(value)
        }
        guard values.count == elements.count else { return }
        reading.configuration.engine[keyPath: setting] = values.map(BasisPoints.init(hundredths:))
      },
      text: { configuration in
        let values = configuration.engine[keyPath: setting]
        return "[" + values.map { rule.text($0.hundredths) }.joined(separator: ", ") + "]"
      },
      names: [SettingName(setting: setting, path: path)],
      numbers: [
        ParameterNumber(
          path: path, rule: rule, get: { $0.engine[keyPath: setting].first?.hundredths },
          set: { $0.engine[keyPath: setting] = [BasisPoints(hundredths: $1)] })
      ])
  }
}
