/// A product of two 128-bit numbers, to be printed: no amount of money is too large.
struct WideDecimal: CustomStringConvertible {
  /// The digits without sign and point; no zeros in front.
  private var digits: [UInt8]
  private var decimals: Int
  private var isNegative: Bool

  /// The decimal `count` × `unit` × 10^−`decimals`.
  init(_ count: some BinaryInteger, times unit: Int128, decimals: Int) {
    let count = Int128(count)
    let product = count.magnitude.multipliedFullWidth(by: unit.magnitude)
    digits = WideDecimal.digits(of: product)
    self.decimals = decimals
    isNegative = (count < 0) != (unit < 0)
  }

  /// Without the trailing zeros beyond `places` decimals.
  func trimmed(to places: Int) -> WideDecimal {
    var trimmed = self
    while trimmed.decimals > places, trimmed.digits.last ?? 0 == 0 {
      _ = trimmed.digits.popLast()
      trimmed.decimals -= 1
    }
    return trimmed
  }

  /// Rounded to at most `places` decimals, halves away from zero.
  func rounded(to places: Int) -> WideDecimal {
    guard decimals > places else { return self }
    var rounded = self
    let cut = decimals - places
    let carries = digits.count >= cut && digits[digits.count - cut] >= 5
    rounded.digits.removeLast(min(cut, digits.count))
    rounded.decimals = places
    if carries { rounded.increment() }
    return rounded
  }

  private mutating func increment() {
    for place in digits.indices.reversed() {
      if digits[place] < 9 {
        digits[place] += 1
        return
      }
      digits[place] = 0
    }
    digits.insert(1, at: 0)
  }

  var description: String {
    let padding = Array(repeating: UInt8(0), count: max(0, decimals + 1 - digits.count))
    var text = (padding + digits).map { UInt8(ascii: "0") + $0 }
    if decimals > 0 { text.insert(UInt8(ascii: "."), at: text.count - decimals) }
    let isZero = digits.allSatisfy { $0 == 0 }
    return (isNegative && !isZero ? "-" : "") + String(decoding: text, as: UTF8.self)
  }

  /// The decimal digits of a 256-bit number, eighteen at a time.
  private static func digits(of product: (high: UInt128, low: UInt128)) -> [UInt8] {
    let chunk: UInt128 = 1_000_000_000_000_000_000
    var (high, low) = product
    var reversed: [UInt8] = []
    while high != 0 || low != 0 {
      let (upper, rest) = high.quotientAndRemainder(dividingBy: chunk)
      let (lower, remainder) = chunk.dividingFullWidth((rest, low))
      (high, low) = (upper, lower)
      var part = UInt64(remainder)
      for _ in 0..<18 {
        reversed.append(UInt8(part % 10))
        part /= 10
      }
    }
    while reversed.last == 0 { reversed.removeLast() }
    return reversed.reversed()
  }
}
