import JSONText
import Market

/// How a number is written: its unit, and how many decimals it can have.
struct NumberForm: Sendable {
  /// The unit, such as `bps`; empty if the key already says it.
  let unit: String
  /// The number of decimals that can be given.
  let decimals: Int
  /// What a special value means, such as `0 means never`.
  let note: String?

  init(_ unit: String, decimals: Int = 0, note: String? = nil) {
    self.unit = unit
    self.decimals = decimals
    self.note = note
  }

  /// A share of price with two decimals: 100 is one per cent.
  static let basisPoints = NumberForm("bps", decimals: 2)
  /// A time, held in nanoseconds.
  static let milliseconds = NumberForm("ms", decimals: 6)
  /// The same, with a note on what a special value means.
  static func milliseconds(note: String) -> NumberForm {
    NumberForm("ms", decimals: 6, note: note)
  }
  /// A part of a whole with four decimals: 100 is all of it.
  static let percent = NumberForm("%", decimals: 4)
  /// A part of a whole with six decimals: 1 is all of it.
  static let share = NumberForm("share, where 1 is all of it", decimals: 6)
  static let ticks = NumberForm("ticks")
}

/// A number with a fixed count of decimals and a range. It is held as a whole number of its
/// smallest unit: 5 bps with two decimals is 500.
struct NumberRule: Sendable {
  let form: NumberForm
  /// In the smallest unit.
  let range: ClosedRange<Int64>

  init(_ form: NumberForm, _ range: ClosedRange<Int64>) {
    self.form = form
    self.range = range
  }

  init(_ unit: String, decimals: Int = 0, _ range: ClosedRange<Int64>) {
    self.init(NumberForm(unit, decimals: decimals), range)
  }

  /// A time in milliseconds.
  static func milliseconds(upTo limit: Int64) -> NumberRule {
    NumberRule(.milliseconds, 0...limit * 1_000_000)
  }

  var unit: String { form.unit }

  /// The range in the unit of the file, with the smallest step if there are decimals.
  var allowed: String {
    let fineness = form.decimals == 0 ? "" : " in steps of \(text(1))"
    let note = form.note.map { "; \($0)" } ?? ""
    return "\(text(range.lowerBound)) to \(text(range.upperBound))\(fineness)\(note)"
  }

  /// A held value as a file writes it.
  func text(_ value: Int64) -> String {
    DecimalNumber(mantissa: value, decimals: form.decimals).description
  }

  /// The held value of a number in a file; nil if it is not allowed.
  func value(_ json: JSONNode) -> Int64? {
    guard let number = json.exactDecimal,
      let value = number.count(of: DecimalNumber(mantissa: 1, decimals: form.decimals)),
      range.contains(value)
    else { return nil }
    return value
  }
}
