import Market

/// One rung of the wanted ladder.
struct Rung: Sendable, Digested {
  var price: Price
  var quantity: Quantity
  var level: Int32
  /// Index of its live order; negative where there is none.
  var order: Int32 = -1
  /// How often in a row the venue refused it for a reason that nobody expected.
  var refusals: UInt8 = 0
  /// It filled, and comes back only when the ladder moves: the re-arming that is set says so.
  var awaitsReplan = false
  /// The gate that kept it empty when it was looked at last.
  private(set) var shut: Gate?
  /// What is told of how it is.
  var reason: Reason
  /// Not placed again before that many market updates were seen: the venue refused it, and what we
  /// know of the market has not changed since.
  var retryAtUpdate = 0
  /// Not placed again before this moment: the venue refused it for a reason that will not pass with
  /// the next update.
  var retryAt = Instant.distantPast
  /// Why it waits for one of these, whatever else holds it meanwhile.
  var wait = RungWait.nothing
  /// What the order that is being replaced had filled: the next one is for that much less.
  var filledBefore = Quantity.zero
  /// The lot that this is in.
  var lotFilledBefore = PositionID(0)

  /// What its next order is for.
  @inline(__always) var due: Quantity {
    Quantity(steps: max(0, quantity.steps - filledBefore.steps))
  }

  func digest(into hash: inout StateHash) {
    hash.add(
      price, quantity, level, order, refusals, awaitsReplan, shut, reason, retryAtUpdate, retryAt,
      wait, filledBefore, lotFilledBefore)
  }
}

extension Rung {
  /// Notes that it has no order, and which gate keeps it so, if one does.
  @inline(__always) mutating func stayEmpty(_ gate: Gate?, because reason: Reason) {
    shut = gate
    self.reason = reason
  }

  /// Notes the order that was sent for it.
  @inline(__always) mutating func hold(_ order: Int32, because reason: Reason) {
    self.order = order
    self.reason = reason
  }

  /// Notes what the venue said to its order, or the operator did with it: it asks for no other before
  /// its time.
  mutating func wait(for wait: RungWait) {
    self.wait = wait
    stayEmpty(nil, because: wait.reason)
  }
}

/// The rungs in force, nearest first on each side.
struct Ladder: Sendable, Digested {
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
      for place in rungs[side].indices { rungs[side][place].awaitsReplan = false }
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

  func digest(into hash: inout StateHash) {
    // Derived: scratch (room to build in).
    hash.add(rungs, unsettled, hasRefusals, stamp)
  }
}
