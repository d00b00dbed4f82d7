import Market

/// How often lots and rungs are looked at because of one input: so often at most, whatever names them
/// again. What is stopped so is named, and goes on with a later input.
struct WorkBound: Sendable, Codable {
  /// The most looks at one lot or rung within an input.
  static let mostLooks = 4
  /// How long what was stopped waits where nothing else happens.
  static let pauseNanoseconds: Int64 = 10_000_000

  private var input = 0
  private var lots = LookCounts()
  private var rungs = PerSide(LookCounts())
  /// The most looks that any lot or rung ever had within one input.
  private(set) var most = 0

  mutating func begin() { input &+= 1 }

  /// Whether a lot may be looked at once more within this input; counts the look.
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

/// The looks at each place within the input of its last one.
private struct LookCounts: Sendable, Codable {
  /// By place: the input of the last look, and the looks within it in the lowest three bits.
  private var seen: [Int] = []

  /// Counts a look and returns how many that makes within an input; one more than may be has the
  /// number of those that were.
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
