import Market

/// The rungs in force, nearest first on each side.
struct Ladder: Sendable, Codable {
  var rungs = PerSide<[Rung]>([])
  /// Where the next plan is built; it takes the place of `rungs`, so neither is ever allocated anew.
  var scratch = PerSide<[Rung]>([])
  /// The places of the rungs that a new plan has still to settle.
  var unsettled = PerSide<[Int32]>([])
  /// The venue refused an order of some rung since the start.
  var hasRefusals = false
  /// Counts plans; an order stamped with it is wanted by the plan in force.
  var stamp: UInt32 = 0

  /// The ladder moves: the rungs that filled come back.
  mutating func rearm() {
    for side in Side.allCases {
      for place in rungs[side].indices { rungs[side][place].rearm() }
    }
  }

  /// The place of a rung by its price: rungs run from the market outwards.
  func index(_ side: Side, _ price: Price) -> Int? {
    let place = Ladder.place(among: rungs[side], side, price)
    guard place < rungs[side].count, rungs[side][place].price == price else { return nil }
    return place
  }

  /// The place of the first rung that is no nearer to the market than a price.
  @inline(__always)
  static func place(among rungs: [Rung], _ side: Side, _ price: Price) -> Int {
    var low = 0
    var high = rungs.count
    while low < high {
      let middle = (low + high) / 2
      if rungs[middle].price.isBetter(than: price, for: side) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
