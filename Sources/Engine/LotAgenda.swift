import Market

/// The lots that an input leaves to be looked at: twice at most before a lot's first turn, however often
/// it is named until then. A second look finds what the first one has begun.
struct LotAgenda: Sendable {
  /// In the order they were named.
  private var entries: [Int32] = []
  /// How many turns a place has still to come.
  private var turns: [UInt8] = []
  /// How often every open lot is named, and after how many of the entries.
  private var allCount = 0
  private var allAt = 0
  private var settled = 0
  private var judged = 0
  /// Those that had no turn left; they are named for the next input.
  private var left: [Int32] = []

  private static let mostTurns = 2

  init() { entries.reserveCapacity(64) }

  var isEmpty: Bool { entries.isEmpty && allCount == 0 }

  mutating func append(_ lot: Int32) {
    let place = Int(lot)
    while turns.count <= place { turns.append(0) }
    guard turns[place] < LotAgenda.mostTurns else { return }
    turns[place] += 1
    entries.append(lot)
  }

  /// Names all open lots, oldest first, after those that are named.
  mutating func appendAll() {
    if allCount == 0 { allAt = entries.count }
    allCount = min(allCount + 1, LotAgenda.mostTurns)
  }

  /// Names all open lots, oldest first, and forgets who was named before.
  mutating func nameAll() {
    forget()
    allCount = 1
  }

  /// Gives all open lots their turns, where all were named.
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

  /// The next lot to be settled; it may be named again from here.
  mutating func nextToSettle() -> Int32? {
    guard settled < entries.count else { return nil }
    defer { settled += 1 }
    turns[Int(entries[settled])] -= 1
    return entries[settled]
  }

  /// The next of those that were settled, to be judged by how it was left.
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

/// How often lots and rungs are looked at because of one input: so often at most, whatever names them
/// again. What is stopped so is named, and goes on with a later input.
struct WorkBound: Sendable {
  /// The most looks at one lot or rung within an input.
  static let mostLooks = 4
  /// How long what was stopped waits where nothing else happens.
  static let pauseNanoseconds: Int64 = 10_000_000

  private var input = 0
  /// By place: the input of the last look, and the looks within it in the lowest three bits.
  private var lots: [Int] = []
  private var rungs = PerSide<[Int]>([])
  /// The most looks that any lot or rung ever had within one input.
  private(set) var most = 0

  mutating func begin() { input &+= 1 }

  /// Whether a lot may be looked at once more within this input; counts the look.
  mutating func mayLook(atLot place: Int32) -> Bool {
    let looks = WorkBound.look(at: Int(place), of: &lots, in: input)
    return isWithin(looks)
  }

  /// The same for a rung.
  mutating func mayLook(at side: Side, _ place: Int) -> Bool {
    let looks = WorkBound.look(at: place, of: &rungs[side], in: input)
    return isWithin(looks)
  }

  /// Counts a look and returns how many that makes within an input; one more than may be has the
  /// number of those that were.
  private static func look(at place: Int, of seen: inout [Int], in input: Int) -> Int {
    while seen.count <= place { seen.append(0) }
    let looks = seen[place] >> 3 == input ? seen[place] & 7 : 0
    seen[place] = input << 3 | min(7, looks + 1)
    return looks + 1
  }

  private mutating func isWithin(_ looks: Int) -> Bool {
    #if PLANTED_BUGS
      if PlantedBug.active == .looksWithoutEnd {
        most = max(most, looks)
        return looks < 7
      }
    #endif
    guard looks <= WorkBound.mostLooks else { return false }
    most = max(most, looks)
    return true
  }
}
