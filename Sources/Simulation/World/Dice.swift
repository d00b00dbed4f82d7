import Market

/// Random draws from a seed, the same in every run. Each topic of a seed has its own draws, so that
/// leaving one topic out changes nothing else.
struct Dice: Sendable {
  private var state: UInt64

  init(_ seed: UInt64, _ topic: Topic) {
    state = mixed(mixed(seed &+ 0x5EED) ^ UInt64(topic.rawValue) << 48)
  }

  /// The topics of draws.
  enum Topic: UInt8 {
    case grid = 1
    case exits
    case entries
    case risk
    case market
    case venue
    case faults
    case operators
    case sending
    case attempts
    case losses
    case closing
    case rules
    case unknownOrders
    case restarts
    case later
    case smallStops
    case paging
    case caps = 40
    case ending = 41
    case journal = 42
    case disk = 43
  }

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
