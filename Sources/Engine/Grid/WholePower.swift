/// Powers that come out the same to the last bit on every platform, which a platform's library does
/// not promise.
enum WholePower {
  /// A number to a whole power, by squaring.
  static func of(_ base: Double, _ exponent: Int64) -> Double {
    var result = 1.0
    var factor = base
    var left = exponent.magnitude
    while left > 0 {
      if left & 1 == 1 { result *= factor }
      factor *= factor
      left >>= 1
    }
    return exponent < 0 ? 1 / result : result
  }

  /// The number between zero and one whose `count`-th power is a half, by Newton's method.
  static func halving(after count: Int64) -> Double {
    let n = Double(max(1, count))
    var root = n > 1 ? 1 - 0.693_147_180_559_945_3 / n : 0.5
    for _ in 0..<40 {
      let below = of(root, max(1, count) - 1)
      let step = (below * root - 0.5) / (n * below)
      root -= step
      if abs(step) < 1e-16 { break }
    }
    return root
  }
}
