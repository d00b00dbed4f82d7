import Engine

/// Why rungs had no order, counted at every close look at a world.
public struct EmptyRungs: Equatable, Sendable {
  private var counts = Array(repeating: 0, count: 256)

  mutating func count(_ grid: borrowing GridView) {
    if let block = grid.block { counts[Int(block.code.rawValue)] += 1 }
    for rung in grid.rungs where rung.state == .planned {
      counts[Int(rung.reason.code.rawValue)] += 1
    }
  }

  static func += (left: inout EmptyRungs, right: EmptyRungs) {
    for index in left.counts.indices { left.counts[index] += right.counts[index] }
  }

  /// The reasons that were given most often, at most `count` of them, the most frequent first.
  public func mostFrequent(_ count: Int) -> [Reason.Code] {
    Reason.Code.allCases.filter { counts[Int($0.rawValue)] > 0 }
      .sorted { counts[Int($0.rawValue)] > counts[Int($1.rawValue)] }
      .prefix(count).map { $0 }
  }
}
