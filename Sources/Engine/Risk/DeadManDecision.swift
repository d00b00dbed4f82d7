import Market

/// What the dead-man switch goes by: plain numbers of this moment.
struct DeadManFacts: Sendable {
  let now: Instant
  /// Entries are out that it would end.
  let hasEntries: Bool
  /// Lots rely on stops at the venue, which it would end too, and nobody agreed to that.
  let wouldStripStops: Bool

  var isWanted: Bool { hasEntries && !wouldStripStops }
}

/// What is to be done about the dead-man switch.
enum DeadManDecision: Equatable, Sendable {
  case nothing
  case arm
  case putOff
  case takeBack
  /// The venue has not said that it is gone: a request that was lost would let it end stops all the same.
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
