import JSONText
import Market

/// A number with a fixed count of decimals and a range, held as a whole number of its smallest
/// unit: 5 bps with two decimals is 500.
struct NumberRule: Sendable {
  /// The unit, such as `bps`; empty where the key says it.
  let unit: String
  /// Decimals that can be given.
  let decimals: Int
  /// In the smallest unit.
  let range: ClosedRange<Int64>
  /// What a special value means, such as `0 is never`.
  let note: String?

  init(_ unit: String, decimals: Int = 0, _ range: ClosedRange<Int64>, note: String? = nil) {
    self.unit = unit
    self.decimals = decimals
    self.range = range
    self.note = note
  }

  /// The range in the unit people write, with the finest step where there are decimals.
  var allowed: String {
    let fineness = decimals == 0 ? "" : " in steps of \(text(1))"
    let note = note.map { "; \($0)" } ?? ""
    return "\(text(range.lowerBound)) to \(text(range.upperBound))\(fineness)\(note)"
  }

  /// A held value as it is written.
  func text(_ value: Int64) -> String {
    DecimalNumber(mantissa: value, decimals: decimals).description
  }

  /// The held value of a number in a file, or nothing where it is not allowed.
  func value(_ json: JSONNode) -> Int64? {
    guard let number = json.exactDecimal,
      let value = number.count(of: DecimalNumber(mantissa: 1, decimals: decimals)),
      range.contains(value)
    else { return nil }
    return value
  }
}

extension NumberRule {
  /// A share of price in basis points, two decimals: 100 is one.
  static func basisPoints(_ range: ClosedRange<Int64>, note: String? = nil) -> NumberRule {
    NumberRule("bps", decimals: 2, range, note: note)
  }

  /// A time in milliseconds, held in nanoseconds.
  static func milliseconds(upTo limit: Int64, note: String? = nil) -> NumberRule {
    NumberRule("ms", decimals: 6, 0...limit * 1_000_000, note: note)
  }

  /// A part of a whole, six decimals: 1 is all of it.
  static func share(_ range: ClosedRange<Int64>) -> NumberRule {
    NumberRule("share", decimals: 6, range)
  }

  /// A count of ticks.
  static func ticks(_ range: ClosedRange<Int64>) -> NumberRule { NumberRule("ticks", range) }
}
