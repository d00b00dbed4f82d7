import Market
import Venue

// A cancel-all ends only when no order in its scope is live here and two lists show none of our
// orders either. Each list must be asked for after that, and must lack no order known to be live.
extension Engine {
  /// Cancels every order in the scope of a running cancel-all that has no cancel in flight, orders
  /// accepted late included, until none is left here and the venue shows none.
  mutating func keepCancelAlls(into effects: inout Effects) {
    if !switches.control.cancelAlls.isEmpty {
      let cancelAlls = switches.control.cancelAlls
      cancelAll(because: Reason(.operatorAsked), into: &effects) { cancelAlls.reach($0) }
      lookAtCancelAlls()
    }
    switch switches.control.cancelAlls.next(at: time) {
    case .nothing, .awaitList: switches.lookNoMore()
    case .awaitOrders: switches.control.needNoList()
    case .askList:
      switches.lookNoMore()
      switches.control.askedForList(at: time)
      ask(.openOrders(asked: time), into: &effects)
      timers.wake(.cancelAll, at: time.advanced(byNanoseconds: Retry.nanoseconds))
    }
  }

  /// Checks for each cancel-all whether orders are left, and alerts the operator to one that takes
  /// too long.
  private mutating func lookAtCancelAlls() {
    let left = switches.control.cancelAlls.running.map(\.scope).filter { hasLeft(in: $0) }
    let overdue = switches.control.look(at: time, left: left)
    for cancelAll in switches.control.cancelAlls.running {
      timers.wake(.cancelAll, at: cancelAll.alarmAt)
    }
    for scope in overdue { nameWhatIsLeft(in: scope) }
    // An order that the previous engine sent may become live until then.
    if mayInherit { timers.wake(.cancelAll, at: agreement.rounds.aloneFrom) }
  }

  /// A cancel-all is not done after a minute: it continues, and the operator is alerted to the
  /// orders that are left.
  private mutating func nameWhatIsLeft(in scope: CancelScope) {
    switches.control.raise(.cancelAllUnfinished)
    recoveries.count(.cancelAllOverdue)
    for index in orders.live.all.indices where orders.live.all[index].id != .vacant {
      guard scope.reaches(orders.live.all[index]) else { continue }
      noteOrder(.cancelAllUnfinished, Int32(index))
    }
    for query in orders.queries.open where query.isUnregistered && scope.mayReach(query.order) {
      note(LogEntry(.cancelAllUnfinished, at: time, order: query.order))
    }
  }

  /// Takes in the venue's list. Our orders in the scope of a cancel-all are cancelled. A list that
  /// shows none, and lacks no order known to be live, is a step towards its end.
  mutating func checkCancelAlls(
    _ listed: [VenueOrder], asked: Instant, isWhole: Bool, into effects: inout Effects
  ) {
    guard !switches.control.cancelAlls.isEmpty else { return }
    let ours = listed.filter { $0.id.tag == setup.tag && !$0.id.isForeign }
    for stray in ours
    where orders.live.index(of: stray.id) == nil && !orders.ended.contains(stray.id)
      && switches.control.cancelAlls.reach(stray)
    {
      cancelStray(stray.id, into: &effects)
    }
    guard isWhole else { return }
    let done = switches.control.hear(listAsked: asked, at: time) { scope in
      ours.contains { scope.reaches($0) }
    }
    if switches.control.cancelAlls.isEmpty { switches.lookNoMore() } else { switches.look() }
    guard done > 0 else { return }
    for _ in 0..<done { note(LogEntry(.cancelAllDone, at: time)) }
    guard switches.control.isFrozen, !switches.control.cancelAlls.holdFreeze else { return }
    markRungs(.freeze, switches.control.frozenBecause)
  }

  /// Cancels one of our orders that is not among the live ones here.
  mutating func cancelStray(_ id: ClientOrderID, into effects: inout Effects) {
    recoveries.count(.strayCancelled)
    cancel(unregistered: id, into: &effects)
  }

  /// Whether an order in a scope is live here, is being queried, or may still become live.
  private func hasLeft(in scope: CancelScope) -> Bool {
    mayInherit || hasLive(in: scope)
      || orders.queries.open.contains { $0.isUnregistered && scope.mayReach($0.order) }
  }

  /// Whether an order that the previous engine sent could still become live.
  private var mayInherit: Bool { orders.inherited > 0 && time < agreement.rounds.aloneFrom }

  @inline(__always) private func hasLive(in scope: CancelScope) -> Bool {
    orders.live.all.contains { $0.id != .vacant && scope.reaches($0) }
  }
}
