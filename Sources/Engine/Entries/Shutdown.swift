import Market
import Venue

/// Quitting: no entry is sent any more, the live ones are cancelled, and their outcomes are awaited
/// until a deadline. Exits that rest at the venue stay.
enum Shutdown: Equatable, Sendable, Codable {
  /// Not quitting.
  case running
  /// Outcomes are awaited.
  case closing(deadline: Instant)
  /// Every outcome is known.
  case settled
  /// The time is over; these orders may still be live.
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

/// What quitting depends on: plain numbers of this moment.
struct ShutdownFacts: Sendable {
  let now: Instant
  /// How many entries have not ended.
  let left: Int
  /// The first comparison with the venue is complete. Before it, what an earlier engine left live
  /// is unknown.
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

  /// Records what happened. Quitting starts once, and nothing leads back.
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
  /// Not quitting.
  case running
  /// Entries are cancelled; their outcomes are awaited.
  case closing
  /// Every outcome is known.
  case settled
  /// The time is over; the listed orders may still be live.
  case timedOut
}
