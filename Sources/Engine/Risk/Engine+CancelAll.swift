import Market
import Venue

// A cancel-all: it ends only when nothing in its scope is live here, and two lists of the venue, each
// asked for after that and lacking nothing that is known to live, show none of ours either.
extension Engine {
  /// Cancels whatever in the scope of a running cancel-all has no cancel on its way, late accepts
  /// included, until nothing is left there and the venue shows none.
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

  /// Takes in of each cancel-all whether anything is left, and tells a person of one that takes too
  /// long.
  private mutating func lookAtCancelAlls() {
    let left = switches.control.cancelAlls.running.map(\.scope).filter { hasLeft(in: $0) }
    let overdue = switches.control.look(at: time, left: left)
    for cancelAll in switches.control.cancelAlls.running {
      timers.wake(.cancelAll, at: cancelAll.alarmAt)
    }
    for scope in overdue { nameWhatIsLeft(in: scope) }
    // An order that an engine before this one sent may come to stand until then.
    if mayInherit { timers.wake(.cancelAll, at: agreement.rounds.aloneFrom) }
  }

  /// A cancel-all is not done after a minute: it goes on, and a person is told what is left.
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

  /// The venue's list came: what it shows of ours in the scope of a cancel-all is cancelled; one that
  /// shows none, and lacks nothing that is known to live, is a step towards its end.
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

  /// Cancels an order of ours that is not among our live ones.
  mutating func cancelStray(_ id: ClientOrderID, into effects: inout Effects) {
    recoveries.count(.strayCancelled)
    cancel(unregistered: id, into: &effects)
  }

  /// Whether anything in a scope is live here, is being asked about, or may yet come to stand.
  private func hasLeft(in scope: CancelScope) -> Bool {
    mayInherit || hasLive(in: scope)
      || orders.queries.open.contains { $0.isUnregistered && scope.mayReach($0.order) }
  }

  /// Whether an order that an engine before this one sent could still come to stand.
  private var mayInherit: Bool { orders.inherited > 0 && time < agreement.rounds.aloneFrom }

  @inline(__always) private func hasLive(in scope: CancelScope) -> Bool {
    orders.live.all.contains { $0.id != .vacant && scope.reaches($0) }
  }
}
