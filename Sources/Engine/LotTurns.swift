import Market

/// The lots that an input leaves to be checked. A lot is queued at most twice before its first
/// turn, however often it is named until then. The second check finds what the first one began.
struct LotTurns: Sendable, Codable {
  /// In the order of naming.
  private var entries: [Int32] = []
  /// The number of turns that a place still has to come.
  private var turns: [UInt8] = []
  /// How often all open lots were named, and after how many of the entries.
  private var allCount = 0
  private var allAt = 0
  private var settled = 0
  private var judged = 0
  /// Lots that had no turn left; they are named for the next input.
  private var left: [Int32] = []

  private static let mostTurns = 2

  init() { entries.reserveCapacity(64) }

  var isEmpty: Bool { entries.isEmpty && allCount == 0 }

  mutating func append(_ lot: Int32) {
    let place = Int(lot)
    while turns.count <= place { turns.append(0) }
    guard turns[place] < LotTurns.mostTurns else { return }
    turns[place] += 1
    entries.append(lot)
  }

  /// Names all open lots, oldest first, after those already named.
  mutating func appendAll() {
    if allCount == 0 { allAt = entries.count }
    allCount = min(allCount + 1, LotTurns.mostTurns)
  }

  /// Names all open lots, oldest first, and drops what was named before.
  mutating func nameAll() {
    forget()
    allCount = 1
  }

  /// Gives all open lots their turns, if all were named.
  mutating func expand(_ open: [Int32]) {
    guard allCount > 0 else { return }
    let (count, place) = (allCount, allAt)
    let later = settled == 0 ? Array(entries[place...]) : []
    if settled == 0 {
      for lot in later { turns[Int(lot)] -= 1 }
      entries.removeSubrange(place...)
    }
    (allCount, allAt) = (0, 0)
    for _ in 0..<count { for lot in open { append(lot) } }
    for lot in later { append(lot) }
  }

  /// The next lot to be settled; from here on it may be named again.
  mutating func nextToSettle() -> Int32? {
    guard settled < entries.count else { return nil }
    defer { settled += 1 }
    turns[Int(entries[settled])] -= 1
    return entries[settled]
  }

  /// The next of the settled lots, to be judged by its final state.
  mutating func nextToJudge() -> Int32? {
    guard judged < entries.count else { return nil }
    defer { judged += 1 }
    return entries[judged]
  }

  /// Leaves a lot to the next input.
  mutating func leave(_ lot: Int32) {
    if !left.contains(lot) { left.append(lot) }
  }

  /// All turns are over.
  mutating func finish() {
    entries.removeAll(keepingCapacity: true)
    (settled, judged) = (0, 0)
    guard !left.isEmpty else { return }
    for lot in left { append(lot) }
    left.removeAll(keepingCapacity: true)
  }

  private mutating func forget() {
    for lot in entries { turns[Int(lot)] -= 1 }
    entries.removeAll(keepingCapacity: true)
    allAt = 0
  }
}
