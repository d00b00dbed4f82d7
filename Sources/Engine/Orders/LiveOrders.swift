import Market
import Venue

/// All live orders. An order is in here or it does not exist.
///
/// Orders keep their place while they live, so that rungs and lots refer to them by index; ended
/// places are used again. Totals that the gates need are kept along, so asking costs nothing.
struct LiveOrders: Sendable, Codable {
  private(set) var all: [Order] = []
  /// Places of ended orders, to be used again.
  private(set) var free: [Int32] = []
  private var byID = PlaceTable<OrderByID>()
  /// The one live entry of a side and price.
  private var bySlot = PlaceTable<OrderBySlot>()

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
  /// Where ours rest nearest the other side.
  private(set) var furthest = FurthestResting()
  /// Live exits that belong to no lot any more.
  private(set) var detached = 0
  /// Orders with a request that is not answered yet.
  private(set) var awaiting = 0
  /// No answer is due before this moment.
  private(set) var answerDue = Instant.never
  /// What the venue has told of each, in the same places.
  var confirmations = Confirmations()

  init() { all.reserveCapacity(64) }

  /// A live order, to be read: it is changed by the news and requests below.
  subscript(index: Int32) -> Order { _read { yield all[Int(index)] } }

  @inline(__always) func index(of id: ClientOrderID) -> Int32? {
    byID.place(of: OrderByID(id: id), among: all)
  }

  /// The live entry on a side at a price.
  @inline(__always) func entryIndex(_ side: Side, _ price: Price) -> Int32? {
    bySlot.place(of: OrderBySlot(side, price), among: all)
  }

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
    confirmations.changed(index, at: order.sentAt)
    byID.add(.of(order), at: index, among: all)
    // An order found at the venue may stand where one of ours does; that one keeps the place.
    if order.purpose.isEntry, entryIndex(order.side, order.price) == nil {
      bySlot.add(.of(order), at: index, among: all)
    }
    count += 1
    if order.mayTake { takers += 1 }
    if order.mayRest { furthest.reach(order.side, order.price) }
    weigh(index, order.remaining.steps)
    return index
  }

  /// Forgets an ended order.
  mutating func remove(_ index: Int32) {
    let (side, price, purpose) = (self[index].side, self[index].price, self[index].purpose)
    answered(index)
    weigh(index, -(self[index].remaining.steps + self[index].reserved.steps))
    byID.remove(.of(self[index]), at: index)
    if purpose.isEntry { bySlot.remove(OrderBySlot(side, price), at: index) }
    if purpose.isOfOneLot, self[index].lot < 0 { detached -= 1 }
    if self[index].mayTake { takers -= 1 }
    furthest.left(side, price)
    all[Int(index)].vacate()
    free.append(index)
    count -= 1
  }

  /// Looks for the furthest anew.
  mutating func refreshFurthest() {
    furthest = FurthestResting(of: all)
  }

  /// A request for an order was handed over, to be answered by a moment.
  @inline(__always) private mutating func awaitAnswer(_ index: Int32, by due: Instant) {
    if !self[index].awaitsAnswer { awaiting += 1 }
    all[Int(index)].awaitAnswer(by: due)
    answerDue = min(answerDue, due)
  }

  /// No request for an order is unanswered any more.
  @inline(__always) private mutating func answered(_ index: Int32) {
    guard self[index].awaitsAnswer else { return }
    all[Int(index)].awaitAnswer(by: .never)
    awaiting -= 1
    if awaiting == 0 { answerDue = .never }
  }

  /// A request that leaves the order live was answered; a cancel that followed it is still due.
  private mutating func answeredLive(_ index: Int32) {
    if !self[index].isCancelling { answered(index) }
  }

  /// Counts what an amend under way could bring back beside what remains, if the order fills meanwhile.
  private mutating func reserve(_ index: Int32, _ quantity: Quantity) {
    let change = quantity.steps - self[index].reserved.steps
    guard change != 0 else { return }
    weigh(index, change)
    all[Int(index)].reserve(quantity)
  }

  /// Moves the totals by a change of what remains of an order.
  @inline(__always) private mutating func weigh(_ index: Int32, _ steps: Int64) {
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
}

// What is asked of the venue.
extension LiveOrders {
  /// A new order is handed over. Returns its index.
  @inline(__always) mutating func sent(_ order: Order) -> Int32 {
    awaiting += 1
    answerDue = min(answerDue, order.answerDue)
    return add(order)
  }

  /// Notes that an order is to be ended. Returns false where nothing is to be sent: a cancel is on its
  /// way, or may not be asked for yet.
  mutating func cancelAsked(
    _ index: Int32, to intent: CancelIntent, at time: Instant, because reason: Reason,
    answerBy due: Instant
  ) -> Bool {
    guard self[index].stage.mayBeCancelled, time >= self[index].cancelWait.until else {
      return false
    }
    if !self[index].awaitsAnswer { awaiting += 1 }
    answerDue = min(answerDue, due)
    all[Int(index)].cancelAsked(to: intent, because: reason, answerBy: due)
    return true
  }

  /// What fills before an amend arrives comes on top of the new quantity, so that is reserved.
  mutating func amendAsked(_ index: Int32, remaining: Quantity, answerBy due: Instant) {
    all[Int(index)].on(.amendAsked)
    awaitAnswer(index, by: due)
    reserve(index, remaining)
  }
}

// What the venue says, or does not.
extension LiveOrders {
  /// The venue said that an order stands; the end of one that takes must be told by `due`. Returns what
  /// that was to it.
  mutating func accepted(
    _ index: Int32, at time: Instant, endBy due: Instant
  ) -> OrderStage.Acceptance {
    let acceptance = self[index].stage.acceptance
    if !self[index].isAccepted { confirmations.changed(index, at: time) }
    if acceptance == .first {
      // What takes ends at once: that is still to be told.
      if self[index].stays { answered(index) } else { awaitAnswer(index, by: due) }
    }
    all[Int(index)].on(.accepted)
    return acceptance
  }

  /// Nobody says what became of a new order. Returns whether that is news.
  mutating func placementLost(_ index: Int32) -> Bool {
    let isNews = !self[index].isUnknown
    answeredLive(index)
    all[Int(index)].on(.placementLost)
    return isNews
  }

  /// An order is over, and so much of it was filled that we have not booked yet.
  mutating func isOver(_ index: Int32, left: Quantity, at time: Instant) {
    answered(index)
    resize(index, remaining: left, at: time)
    all[Int(index)].on(.over)
  }

  /// The venue has nothing of an order, and all its fills are in.
  mutating func isAbsent(_ index: Int32) { all[Int(index)].on(.absent) }

  /// An order ended, but not as it was asked to: nothing goes on in its place.
  mutating func endedUnasked(_ index: Int32, because reason: Reason) {
    all[Int(index)].endedUnasked(because: reason)
  }

  /// A cancel was refused, or not answered: the next waits so many nanoseconds. Returns when it may be.
  mutating func cancelFailed(_ index: Int32, at time: Instant, wait: Int64) -> Instant {
    answered(index)
    all[Int(index)].cancelFailed(at: time, wait: wait)
    return self[index].cancelWait.until
  }

  /// The venue knew nothing to cancel. Returns when that may be asked for again.
  mutating func cancelUnknown(_ index: Int32, at time: Instant) -> Instant {
    answered(index)
    all[Int(index)].cancelUnknown(at: time)
    return self[index].cancelWait.until
  }

  /// An order stands. Returns what a cancel of it that waited is for: it may be asked for now.
  mutating func endCancelWait(_ index: Int32) -> CancelIntent? {
    all[Int(index)].endCancelWait()
  }

  mutating func amended(_ index: Int32, remaining: Quantity, at time: Instant) {
    answeredLive(index)
    all[Int(index)].amended(at: time)
    resize(index, remaining: remaining, at: time)
  }

  /// The venue would not change an order.
  mutating func amendRefused(_ index: Int32) {
    answeredLive(index)
    all[Int(index)].on(.amendRefused)
    reserve(index, .zero)
  }

  /// Nobody says what became of an amend.
  mutating func amendUnanswered(_ index: Int32) { answeredLive(index) }

  /// An amend did not get through: a leg counts as not to be changed then.
  mutating func amendLost(_ index: Int32) {
    all[Int(index)].on(self[index].purpose.isExit ? .amendRefused : .amendLost)
    reserve(index, .zero)
  }

  /// An order that waited for its trigger went off: it takes now.
  mutating func triggered(_ index: Int32, at time: Instant) {
    confirmations.changed(index, at: time)
    if self[index].mayTake { takers -= 1 }
    all[Int(index)].triggered()
    if self[index].mayTake { takers += 1 }
    if self[index].mayRest { furthest.reach(self[index].side, self[index].price) }
  }

  /// The orders whose answer was due by a moment; none of them is waited for after this.
  mutating func overdue(at time: Instant) -> [Int32] {
    var late: [Int32] = []
    var next = Instant.never
    for index in all.indices where all[index].id != .vacant {
      let due = all[index].answerDue
      if due <= time { late.append(Int32(index)) } else { next = min(next, due) }
    }
    for index in late { answered(index) }
    answerDue = next
    return late
  }
}

// What is left of an order, and what it belongs to.
extension LiveOrders {
  /// Books a fill of an order: what remains shrinks.
  mutating func fill(_ index: Int32, _ quantity: Quantity, at time: Instant) {
    confirmations.changed(index, at: time)
    let filled = min(quantity, self[index].remaining)
    weigh(index, -filled.steps)
    all[Int(index)].fill(filled)
  }

  /// Books a fill that what remains was told without.
  mutating func fillBefore(_ index: Int32, _ quantity: Quantity) {
    all[Int(index)].fillBefore(quantity)
  }

  /// Sets what remains after an amend of the size, or as the venue told.
  mutating func resize(_ index: Int32, remaining: Quantity, at time: Instant) {
    confirmations.changed(index, at: time)
    reserve(index, .zero)
    weigh(index, remaining.steps - self[index].remaining.steps)
    all[Int(index)].resize(remaining: remaining)
  }

  /// The venue had less left of an order, without a fill that explains it. Returns since when.
  mutating func isLess(_ index: Int32, since moment: Instant) -> Instant {
    all[Int(index)].isLess(since: moment)
    return self[index].lessSince
  }

  /// The venue has as much left of an order as we do, or what it has is taken over.
  mutating func agrees(_ index: Int32) { all[Int(index)].agrees() }

  /// Notes that the plan of a stamp wants an order, for a rung at `slot`.
  @inline(__always) mutating func adopt(_ index: Int32, slot: Price, stamp: UInt32) {
    all[Int(index)].stand(for: slot, stamp)
  }

  /// An order takes the place of others, which had filled so much for the same rung.
  mutating func goOn(_ index: Int32, after filled: Quantity) {
    all[Int(index)].goOn(after: filled)
  }

  /// An open fills into a lot from here.
  mutating func fills(_ index: Int32, into lot: Int32) { all[Int(index)].belong(to: lot) }

  /// The lot of an open is closed; its next fill begins another.
  mutating func leavesLot(_ index: Int32) { all[Int(index)].leaveLot() }

  /// The next older leg of the lot of an order is another one now.
  mutating func link(_ index: Int32, to leg: Int32) { all[Int(index)].link(to: leg) }

  /// Takes an exit from its lot.
  mutating func detach(_ index: Int32) {
    let steps = self[index].remaining.steps + self[index].reserved.steps
    weigh(index, -steps)
    all[Int(index)].leaveLot()
    weigh(index, steps)
    detached += 1
  }

  /// Counts an exit that was adopted without a lot.
  mutating func countDetached() { detached += 1 }
}
