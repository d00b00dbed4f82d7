import Market
import Venue

/// All live orders. An order is in here or it does not exist.
///
/// Orders keep their place while they live, so that rungs and lots refer to them by index; ended
/// places are used again. Totals that the gates need are kept along, so asking costs nothing.
struct LiveOrders: Sendable {
  private(set) var all: [Order] = []
  private var free: [Int32] = []
  private var byID: FlatTable<ClientOrderID, Int32>
  /// The one live open of a side and price.
  private var openBySlot: FlatTable<UInt64, Int32>

  /// Live orders.
  private(set) var count = 0
  /// Remaining steps of all live orders, by side, exclusive legs and all.
  private(set) var exposed = PerSide<Int64>(0)
  /// What the live orders that open nothing could do, by side.
  private(set) var exits = PerSide(ExitTotals())
  /// Notional of what remains of live opens, by side.
  private(set) var openNotional = PerSide<Money>(.zero)
  /// The part of that which may take, and then pays the taker's fee.
  private(set) var takingNotional = PerSide<Money>(.zero)
  /// Remaining steps of live opens, by side.
  private(set) var opening = PerSide<Int64>(0)
  /// Live orders that may take.
  private(set) var takers = 0
  /// The price nearest the other side at which one of ours may rest, in ticks, or one beyond it;
  /// zero where none ever did.
  private(set) var furthestResting = PerSide<Int64>(0)
  /// The order that stood there has ended.
  private(set) var furthestIsStale = false
  /// Live exits that belong to no lot any more.
  private(set) var detached = 0
  /// Orders with a request that is not answered yet.
  private(set) var awaiting = 0
  /// No answer is due before this moment.
  private(set) var answerDue = Instant.distantFuture

  init() {
    byID = FlatTable(capacity: 64, blank: -1)
    openBySlot = FlatTable(capacity: 64, blank: -1)
    all.reserveCapacity(64)
  }

  subscript(index: Int32) -> Order {
    _read { yield all[Int(index)] }
    _modify { yield &all[Int(index)] }
  }

  func index(of id: ClientOrderID) -> Int32? { byID[id] }

  /// The live open on a side at a price.
  func openIndex(_ side: Side, _ price: Price) -> Int32? { openBySlot[SlotKey.of(side, price)] }

  /// Takes in a new order and returns its index. It is inlined so that an order is made where it
  /// will stand: it is large, and would be copied right after it was written.
  @inline(__always) mutating func add(_ order: Order) -> Int32 {
    let index: Int32
    if let reused = free.popLast() {
      index = reused
      all[Int(index)] = order
    } else {
      index = Int32(all.count)
      all.append(order)
    }
    byID[order.id] = index
    // An order found at the venue may stand where one of ours does; that one keeps the place.
    if order.purpose.isEntry { openBySlot.add(index, for: SlotKey.of(order.side, order.price)) }
    count += 1
    if order.mayTake { takers += 1 }
    if order.mayRest { reach(order.side, order.price) }
    weigh(index, order.remaining.steps)
    return index
  }

  /// Notes that the plan of a stamp wants an order, for a rung at `slot`.
  @inline(__always)
  mutating func adopt(_ index: Int32, slot: Price, stamp: UInt32) {
    all[Int(index)].stand(for: slot, stamp)
  }

  /// Forgets an ended order.
  mutating func remove(_ index: Int32) {
    let (id, side, purpose) = (self[index].id, self[index].side, self[index].purpose)
    let price = self[index].price
    answered(index)
    reserve(index, .zero)
    weigh(index, -self[index].remaining.steps)
    byID[id] = nil
    let key = SlotKey.of(side, price)
    if purpose.isEntry, openBySlot[key] == index { openBySlot[key] = nil }
    if purpose.isOfOneLot, self[index].lot < 0 { detached -= 1 }
    if self[index].mayTake { takers -= 1 }
    if price.ticks == furthestResting[side] { furthestIsStale = true }
    all[Int(index)].id = .vacant
    free.append(index)
    count -= 1
  }

  /// An order that waited for its trigger went off: it takes now.
  mutating func wentOff(_ index: Int32) {
    if self[index].mayTake { takers -= 1 }
    self[index].isTriggered = true
    if self[index].mayTake { takers += 1 }
    if self[index].mayRest { reach(self[index].side, self[index].price) }
  }

  private mutating func reach(_ side: Side, _ price: Price) {
    let furthest = furthestResting[side]
    guard furthest == 0 || side.reaches(furthest, from: price.ticks) else { return }
    furthestResting[side] = price.ticks
  }

  /// Looks for the furthest anew.
  mutating func refreshFurthest() {
    furthestIsStale = false
    furthestResting = PerSide(0)
    for order in all where order.id != .vacant && order.mayRest {
      reach(order.side, order.price)
    }
  }

  /// A request for an order was handed over, to be answered by a moment.
  mutating func await(_ index: Int32, by due: Instant) {
    if self[index].answerDue == .distantFuture { awaiting += 1 }
    self[index].answerDue = due
    answerDue = min(answerDue, due)
  }

  /// A request that leaves the order live was answered; a cancel that followed it is still due.
  mutating func answeredLive(_ index: Int32) {
    if self[index].state != .cancelling { answered(index) }
  }

  /// No request for an order is unanswered any more.
  @inline(__always)
  mutating func answered(_ index: Int32) {
    guard self[index].answerDue != .distantFuture else { return }
    self[index].answerDue = .distantFuture
    awaiting -= 1
    if awaiting == 0 { answerDue = .distantFuture }
  }

  /// An order of unknown outcome stands, or stood: the venue said something of it.
  mutating func found(_ index: Int32) {
    self[index].isAccepted = true
    // A cancel may have followed it, which is still to be answered.
    let isCancelling = self[index].answerDue != .distantFuture
    self[index].state = isCancelling ? .cancelling : self[index].standing
  }

  /// The orders whose answer was due by a moment; none of them is waited for after this.
  mutating func overdue(at time: Instant) -> [Int32] {
    var late: [Int32] = []
    var next = Instant.distantFuture
    for index in all.indices where all[index].id != .vacant {
      let due = all[index].answerDue
      if due <= time { late.append(Int32(index)) } else { next = min(next, due) }
    }
    for index in late { answered(index) }
    answerDue = next
    return late
  }

  /// Takes an exit from its lot.
  mutating func detach(_ index: Int32) {
    let steps = self[index].remaining.steps + self[index].reserved.steps
    weigh(index, -steps)
    all[Int(index)].lot = -1
    weigh(index, steps)
    detached += 1
  }

  /// Counts an exit that was adopted without a lot.
  mutating func countDetached() { detached += 1 }

  /// Books a fill of an order: what remains shrinks.
  mutating func fill(_ index: Int32, _ quantity: Quantity) {
    let filled = min(quantity, self[index].remaining)
    weigh(index, -filled.steps)
    self[index].remaining -= filled
    self[index].filled += filled
    self[index].lessSince = .distantFuture
    if self[index].state == .working { self[index].state = .partlyFilled }
  }

  /// Books a fill that what remains was told without.
  mutating func fillBefore(_ index: Int32, _ quantity: Quantity) {
    self[index].filled += quantity
    self[index].quantity += quantity
    if self[index].state == .working { self[index].state = .partlyFilled }
  }

  /// Counts a quantity beside what remains: what an amend under way could bring back, if the order
  /// filled meanwhile.
  mutating func reserve(_ index: Int32, _ quantity: Quantity) {
    let change = quantity.steps - self[index].reserved.steps
    guard change != 0 else { return }
    weigh(index, change)
    self[index].reserved = quantity
  }

  /// Sets what remains after an amend of the size.
  mutating func resize(_ index: Int32, remaining: Quantity) {
    let change = remaining.steps - self[index].remaining.steps
    reserve(index, .zero)
    weigh(index, change)
    self[index].remaining = remaining
    self[index].quantity = remaining + self[index].filled
  }

  /// Moves the totals by a change of what remains of an order.
  @inline(__always)
  private mutating func weigh(_ index: Int32, _ steps: Int64) {
    let side = self[index].side
    exposed[side] += steps
    if self[index].purpose.isEntry {
      opening[side] += steps
      let value = Money(self[index].price, times: Position(steps: steps))
      openNotional[side] += value
      if self[index].timeInForce.mayTake { takingNotional[side] += value }
    } else {
      exits[side].weigh(self[index], steps)
    }
  }

  func digest(into hash: inout StateHash) {
    for order in all where order.id != .vacant {
      hash.add(order.id.high)
      hash.add(order.id.low)
      hash.add(UInt64(order.state.rawValue))
      hash.add(order.isAccepted)
      hash.add(order.isAmending)
      hash.add(UInt64(order.cancelIntent.rawValue))
      hash.add(order.isOver)
      hash.add(order.answerDue.nanoseconds)
      hash.add(order.expiresAt.nanoseconds)
      hash.add(order.slot.ticks)
      hash.add(order.quantity.steps)
      hash.add(order.reserved.steps)
      hash.add(order.filledBefore.steps)
      order.reason.digest(into: &hash)
      hash.add(order.price.ticks)
      hash.add(order.remaining.steps)
      hash.add(order.filled.steps)
      hash.add(Int64(order.lot))
      hash.add(order.trigger?.ticks ?? 0)
      hash.add(order.isTriggered)
      hash.add(order.refusesAmends)
      hash.add(order.amendedAt.nanoseconds)
    }
    hash.add(count)
    for place in free { hash.add(Int64(place)) }
  }
}

/// Two of a thing, one for each side.
public struct PerSide<Value: Sendable>: Sendable {
  public var buy: Value
  public var sell: Value

  public init(_ value: Value) {
    buy = value
    sell = value
  }

  public subscript(side: Side) -> Value {
    get { side == .buy ? buy : sell }
    _modify {
      if side == .buy { yield &buy } else { yield &sell }
    }
  }
}

extension PerSide where Value: BitwiseCopyable {
  /// The same of plain numbers, which are read and written: unlike what lends one of two places, that
  /// becomes a part of its caller.
  public subscript(side: Side) -> Value {
    @inline(__always) get { side == .buy ? buy : sell }
    @inline(__always) set {
      switch side {
      case .buy: buy = newValue
      case .sell: sell = newValue
      }
    }
  }
}

extension PerSide: Equatable where Value: Equatable {}

/// A side and a price in one word: what identifies a rung's slot.
enum SlotKey {
  static func of(_ side: Side, _ price: Price) -> UInt64 {
    UInt64(bitPattern: price.ticks) << 1 | UInt64(side.rawValue)
  }
}
