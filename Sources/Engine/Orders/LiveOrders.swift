import Market
import Venue

/// All live orders. An order is in here or it does not exist.
///
/// An order keeps its index while it lives, so rungs and lots refer to it by index. Indices of
/// ended orders are used again. The totals that gates need are kept up to date, so reading them
/// costs nothing.
struct LiveOrders: Sendable, Codable {
  private(set) var all: [Order] = []
  /// Indices of ended orders, to be used again.
  private(set) var free: [Int32] = []
  private var byID = PlaceTable<OrderByID>()
  /// The live entry of a side and price; at most one.
  private var bySlot = PlaceTable<OrderBySlot>()

  /// Number of live orders.
  private(set) var count = 0
  /// Remaining steps of all live orders, by side. Both legs of a lot count, although at most one is
  /// meant to fill.
  private(set) var exposed = PerSide<Int64>(0)
  /// What the live orders other than entries could trade, by side.
  private(set) var exits = PerSide(ExitTotals())
  /// Remaining notional of live entries, by side.
  private(set) var openNotional = PerSide<Money>(.zero)
  /// The part of that notional that may take, and then pays the taker fee.
  private(set) var takingNotional = PerSide<Money>(.zero)
  /// Remaining steps of live entries, by side.
  private(set) var opening = PerSide<Int64>(0)
  /// Number of live orders that may take.
  private(set) var takers = 0
  /// For each side, our resting price nearest the other side.
  private(set) var furthest = FurthestResting()
  /// Number of live exits that no longer belong to a lot.
  private(set) var detached = 0
  /// Number of orders with an unanswered request.
  private(set) var awaiting = 0
  /// No answer is due before this moment.
  private(set) var answerDue = Instant.never
  /// What the venue has confirmed of each order, by the same indices.
  var confirmations = Confirmations()

  init() { all.reserveCapacity(64) }

  /// A live order, read-only. Only the reports and requests below change it.
  subscript(index: Int32) -> Order { _read { yield all[Int(index)] } }

  @inline(__always) func index(of id: ClientOrderID) -> Int32? {
    byID.place(of: OrderByID(id: id), among: all)
  }

  /// The live entry on a side at a price.
  @inline(__always) func entryIndex(_ side: Side, _ price: Price) -> Int32? {
    bySlot.place(of: OrderBySlot(side, price), among: all)
  }

  /// Whether every order is where its key leads: true unless this was read from a record whose
  /// order of keys is another build's.
  var findsAll: Bool { byID.fits(all) && bySlot.fits(all) }

  /// Adds a new order and returns its index. It is inlined so that the order is built in place: it
  /// is large, and would otherwise be copied right after construction.
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
    // An adopted order may share its slot with another of our orders. The first one stays the
    // entry.
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

  /// Recomputes ``furthest``.
  mutating func refreshFurthest() {
    furthest = FurthestResting(of: all)
  }

  /// A request for an order was sent; its answer is due by a moment.
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

  /// A request that leaves the order live was answered. The answer to a later cancel is still due.
  private mutating func answeredLive(_ index: Int32) {
    if !self[index].isCancelling { answered(index) }
  }

  /// Reserves what an amend under way could add to the remaining size if the order fills meanwhile.
  private mutating func reserve(_ index: Int32, _ quantity: Quantity) {
    let change = quantity.steps - self[index].reserved.steps
    guard change != 0 else { return }
    weigh(index, change)
    all[Int(index)].reserve(quantity)
  }

  /// Updates the totals for a change of an order's remaining size.
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

// Requests to the venue.
extension LiveOrders {
  /// A new order is sent. Returns its index.
  @inline(__always) mutating func sent(_ order: Order) -> Int32 {
    awaiting += 1
    answerDue = min(answerDue, order.answerDue)
    return add(order)
  }

  /// Notes that an order is to be cancelled. Returns false if nothing is to be sent: a cancel is
  /// already under way, the order is over, or the next cancel still has to wait.
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

  /// What fills before an amend arrives comes on top of the new size, so that size is reserved.
  mutating func amendAsked(_ index: Int32, remaining: Quantity, answerBy due: Instant) {
    all[Int(index)].on(.amendAsked)
    awaitAnswer(index, by: due)
    reserve(index, remaining)
  }
}

// Reports of the venue, or the lack of them.
extension LiveOrders {
  /// The venue said that an order is live. If the order takes, its end must be reported by `due`.
  /// Returns what the report meant for the order.
  mutating func accepted(
    _ index: Int32, at time: Instant, endBy due: Instant
  ) -> OrderStage.Acceptance {
    let acceptance = self[index].stage.acceptance
    if !self[index].isAccepted { confirmations.changed(index, at: time) }
    if acceptance == .first {
      // An order that takes ends at once: that report is still due.
      if self[index].stays { answered(index) } else { awaitAnswer(index, by: due) }
    }
    all[Int(index)].on(.accepted)
    return acceptance
  }

  /// The outcome of a new order is unknown. Returns true if it was not unknown before.
  mutating func placementLost(_ index: Int32) -> Bool {
    let isNews = !self[index].isUnknown
    answeredLive(index)
    all[Int(index)].on(.placementLost)
    return isNews
  }

  /// An order is over; `left` is what it filled that is not booked yet.
  mutating func isOver(_ index: Int32, left: Quantity, at time: Instant) {
    answered(index)
    resize(index, remaining: left, at: time)
    all[Int(index)].on(.over)
  }

  /// The venue does not know an order, and all its fills are booked.
  mutating func isAbsent(_ index: Int32) { all[Int(index)].on(.absent) }

  /// An order ended in another way than by our cancel: nothing replaces it.
  mutating func endedUnasked(_ index: Int32, because reason: Reason) {
    all[Int(index)].endedUnasked(because: reason)
  }

  /// A cancel was refused or not answered; the next one waits `wait` nanoseconds. Returns when the
  /// next one may be sent.
  mutating func cancelFailed(_ index: Int32, at time: Instant, wait: Int64) -> Instant {
    answered(index)
    all[Int(index)].cancelFailed(at: time, wait: wait)
    return self[index].cancelWait.until
  }

  /// The venue found nothing to cancel. Returns when the next cancel may be sent.
  mutating func cancelUnknown(_ index: Int32, at time: Instant) -> Instant {
    answered(index)
    all[Int(index)].cancelUnknown(at: time)
    return self[index].cancelWait.until
  }

  /// An order is live. Returns the intent of a waiting cancel that may be sent now; nil if there is
  /// none.
  mutating func endCancelWait(_ index: Int32) -> CancelIntent? {
    all[Int(index)].endCancelWait()
  }

  mutating func amended(_ index: Int32, remaining: Quantity, at time: Instant) {
    answeredLive(index)
    all[Int(index)].amended(at: time)
    resize(index, remaining: remaining, at: time)
  }

  /// The venue refused to amend an order.
  mutating func amendRefused(_ index: Int32) {
    answeredLive(index)
    all[Int(index)].on(.amendRefused)
    reserve(index, .zero)
  }

  /// The outcome of an amend is unknown.
  mutating func amendUnanswered(_ index: Int32) { answeredLive(index) }

  /// An amend did not get through. A leg then counts as one that can't be amended.
  mutating func amendLost(_ index: Int32) {
    all[Int(index)].on(self[index].purpose.isExit ? .amendRefused : .amendLost)
    reserve(index, .zero)
  }

  /// An order that waited for its trigger was triggered: it is active now.
  mutating func triggered(_ index: Int32, at time: Instant) {
    confirmations.changed(index, at: time)
    if self[index].mayTake { takers -= 1 }
    all[Int(index)].triggered()
    if self[index].mayTake { takers += 1 }
    if self[index].mayRest { furthest.reach(self[index].side, self[index].price) }
  }

  /// The orders whose answer was due by a moment. Their answers are no longer awaited after this.
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

// Size of an order, and what it belongs to.
extension LiveOrders {
  /// Books a fill of an order: the remaining size shrinks.
  mutating func fill(_ index: Int32, _ quantity: Quantity, at time: Instant) {
    confirmations.changed(index, at: time)
    let filled = min(quantity, self[index].remaining)
    weigh(index, -filled.steps)
    all[Int(index)].fill(filled)
  }

  /// Books a fill that is already excluded from the reported remaining size.
  mutating func fillBefore(_ index: Int32, _ quantity: Quantity) {
    all[Int(index)].fillBefore(quantity)
  }

  /// Sets the remaining size after an amend, or as the venue reported it.
  mutating func resize(_ index: Int32, remaining: Quantity, at time: Instant) {
    confirmations.changed(index, at: time)
    reserve(index, .zero)
    weigh(index, remaining.steps - self[index].remaining.steps)
    all[Int(index)].resize(remaining: remaining)
  }

  /// The venue reports less remaining than we have, and no fill explains it. Returns since when.
  mutating func isLess(_ index: Int32, since moment: Instant) -> Instant {
    all[Int(index)].isLess(since: moment)
    return self[index].lessSince
  }

  /// The venue's remaining size equals ours, or ours was set to the venue's.
  mutating func agrees(_ index: Int32) { all[Int(index)].agrees() }

  /// Notes that the plan with a stamp wants an order, for the rung at `slot`.
  @inline(__always) mutating func adopt(_ index: Int32, slot: Price, stamp: UInt32) {
    all[Int(index)].stand(for: slot, stamp)
  }

  /// An order replaces others, which had filled `filled` for the same rung.
  mutating func resume(_ index: Int32, after filled: Quantity) {
    all[Int(index)].resume(after: filled)
  }

  /// An entry fills into a lot from now on.
  mutating func fills(_ index: Int32, into lot: Int32) { all[Int(index)].belong(to: lot) }

  /// The lot of an entry is closed; the entry's next fill begins another lot.
  mutating func leavesLot(_ index: Int32) { all[Int(index)].leaveLot() }

  /// Sets the next older leg in the lot of an order.
  mutating func link(_ index: Int32, to leg: Int32) { all[Int(index)].link(to: leg) }

  /// Removes an exit from its lot.
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
