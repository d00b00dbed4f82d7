import Market
import Venue

/// What is switched: by the operator, or by a rule that latched.
struct Control: Sendable, Digested {
  /// Everything that stopped all opens and was not lifted, oldest first; each kind once.
  var freezes: [Freeze] = []
  var isPaused = PerSide(false)
  var cancelAlls = CancelAlls()
  /// Exits are held back since a cancel-all of legs.
  var legsAreHeld = false
  private(set) var alarms: [Alarm] = []

  mutating func raise(_ alarm: Alarm) {
    if !alarms.contains(alarm) { alarms.append(alarm) }
  }

  mutating func acknowledge() { alarms.removeAll() }

  func digest(into hash: inout StateHash) {
    hash.add(freezes, isPaused, cancelAlls, legsAreHeld, alarms)
  }
}
