import Market

/// Limits how often one input causes a lot or rung to be checked, whatever names it again. What
/// exceeds the limit is named, and continues with a later input.
struct WorkBound: Sendable, Codable {
  /// The most checks of one lot or rung within an input.
  static let mostLooks = 4
  /// How long what exceeded the limit waits if nothing else happens.
  static let pauseNanoseconds: Int64 = 10_000_000

  private var input = 0
  private var lots = LookCounts()
  private var rungs = PerSide(LookCounts())
  /// The most checks that any lot or rung ever had within one input.
  private(set) var most = 0

  mutating func begin() { input &+= 1 }

  /// Whether a lot may be checked once more within this input; counts the check.
  mutating func mayLook(atLot place: Int32) -> Bool {
    isWithin(lots.look(at: Int(place), in: input))
  }

  /// The same for a rung.
  mutating func mayLook(at side: Side, _ place: Int) -> Bool {
    switch side {
    case .buy: isWithin(rungs.buy.look(at: place, in: input))
    case .sell: isWithin(rungs.sell.look(at: place, in: input))
    }
  }

  private mutating func isWithin(_ looks: Int) -> Bool {
    guard looks <= WorkBound.mostLooks else { return false }
    most = max(most, looks)
    return true
  }
}

/// The number of checks of each place within the input of its last one.
private struct LookCounts: Sendable, Codable {
  /// By place: the input of the last check, and the number of checks within it in the lowest three
  /// bits.
  private var seen: [Int] = []

  /// Counts a check and returns the number of checks within this input, this one included; the
  /// stored count stops at 7.
  @inline(__always)
  mutating func look(at place: Int, in input: Int) -> Int {
    if place >= seen.count { makeRoom(for: place) }
    let last = seen[place]
    let looks = last &>> 3 == input ? last & 7 : 0
    seen[place] = input &<< 3 | min(7, looks &+ 1)
    return looks &+ 1
  }

  @inline(never)
  private mutating func makeRoom(for place: Int) {
    while seen.count <= place { seen.append(0) }
  }
}
