import Market
import Venue

/// What is switched: by the operator, or by a rule that latched.
struct Control: Sendable, Digested {
  /// Everything that stopped all opens and was not lifted, oldest first; each kind once.
  var freezes: [Freeze] = []
  var isPaused = PerSide(false)
  /// The scopes of all cancel-alls that are being carried out, in the order they were asked for.
  private(set) var fences: [Fence] = []
  /// When the venue was last asked whether anything in its scope is left.
  var fenceAskedAt: Instant?
  /// Exits are held back since a cancel-all of legs.
  var legsAreHeld = false
  /// Opens must be pulled at the next chance.
  var mustPull = false
  private(set) var alarms: [Alarm] = []

  /// A cancel-all begins; one of the same scope goes on.
  mutating func begin(_ scope: CancelScope, at time: Instant) {
    if !fences.contains(where: { $0.scope == scope }) { fences.append(Fence(scope, at: time)) }
    fenceAskedAt = nil
  }

  /// Takes in whether a cancel-all has anything left; after its time a person is told, once.
  mutating func look(_ place: Int, isLeft: Bool, at time: Instant) {
    fences[place].look(isLeft: isLeft, at: time)
    if time >= fences[place].alarmAt { fences[place].alarmAt = .distantFuture }
  }

  /// Does something to each cancel-all; one for which it returns true is done. Returns how many are.
  mutating func judgeFences(_ body: (inout Fence) -> Bool) -> Int {
    let before = fences.count
    var left: [Fence] = []
    for var fence in fences where !body(&fence) { left.append(fence) }
    fences = left
    return before - left.count
  }

  /// What was asked of the venue before a stream opened anew proves nothing any more.
  mutating func doubtLists(at time: Instant) {
    for place in fences.indices where fences[place].proof != .left {
      fences[place].proof = .cleared(since: time)
    }
    fenceAskedAt = nil
  }

  /// Cancel-alls are done, or taken back.
  mutating func endFences(where isOver: (CancelScope) -> Bool) {
    fences.removeAll { isOver($0.scope) }
    fenceAskedAt = nil
  }

  mutating func raise(_ alarm: Alarm) {
    if !alarms.contains(alarm) { alarms.append(alarm) }
  }

  mutating func acknowledge() { alarms.removeAll() }

  func digest(into hash: inout StateHash) {
    hash.add(freezes, isPaused, fences, fenceAskedAt, legsAreHeld, mustPull, alarms)
  }
}
