/// Writes one JSON object with its keys in the order they are added.
///
/// Numbers come as texts that are already exact decimals, so nothing goes through floating point.
struct JSONObjectWriter {
  private var members: [String] = []

  /// Adds a whole number.
  mutating func add(_ key: String, _ value: some FixedWidthInteger) {
    add(key, raw: String(value))
  }

  /// Adds a decimal exactly as written; nothing becomes `null`.
  mutating func add(_ key: String, decimal value: String?) { add(key, raw: value ?? "null") }

  /// Adds a text; nothing becomes `null`.
  mutating func add(_ key: String, text value: String?) {
    add(key, raw: value.map(JSONObjectWriter.quoted) ?? "null")
  }

  /// The object on lines of its own, without a line end after it.
  var text: String { "{\n" + members.map { "  " + $0 }.joined(separator: ",\n") + "\n}" }

  private mutating func add(_ key: String, raw value: String) {
    members.append(JSONObjectWriter.quoted(key) + ": " + value)
  }

  /// A JSON string: quotes, backslashes and control characters escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
