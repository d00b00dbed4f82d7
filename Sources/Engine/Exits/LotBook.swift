import Market
import Venue

/// All open lots, oldest first by position id.
struct LotBook: Sendable {
  private(set) var lots: [Lot] = []
  private var free: [Int32] = []
  private var lastID: Int64 = 0
  /// How many open lots each slot has.
  private var occupied: FlatTable<UInt64, Int32>
  /// What each slot's closed lots made.
  private var tallies: FlatTable<UInt64, SlotTally>

  private(set) var count = 0
  /// Open steps by the side that opened them.
  private(set) var open = PerSide<Int64>(0)
  /// Cost of what is open, by the side that opened it.
  private(set) var cost = PerSide<Money>(.zero)

  init() {
    occupied = FlatTable(capacity: 64, blank: 0)
    tallies = FlatTable(capacity: 64, blank: SlotTally())
  }

  subscript(index: Int32) -> Lot {
    _read { yield lots[Int(index)] }
    _modify { yield &lots[Int(index)] }
  }

  /// Opens a lot with nothing in it yet.
  mutating func add(_ side: Side, slot: Price, exitPrice: Price, at time: Instant) -> Int32 {
    lastID += 1
    let lot = Lot(
      id: PositionID(lastID), side: side, slot: slot, exitPrice: exitPrice, openedAt: time)
    let key = SlotKey.of(side, slot)
    occupied[key] = (occupied[key] ?? 0) + 1
    count += 1
    if let index = free.popLast() {
      lots[Int(index)] = lot
      return index
    }
    lots.append(lot)
    return Int32(lots.count - 1)
  }

  /// An entry fill enlarges a lot.
  mutating func enlarge(_ index: Int32, _ quantity: Quantity, at price: Price, fee: Money) {
    let value = Money(price, times: quantity)
    lots[Int(index)].open += quantity
    lots[Int(index)].cost += value
    lots[Int(index)].fees += fee
    let side = lots[Int(index)].side
    open[side] += quantity.steps
    cost[side] += value
  }

  /// An exit fill shrinks a lot; returns what it made before fees.
  mutating func shrink(_ index: Int32, _ quantity: Quantity, at price: Price, fee: Money) -> Money {
    let side = lots[Int(index)].side
    let before = lots[Int(index)].cost
    let made = lots[Int(index)].close(quantity, at: price)
    lots[Int(index)].fees += fee
    open[side] -= quantity.steps
    cost[side] -= before - lots[Int(index)].cost
    return made
  }

  /// Forgets a lot that is wholly closed.
  mutating func remove(_ index: Int32) {
    let lot = lots[Int(index)]
    precondition(lot.open.isZero, "a lot ends only when it is wholly closed")
    let key = SlotKey.of(lot.side, lot.slot)
    let left = (occupied[key] ?? 1) - 1
    occupied[key] = left > 0 ? left : nil
    var tally = tallies[key] ?? SlotTally()
    tally.cycles += 1
    tally.realised += lot.realised
    tallies[key] = tally
    lots[Int(index)].isLive = false
    free.append(index)
    count -= 1
  }

  func isOccupied(_ side: Side, _ slot: Price) -> Bool { occupied[SlotKey.of(side, slot)] != nil }

  func tally(_ side: Side, _ slot: Price) -> SlotTally {
    tallies[SlotKey.of(side, slot)] ?? SlotTally()
  }

  /// Indices of the open lots, oldest first.
  var inOrder: [Int32] {
    lots.indices.filter { lots[$0].isLive }.map { Int32($0) }.sorted {
      lots[Int($0)].id < lots[Int($1)].id
    }
  }

  func digest(into hash: inout StateHash) {
    for index in inOrder {
      let lot = self[index]
      hash.add(lot.id.value)
      hash.add(UInt64(lot.side.rawValue))
      hash.add(lot.slot.ticks)
      hash.add(lot.cost.units)
      hash.add(lot.open.steps)
      hash.add(lot.closed.steps)
      hash.add(lot.covered.steps)
      hash.add(lot.exitPrice.ticks)
      hash.add(lot.realised.units)
      hash.add(lot.fees.units)
    }
  }
}

/// What a slot's closed lots came to.
struct SlotTally: Sendable {
  var cycles = 0
  var realised = Money.zero
}
