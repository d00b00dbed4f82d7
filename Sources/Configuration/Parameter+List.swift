import JSONText

/// Parameters that are lists of numbers.
extension Parameter {
  /// A list of numbers of one rule, from one to `limit` of them.
  static func list(
    _ path: String, _ rule: NumberRule, upTo limit: Int, _ summary: String,
    get: @escaping @Sendable (Configuration) -> [Int64],
    set: @escaping @Sendable (inout Configuration, [Int64]) -> Void
  ) -> Parameter {
    let allowed = "a list of 1 to \(limit) numbers, each \(rule.allowed)"
    return Parameter(
      path: path, unit: rule.unit, allowed: allowed, summary: summary,
      read: { json, reading in
        guard let elements = json.array, (1...limit).contains(elements.count) else {
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
        if values.count == elements.count { set(&reading.configuration, values) }
      },
      text: { "[" + get($0).map(rule.text).joined(separator: ", ") + "]" })
  }
}
