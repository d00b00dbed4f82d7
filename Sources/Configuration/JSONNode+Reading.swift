import JSONText
import Market

extension JSONNode {
  /// The exact number, also of a quoted one; nil if it is no number or has too many digits.
  var exactDecimal: DecimalNumber? {
    switch value {
    case .number(let number): DecimalNumber(scientific: number.text)
    case .string(let text): DecimalNumber(scientific: text)
    case .null, .bool, .array, .object: nil
    }
  }

  /// The value as an error repeats it: short, and without control characters.
  var excerpt: String {
    switch value {
    case .number(let number): JSONNode.shortened(number.text)
    case .string(let text): "\"\(JSONNode.shortened(text))\""
    case .bool(let flag): "\(flag)"
    case .null, .array, .object: kind
    }
  }

  /// At most 40 characters of a text from outside. Control characters are shown as `·`.
  static func shortened(_ text: String) -> String {
    let clean = String(
      text.unicodeScalars.prefix(41).map { scalar -> Character in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: "·"
        default: Character(scalar)
        }
      })
    return clean.unicodeScalars.count > 40 ? clean.prefix(39) + "…" : clean
  }
}

extension DecimalNumber {
  /// Reads a decimal that may have an exponent, such as `2.5e3`; nil if it can't be held exactly.
  init?(scientific text: String) {
    let parts = text.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
    do throws(DecimalError) {
      let number = try DecimalNumber(parts[0])
      guard parts.count > 1 else {
        self = number
        return
      }
      guard let exponent = Int(parts[1]), let shifted = number.shifted(by: exponent) else {
        return nil
      }
      self = shifted
    } catch {
      return nil
    }
  }

  /// The decimal times a power of ten; nil if it can't be held.
  private func shifted(by exponent: Int) -> DecimalNumber? {
    guard (-30...30).contains(exponent) else { return nil }
    var mantissa = mantissa
    var decimals = decimals - exponent
    while decimals < 0 {
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      mantissa = product
      decimals += 1
    }
    guard decimals <= DecimalNumber.maximumDecimals else { return nil }
    return DecimalNumber(mantissa: mantissa, decimals: decimals)
  }
}
