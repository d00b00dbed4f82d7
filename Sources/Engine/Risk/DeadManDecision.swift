import Market

/// What the dead-man switch is decided by: plain numbers of this moment.
struct DeadManFacts: Sendable {
  let now: Instant
  /// Entries are live that it would cancel.
  let hasEntries: Bool
  /// Lots rely on stops at the venue, which it would cancel too, and the settings don't allow that.
  let wouldStripStops: Bool

  var isWanted: Bool { hasEntries && !wouldStripStops }
}

/// What must be done about the dead-man switch.
enum DeadManDecision: Equatable, Sendable {
  case nothing
  case arm
  case putOff
  case takeBack
  /// The venue has not confirmed that it is gone: if the request was lost, it would still cancel
  /// stops.
  case takeBackAgain
  /// It has come due by itself.
  case forget
}

extension DeadMan {
  func next(_ facts: DeadManFacts) -> DeadManDecision {
    switch self {
    case .idle: return facts.isWanted ? .arm : .nothing
    case .asked(_, let again), .armed(_, _, let again), .refused(_, let again):
      guard facts.isWanted else { return .takeBack }
      return facts.now >= again ? .putOff : .nothing
    case .lingering(let until, let again):
      if facts.isWanted { return .arm }
      if facts.now >= until { return .forget }
      return facts.now >= again ? .takeBackAgain : .nothing
    }
  }
}
