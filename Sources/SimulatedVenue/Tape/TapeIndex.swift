import Market

/// The place of every 256th update of a tape, for jumping.
struct TapeIndex: Sendable {
  static let spacing = 256

  private struct Mark {
    let record: Int
    let time: Instant
  }

  private var marks: [Mark] = []

  /// Records the place of an update; the caller passes every ``spacing``th.
  mutating func add(record: Int, time: Instant) { marks.append(Mark(record: record, time: time)) }

  /// A cursor at the last recorded update that is not after update `number`.
  func cursor(notBehind number: Int) -> TapeCursor {
    let mark = min(max(number, 0) / TapeIndex.spacing, marks.count - 1)
    return cursor(of: mark)
  }

  /// A cursor at the last recorded update before `time`, or at the start.
  func cursor(before time: Instant) -> TapeCursor {
    var low = 0
    var high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].time < time { low = middle + 1 } else { high = middle }
    }
    return cursor(of: low - 1)
  }

  private func cursor(of mark: Int) -> TapeCursor {
    guard marks.indices.contains(mark) else { return TapeCursor() }
    return TapeCursor(record: marks[mark].record, update: mark * TapeIndex.spacing)
  }
}
