import Engine
import JSONText
import Market

/// A decimal amount or price, held exactly as given.
struct AmountRule: Sendable {
  /// The unit, such as `quote currency`.
  let unit: String
  let range: AmountRange

  init(_ unit: String, _ range: AmountRange = AmountRange()) {
    self.unit = unit
    self.range = range
  }

  var allowed: String {
    "\(range), up to \(DecimalNumber.maximumDecimals) decimals"
  }

  /// The amount in a file; nil if it is not allowed.
  func value(_ json: JSONNode) -> DecimalNumber? {
    json.exactDecimal.flatMap { range.contains($0) ? $0 : nil }
  }

  /// An amount as a file writes it: as text, because that keeps every digit in any reader.
  static func text(_ amount: DecimalNumber?) -> String { amount.map { "\"\($0)\"" } ?? "null" }
}
