import Market
import Venue

/// All open lots, oldest first by position id.
struct LotBook: Sendable, Codable {
  private(set) var lots: [Lot] = []
  private var free: [Int32] = []
  /// Indices of the open lots, oldest first.
  private(set) var inOrder: [Int32] = []
  /// The highest id that a lot was given.
  private(set) var lastID: PositionID
  /// The open lots of each slot that has any.
  private var occupied: FlatTable<SlotKey, SlotLots>
  /// The totals of closed lots, by slot.
  private var tallies: FlatTable<SlotKey, SlotTally>
  /// As many slots with totals are too many.
  private var mostTallies = LotBook.leastTallies

  private(set) var count = 0
  /// How many are dust.
  private var dustCount = 0
  /// How many hold entries back because they are unprotected.
  private(set) var nakedCount = 0
  /// Open steps by the side that opened them.
  private(set) var open = PerSide<Int64>(0)
  /// Cost of what is open, by the side that opened it.
  private(set) var cost = PerSide<ExactMoney>(.zero)

  /// - Parameter lastID: new lots have ids above it.
  init(after lastID: PositionID = PositionID(0)) {
    self.lastID = lastID
    occupied = FlatTable(capacity: 64, blank: SlotLots())
    tallies = FlatTable(capacity: 64, blank: SlotTally())
  }

  subscript(index: Int32) -> Lot {
    _read { yield lots[Int(index)] }
    _modify { yield &lots[Int(index)] }
  }

  /// Opens a lot with nothing in it yet.
  mutating func add(_ side: Side, slot: Price, exitPrice: Price, at time: Instant) -> Int32 {
    lastID = PositionID(lastID.value + 1)
    return enter(lastID, side, slot: slot, exitPrice: exitPrice, at: time)
  }

  private mutating func enter(
    _ id: PositionID, _ side: Side, slot: Price, exitPrice: Price, at time: Instant
  ) -> Int32 {
    let lot = Lot(
      id: id, side: side, slot: slot, openedAt: time, takeProfit: TakeProfitLeg(at: exitPrice))
    let key = SlotKey(side, slot)
    var there = occupied[key] ?? SlotLots()
    there.open(lot.id)
    occupied[key] = there
    count += 1
    let rank = rank(of: lot.id)
    let index = free.popLast() ?? Int32(lots.count)
    if Int(index) < lots.count { lots[Int(index)] = lot } else { lots.append(lot) }
    inOrder.insert(index, at: rank)
    return index
  }

  /// New lots have ids above this one.
  mutating func pass(_ id: PositionID) { lastID = max(lastID, id) }

  /// The lot of a position id, if it is open.
  func index(of id: PositionID) -> Int32? {
    lots.firstIndex { $0.isLive && $0.id == id }.map { Int32($0) }
  }

  /// Opens a lot again under the id that its legs carry.
  mutating func restore(
    _ id: PositionID, _ side: Side, slot: Price, exitPrice: Price, at time: Instant
  ) -> Int32 {
    lastID = max(lastID, id)
    return enter(id, side, slot: slot, exitPrice: exitPrice, at: time)
  }

  /// An entry fill enlarges a lot.
  mutating func enlarge(
    _ index: Int32, _ quantity: Quantity, at price: Price, fee: ExactMoney, took: Bool = false
  ) {
    lots[Int(index)].enlarge(quantity, at: price, fee: fee, took: took)
    let side = lots[Int(index)].side
    open[side] += quantity.steps
    cost[side] += ExactMoney(price, times: quantity)
  }

  /// An exit fill shrinks a lot. Returns the profit before fees.
  mutating func shrink(_ index: Int32, _ quantity: Quantity, at price: Price, fee: ExactMoney)
    -> ExactMoney
  {
    let side = lots[Int(index)].side
    let before = lots[Int(index)].account.cost
    let made = lots[Int(index)].close(quantity, at: price, fee: fee)
    open[side] -= quantity.steps
    cost[side] -= before - lots[Int(index)].account.cost
    return made
  }

  /// Forgets a lot that is wholly closed.
  mutating func remove(_ index: Int32) {
    let lot = lots[Int(index)]
    precondition(lot.open.isZero, "a lot ends only when it is wholly closed")
    releaseSlot(of: index)
    let key = SlotKey(lot.side, lot.slot)
    var tally = tallies[key] ?? SlotTally()
    tally.add(lot.account)
    tallies[key] = tally
    retire(index)
  }

  private mutating func retire(_ index: Int32) {
    markDust(index, false)
    _ = protect(index, .covered)
    let ended = inOrder.remove(at: rank(of: lots[Int(index)].id))
    precondition(ended == index, "a lot stands among the open ones once")
    lots[Int(index)].end()
    free.append(index)
    count -= 1
  }

  /// A lot no longer occupies its slot.
  mutating func releaseSlot(of index: Int32) {
    guard lots[Int(index)].holdsSlot else { return }
    lots[Int(index)].releaseSlot()
    let key = SlotKey(lots[Int(index)].side, lots[Int(index)].slot)
    guard var there = occupied[key] else { return }
    there.release(hasExit: lots[Int(index)].hasExit)
    occupied[key] = there.count > 0 ? there : nil
  }

  /// Makes one lot part of another of its side, with the profit it has made so far.
  mutating func merge(_ index: Int32, into other: Int32) {
    var absorbed = lots[Int(index)]
    lots[Int(other)].absorb(&absorbed)
    lots[Int(index)] = absorbed
    releaseSlot(of: index)
    retire(index)
  }

  /// The oldest dust of a side other than one lot; nil if there is none. Dust with a live order is
  /// left out: the order's fills would find no lot once the dust has joined another.
  func dust(_ side: Side, besides lot: Int32) -> Int32? {
    guard dustCount > 0 else { return nil }
    var found: Int32?
    for index in lots.indices where lots[index].isLive && lots[index].role == .dust {
      guard lots[index].side == side, Int32(index) != lot, lots[index].opener < 0,
        lots[index].newestLeg < 0
      else { continue }
      if let best = found, lots[Int(best)].id < lots[index].id { continue }
      found = Int32(index)
    }
    return found
  }

  mutating func markDust(_ index: Int32, _ isDust: Bool) {
    guard (lots[Int(index)].role == .dust) != isDust else { return }
    lots[Int(index)].take(isDust ? .dust : .ordinary)
    dustCount += isDust ? 1 : -1
  }

  /// A lot becomes its side's runner. Its slot needs no accepted exit before it may be used again.
  mutating func becomeRunner(_ index: Int32) {
    lots[Int(index)].take(.runner(isTrailing: false))
    acceptExit(of: index)
  }

  /// The market reached a runner's take-profit.
  mutating func beginTrailing(_ index: Int32) {
    lots[Int(index)].take(.runner(isTrailing: true))
  }

  mutating func endRunner(_ index: Int32) { lots[Int(index)].take(.ordinary) }

  /// A lot is an over-fill: what both legs of another lot filled beyond it. It holds no slot.
  mutating func becomeOverfill(_ index: Int32) {
    lots[Int(index)].take(.overfill)
    releaseSlot(of: index)
  }

  /// Sets how a lot is protected. Returns whether it was the last one that held entries back and no
  /// longer does.
  mutating func protect(_ index: Int32, _ protection: Protection) -> Bool {
    let held = lots[Int(index)].protection.holdsEntries
    lots[Int(index)].protect(protection)
    guard held != protection.holdsEntries else { return false }
    nakedCount += protection.holdsEntries ? 1 : -1
    return nakedCount == 0
  }

  /// The newest of a slot's lots; nil if none of the slot's lots is open.
  func newest(_ side: Side, _ slot: Price) -> PositionID? {
    occupied[SlotKey(side, slot)]?.newest
  }

  /// Whether an open lot of a slot has a part without an exit that the venue accepted.
  func awaitsExit(_ side: Side, _ slot: Price) -> Bool {
    (occupied[SlotKey(side, slot)]?.withoutExit ?? 0) > 0
  }

  /// A lot grew by a part that has no exit yet.
  mutating func awaitExit(of index: Int32) {
    guard lots[Int(index)].hasExit else { return }
    lots[Int(index)].awaitExit(true)
    guard lots[Int(index)].holdsSlot else { return }
    let key = SlotKey(lots[Int(index)].side, lots[Int(index)].slot)
    occupied[key]?.awaitExit()
  }

  /// The venue accepted the exits of a lot.
  mutating func acceptExit(of index: Int32) {
    guard !lots[Int(index)].hasExit else { return }
    lots[Int(index)].awaitExit(false)
    guard lots[Int(index)].holdsSlot else { return }
    let key = SlotKey(lots[Int(index)].side, lots[Int(index)].slot)
    guard var there = occupied[key] else { return }
    there.acceptExit()
    occupied[key] = there
  }

  /// The totals of a slot's closed lots, since the slot was last forgotten.
  func tally(_ side: Side, _ slot: Price) -> SlotTally {
    tallies[SlotKey(side, slot)] ?? SlotTally()
  }

  /// Whether there are too many slots with totals, and some are to be forgotten.
  var hasManyTallies: Bool { tallies.count >= mostTallies }

  /// The number of slots whose totals are kept in any case.
  static let leastTallies = 512

  /// Forgets the totals of slots that hold no lot, except those that are still wanted. What was
  /// closed there is in the records of closed lots.
  mutating func forgetTallies(except isWanted: (Side, Price) -> Bool) {
    var kept: [(SlotKey, SlotTally)] = []
    tallies.visit { slot, tally in
      if occupied.contains(slot) || isWanted(slot.side, slot.price) { kept.append((slot, tally)) }
    }
    tallies = FlatTable(capacity: max(64, kept.count), blank: SlotTally())
    for (slot, tally) in kept { tallies[slot] = tally }
    mostTallies = max(LotBook.leastTallies, 2 * kept.count)
  }

  /// Where a lot of that id is among the open ones, or would be.
  private func rank(of id: PositionID) -> Int {
    guard let newest = inOrder.last, id <= lots[Int(newest)].id else { return inOrder.count }
    var low = 0
    var high = inOrder.count
    while low < high {
      let middle = (low + high) / 2
      if lots[Int(inOrder[middle])].id < id { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
