import Market
import Venue

/// Quitting: no entry is sent any more, those out are cancelled and their outcomes awaited, for so long
/// at most. What exits rest at the venue stay.
enum Shutdown: Equatable, Sendable, Codable {
  /// Nobody quits.
  case running
  /// Outcomes are awaited.
  case closing(deadline: Instant)
  /// Every outcome is in.
  case settled
  /// The time is over; these may still stand.
  case timedOut(unsettled: [ClientOrderID])

  /// What is shown of it.
  var phase: ShutdownPhase {
    switch self {
    case .running: .running
    case .closing: .closing
    case .settled: .settled
    case .timedOut: .timedOut
    }
  }
}

/// What quitting goes by: plain numbers of this moment.
struct ShutdownFacts: Sendable {
  let now: Instant
  /// How many entries have not ended.
  let left: Int
  /// The first comparison with the venue is through: before it nobody knows what an engine before this
  /// one left standing.
  let hasCompared: Bool
}

/// What is to be done about quitting.
enum ShutdownDecision: Equatable, Sendable {
  case nothing
  case wait(until: Instant)
  case settle
  case timeOut
}

extension Shutdown {
  func next(_ facts: ShutdownFacts) -> ShutdownDecision {
    switch self {
    case .running, .settled, .timedOut: return .nothing
    case .closing(let deadline):
      if facts.left == 0, facts.hasCompared { return .settle }
      return facts.now >= deadline ? .timeOut : .wait(until: deadline)
    }
  }

  enum News: Equatable, Sendable {
    case asked(deadline: Instant)
    case settled
    case timedOut(unsettled: [ClientOrderID])
  }

  /// Takes in what happened: nobody quits twice, and nothing leads back.
  mutating func on(_ news: News) {
    switch (self, news) {
    case (.running, .asked(let deadline)): self = .closing(deadline: deadline)
    case (.closing, .settled): self = .settled
    case (.closing, .timedOut(let unsettled)): self = .timedOut(unsettled: unsettled)
    case (.running, .settled), (.running, .timedOut), (.closing, .asked), (.settled, _),
      (.timedOut, _):
      break
    }
  }
}

/// How far quitting is.
public enum ShutdownPhase: UInt8, CaseIterable, Sendable {
  /// Nobody quits.
  case running
  /// Opens are cancelled; their outcomes are awaited.
  case closing
  /// Every outcome is in.
  case settled
  /// The time is over; what is listed may still stand.
  case timedOut
}
