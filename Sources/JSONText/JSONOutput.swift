import Output

/// A value to be written as JSON; members keep their order.
public indirect enum JSONOutput: Sendable {
  case integer(Int)
  /// A finite number.
  case number(Double)
  /// A number that is already decimal text, so that nothing goes through floating point.
  case decimal(String)
  case text(String)
  case flag(Bool)
  case null
  case list([JSONOutput])
  case object([(key: String, value: JSONOutput)])

  /// The value as text: an object's members on separate lines, small ones in one line.
  public func text(indent: Int = 0) -> String {
    switch self {
    case .integer(let value): return String(value)
    case .number(let value):
      precondition(value.isFinite, "JSON has no infinity; check the caller")
      return String(value)
    case .decimal(let text): return text
    case .text(let value): return JSONOutput.quoted(value)
    case .flag(let value): return value ? "true" : "false"
    case .null: return "null"
    case .list(let values):
      return lines("[", values.map { $0.text(indent: indent + 2) }, "]", indent)
    case .object(let members):
      let texts = members.map {
        "\(JSONOutput.quoted($0.key)): \($0.value.text(indent: indent + 2))"
      }
      let isSmall = members.count <= 4 && !texts.contains { $0.contains("\n") }
      return isSmall
        ? "{" + texts.joined(separator: ", ") + "}" : lines("{", texts, "}", indent)
    }
  }

  private func lines(_ open: String, _ texts: [String], _ close: String, _ indent: Int) -> String {
    guard !texts.isEmpty else { return open + close }
    let blanks = String(repeating: " ", count: indent)
    let body = texts.map { "\(blanks)  \($0)" }.joined(separator: ",\n")
    return "\(open)\n\(body)\n\(blanks)\(close)"
  }
}

extension JSONOutput {
  /// A JSON string: quotes and backslashes are escaped, and so is every character that does more
  /// than show itself: controls, marks of direction, characters without width.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where HarmlessText.isHarmless(scalar): result.unicodeScalars.append(scalar)
      default: result += escaped(scalar)
      }
    }
    return result + "\""
  }

  /// `\u` and four digits for each UTF-16 code unit of a character.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { half in
      let digits = String(half, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
