import JSONText
import Market

/// A decimal amount or price, held exactly as given.
struct AmountRule: Sendable {
  /// The unit, such as `quote currency`.
  let unit: String
  /// Whether zero is allowed.
  let allowsZero: Bool

  /// The most it may be.
  let maximum: DecimalNumber

  /// - Parameter maximum: in whole units; by itself a round number far above any price, order or
  ///   account in any currency. What an instrument can count is checked once it is known.
  init(_ unit: String, allowsZero: Bool = false, upTo maximum: Int64 = 1_000_000_000_000_000) {
    self.unit = unit
    self.allowsZero = allowsZero
    self.maximum = DecimalNumber(mantissa: maximum, decimals: 0)
  }

  var allowed: String {
    let least = allowsZero ? "0 to" : "above 0, at most"
    return "\(least) \(maximum), up to \(DecimalNumber.maximumDecimals) decimals"
  }

  /// The amount in a file, or nothing where it is not allowed.
  func value(_ json: JSONNode) -> DecimalNumber? {
    guard let number = json.exactDecimal, number.mantissa >= (allowsZero ? 0 : 1),
      !DecimalNumber.isLess(maximum, number)
    else { return nil }
    return number
  }

  /// An amount as it is written: a text, because that keeps every digit in any reader.
  static func text(_ amount: DecimalNumber?) -> String { amount.map { "\"\($0)\"" } ?? "null" }
}
