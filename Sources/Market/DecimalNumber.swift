/// A decimal held exactly: `mantissa` × 10^−`decimals`. Ticks, steps and texts are made of it.
public struct DecimalNumber: Hashable, Sendable, Codable {
  public let mantissa: Int64
  public let decimals: Int

  /// More decimals than any venue uses, few enough for 64 bits.
  public static let maximumDecimals = 12

  /// Makes a decimal and drops trailing zeros, so that equal numbers are equal values.
  public init(mantissa: Int64, decimals: Int) {
    precondition((0...18).contains(decimals), "decimals are 0 to 18")
    var mantissa = mantissa
    var decimals = decimals
    while decimals > 0, mantissa % 10 == 0 {
      mantissa /= 10
      decimals -= 1
    }
    self.mantissa = mantissa
    self.decimals = decimals
  }

  /// Reads a plain decimal such as `"61250.5"` or `"-0.02"` exactly, or throws: no exponent, no
  /// blanks, at least one digit, at most ``maximumDecimals`` after the point.
  public init(_ text: some StringProtocol) throws(DecimalError) {
    var mantissa: Int64 = 0
    var decimals = 0
    var digits = 0
    var afterPoint = false
    var negative = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: negative = true
      case UInt8(ascii: ".") where !afterPoint && digits > 0: afterPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (product, high) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        guard !high, !carry else { throw .tooLarge(String(text)) }
        mantissa = sum
        digits += 1
        decimals += afterPoint ? 1 : 0
      default: throw .notADecimal(String(text))
      }
    }
    guard digits > 0 else { throw .notADecimal(String(text)) }
    guard decimals <= DecimalNumber.maximumDecimals else { throw .tooFine(String(text)) }
    self.init(mantissa: negative ? -mantissa : mantissa, decimals: decimals)
  }

  /// How many times `unit` fits; nil if that is not a whole number or needs more than 64 bits.
  public func count(of unit: DecimalNumber) -> Int64? {
    let places = max(decimals, unit.decimals)
    guard let left = scaled(to: places), let right = unit.scaled(to: places), right != 0,
      left % right == 0
    else { return nil }
    return left / right
  }

  /// How many times a positive `unit` fits, rounded down; nil if that doesn't fit into 64 bits.
  public func wholeCount(of unit: DecimalNumber) -> Int64? {
    let places = max(decimals, unit.decimals)
    let (left, right) = (wide(to: places), unit.wide(to: places))
    return Int64(exactly: left / right - (left % right < 0 ? 1 : 0))
  }

  /// The nearest floating-point value, for statistics and drawing; it is never booked.
  public var approximate: Double {  // tidy-ok: statistics and drawing only
    var divisor = 1.0
    for _ in 0..<decimals { divisor *= 10 }
    return Double(mantissa) / divisor  // tidy-ok: statistics and drawing only
  }

  /// The decimal of `count` units of this size; 128 bits hold any.
  public func times(_ count: Int64) -> DecimalText {
    DecimalText(mantissa: Int128(mantissa) * Int128(count), decimals: decimals)
  }

  /// This number as a count of 10^−`places`; 18 decimals of 64 bits fit into 128.
  private func wide(to places: Int) -> Int128 {
    var value = Int128(mantissa)
    for _ in decimals..<places { value *= 10 }
    return value
  }

  private func scaled(to places: Int) -> Int64? {
    var value = mantissa
    for _ in decimals..<places {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
    }
    return value
  }
}

extension DecimalNumber: CustomStringConvertible {
  public var description: String {
    DecimalText(mantissa: mantissa, decimals: decimals).description
  }
}

/// Why a text isn't a number we can hold. Every case carries the text.
public enum DecimalError: Error, Equatable, Sendable {
  case notADecimal(String)
  case tooFine(String)
  case tooLarge(String)
}

extension DecimalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notADecimal(let text): "\"\(text)\" is not a decimal number such as 61250.5"
    case .tooFine(let text):
      "\"\(text)\" has more than \(DecimalNumber.maximumDecimals) digits after the point"
    case .tooLarge(let text): "\"\(text)\" does not fit into 64 bits"
    }
  }
}

/// A number to be printed exactly, always with the same number of decimals.
public struct DecimalText: Sendable, CustomStringConvertible {
  public let mantissa: Int128
  public let decimals: Int

  public init(mantissa: some BinaryInteger, decimals: Int) {
    self.mantissa = Int128(mantissa)
    self.decimals = decimals
  }

  public var description: String {
    // Converting 64 bits to text is several times faster.
    var digits =
      UInt64(exactly: mantissa.magnitude).map { String($0) } ?? String(mantissa.magnitude)
    if decimals > 0 {
      if digits.utf8.count <= decimals {
        digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
      }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return mantissa < 0 ? "-" + digits : digits
  }
}
