import Market
import Venue

/// What is stopped or paused: by the operator, or by a rule that latched.
struct Control: Sendable, Codable {
  private(set) var frozen = Frozen.nothing
  private(set) var isPaused = PerSide(false)
  private(set) var cancelAlls = CancelAlls()
  private(set) var alarms: [Alarm] = []

  /// No entries at all.
  @inline(__always) var isFrozen: Bool { frozen.holdsEntries }

  /// What rungs and gates report while entries are frozen.
  var frozenBecause: Reason { frozen.latest?.reason ?? FreezeCause.operatorAsked.reason }

  mutating func raise(_ alarm: Alarm) {
    if !alarms.contains(alarm) { alarms.append(alarm) }
  }

  mutating func acknowledge() { alarms.removeAll() }
}

// A cancel-all of one side holds with that side's pause, any other with a freeze. Lifting one ends
// the other: otherwise the cancel-all would chase the orders that come back.
extension Control {
  mutating func pause(_ side: Side) { isPaused[side] = true }

  mutating func unpause(_ side: Side) {
    isPaused[side] = false
    cancelAlls.end { $0 == .side(side) }
  }

  /// Stops entries for a cause. Returns whether this cause is new.
  @discardableResult
  mutating func freeze(_ cause: FreezeCause, because reason: Reason? = nil, at now: Instant) -> Bool
  {
    frozen.add(Freeze(cause, because: reason, at: now))
  }

  /// A new process begins: what ended with the old one holds nothing any more. A question that was
  /// not answered is asked again by whoever has a screen.
  mutating func restart() { frozen.lift([.quitting, .journalFailed, .restarted]) }

  /// The operator has answered what a restart found. Other freezes still hold.
  mutating func answered() { frozen.lift([.restarted]) }

  mutating func unfreeze() {
    frozen.lift()
    cancelAlls.end { !$0.isOfOneSide }
  }

  /// Begins a cancel-all. Returns whether it added a freeze that was not there for one already.
  mutating func begin(_ scope: CancelScope, at now: Instant) -> Bool {
    cancelAlls.begin(scope, at: now)
    switch scope {
    case .side(let side):
      pause(side)
      return false
    case .opens: return frozen.add(Freeze(.cancellingAll, at: now))
    case .legs: return frozen.add(Freeze(.cancellingAll, at: now), exitsToo: true)
    }
  }

  /// Takes in the scopes in which orders are left here. Returns the scopes that take too long.
  mutating func look(at now: Instant, left: [CancelScope]) -> [CancelScope] {
    cancelAlls.look(at: now, left: left)
  }

  /// Takes in a list that lacks no order known to be live. Returns the number of cancel-alls that
  /// it ended.
  mutating func hear(
    listAsked asked: Instant, at now: Instant, showsOne: (CancelScope) -> Bool
  ) -> Int {
    let done = cancelAlls.hear(listAsked: asked, at: now, showsOne: showsOne)
    if done > 0, !cancelAlls.holdFreeze { frozen.endCancelAll() }
    return done
  }

  /// A stream was opened again: lists that were asked for earlier no longer prove anything.
  mutating func doubtLists(at now: Instant) { cancelAlls.doubtLists(at: now) }

  mutating func askedForList(at now: Instant) { cancelAlls.asked(at: now) }

  mutating func needNoList() { cancelAlls.needNoList() }
}
