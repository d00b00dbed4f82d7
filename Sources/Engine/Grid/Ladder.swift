import Market

/// The rungs in force, nearest first on each side.
struct Ladder: Sendable, Codable {
  private(set) var rungs = PerSide<[Rung]>([])
  /// Where the next plan is built. It is swapped with `rungs`, so neither is allocated again.
  private(set) var scratch = PerSide<[Rung]>([])
  /// The places of the rungs that a new plan still has to settle.
  private(set) var unsettled = PerSide<[Int32]>([])
  /// Some rung's order was refused, never arrived, or was cancelled by the operator since the
  /// start.
  private(set) var hasRefusals = false
  /// Counts plans; an order with this stamp is wanted by the plan in force.
  private(set) var stamp: UInt32 = 0

  /// A rung, for changes in place.
  subscript(side: Side, place: Int) -> Rung {
    _read { yield rungs[side][place] }
    _modify { yield &rungs[side][place] }
  }

  /// The ladder moves: the rungs that filled are re-armed.
  mutating func rearm() {
    for side in Side.allCases {
      for place in rungs[side].indices { rungs[side][place].rearm() }
    }
  }

  /// The place of a rung by its price, or nil: rungs run from the market outwards.
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

  /// Lends an empty array to build a side's rungs in.
  mutating func lend(_ side: Side) -> [Rung] {
    var room: [Rung] = []
    swap(&room, &scratch[side])
    room.removeAll(keepingCapacity: true)
    unsettled[side].removeAll(keepingCapacity: true)
    return room
  }

  /// Takes over the rungs of a side, as built.
  mutating func build(_ side: Side, _ built: [Rung]) { scratch[side] = built }

  /// Notes that a rung of the new plan still has to be settled.
  mutating func mustSettle(_ side: Side, _ place: Int) { unsettled[side].append(Int32(place)) }

  /// A rung of the new plan keeps a live order near its price. Returns the rung's price.
  mutating func keep(_ order: Int32, _ side: Side, _ place: Int) -> Price {
    scratch[side][place].take(order)
    return scratch[side][place].price
  }

  /// The new plan replaces the old one.
  mutating func takeOver() { swap(&rungs, &scratch) }

  // What happens to rungs.

  /// The next order of a rung waits, because the last one was refused, never arrived, or was
  /// cancelled by the operator.
  mutating func wait(_ side: Side, _ place: Int, for wait: RungWait) {
    hasRefusals = true
    rungs[side][place].wait(for: wait)
  }

  /// The operator asks again for the orders that were cancelled.
  mutating func forgetCancels() {
    for side in Side.allCases {
      for place in rungs[side].indices { rungs[side][place].forgetCancel() }
    }
  }
}
