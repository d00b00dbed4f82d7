/// How long commits took, counted in classes.
public struct CommitTimes: Equatable, Sendable {
  /// The upper bounds of the classes, in microseconds; the last class has none.
  public static let boundsMicroseconds: [UInt64] = [
    100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
    1_000_000, 2_000_000, 5_000_000, 10_000_000,
  ]

  /// How many commits are in each class; one class more than there are bounds.
  public private(set) var counts = [UInt64](repeating: 0, count: boundsMicroseconds.count + 1)
  /// The time of all commits together.
  public private(set) var sumNanoseconds: UInt64 = 0
  public private(set) var longestNanoseconds: UInt64 = 0

  public init() {}

  public var count: UInt64 { counts.reduce(0, +) }

  mutating func add(nanoseconds: UInt64) {
    let bounds = CommitTimes.boundsMicroseconds
    let place = bounds.firstIndex { nanoseconds <= $0 * 1_000 } ?? bounds.count
    counts[place] += 1
    sumNanoseconds += nanoseconds
    longestNanoseconds = max(longestNanoseconds, nanoseconds)
  }
}
