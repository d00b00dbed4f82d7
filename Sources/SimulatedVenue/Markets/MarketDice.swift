import Market

/// The draws of a generated market: each is made from the one before it.
struct MarketDice: Sendable {
  private(set) var state: UInt64

  init(_ seed: UInt64) { state = mixed(seed ^ 0x4D41_524B) }

  /// A draw from zero to `bound - 1`.
  mutating func below(_ bound: Int64) -> Int64 {
    state = mixed(state)
    return Int64(state.multipliedFullWidth(by: UInt64(max(1, bound))).high)
  }

  mutating func within(_ range: ClosedRange<Int64>) -> Int64 {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  mutating func once(in count: Int64) -> Bool { below(count) == 0 }

  /// A whole number around zero with a standard deviation near `deviation`: the sum of three draws,
  /// which is within three deviations.
  mutating func around(zero deviation: Int64) -> Int64 {
    within(-deviation...deviation) + within(-deviation...deviation)
      + within(-deviation...deviation)
  }
}
