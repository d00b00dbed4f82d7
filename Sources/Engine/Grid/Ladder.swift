import Market

/// The rungs in force, nearest first on each side.
struct Ladder: Sendable, Codable {
  private(set) var rungs = PerSide<[Rung]>([])
  /// Where the next plan is built; it takes the place of `rungs`, so neither is ever allocated anew.
  private(set) var scratch = PerSide<[Rung]>([])
  /// The places of the rungs that a new plan has still to settle.
  private(set) var unsettled = PerSide<[Int32]>([])
  /// The venue refused an order of some rung since the start.
  private(set) var hasRefusals = false
  /// Counts plans; an order stamped with it is wanted by the plan in force.
  private(set) var stamp: UInt32 = 0

  /// A rung, to which something happens.
  subscript(side: Side, place: Int) -> Rung {
    _read { yield rungs[side][place] }
    _modify { yield &rungs[side][place] }
  }

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

  // A new plan.

  mutating func beginPlan() { stamp &+= 1 }

  /// Lends the room to build a side's rungs in; it is empty.
  mutating func lend(_ side: Side) -> [Rung] {
    var room: [Rung] = []
    swap(&room, &scratch[side])
    room.removeAll(keepingCapacity: true)
    unsettled[side].removeAll(keepingCapacity: true)
    return room
  }

  /// The rungs of a side are built.
  mutating func build(_ side: Side, _ built: [Rung]) { scratch[side] = built }

  /// A rung of the new plan has still to be settled.
  mutating func mustSettle(_ side: Side, _ place: Int) { unsettled[side].append(Int32(place)) }

  /// A rung of the new plan keeps an order that stands near its price. Returns that price.
  mutating func keep(_ order: Int32, _ side: Side, _ place: Int) -> Price {
    scratch[side][place].take(order)
    return scratch[side][place].price
  }

  /// The new plan takes the place of the old one.
  mutating func takeOver() { swap(&rungs, &scratch) }

  // What happens to rungs.

  /// The next order of a rung waits, since one of it was refused, never got there, or was cancelled by the
  /// operator.
  mutating func wait(_ side: Side, _ place: Int, for wait: RungWait) {
    hasRefusals = true
    rungs[side][place].wait(for: wait)
  }

  /// The operator asks again for what was cancelled.
  mutating func forgetCancels() {
    for side in Side.allCases {
      for place in rungs[side].indices { rungs[side][place].forgetCancel() }
    }
  }
}
