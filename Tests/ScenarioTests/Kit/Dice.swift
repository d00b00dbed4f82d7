import Market

/// Draws from a seed: the same in every run.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = mixed(seed &+ 0x5EED) }

  /// Zero to `bound - 1`.
  mutating func below(_ bound: Int64) -> Int64 {
    state = mixed(state)
    return Int64(state % UInt64(bound))
  }

  mutating func within(_ range: ClosedRange<Int64>) -> Int64 {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True once in `count` times.
  mutating func once(in count: Int64) -> Bool { below(count) == 0 }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int(below(Int64(choices.count)))]
  }
}
