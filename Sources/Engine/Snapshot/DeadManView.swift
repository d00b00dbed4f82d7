import Market

/// The state of the dead-man switch: what the venue would do if it no longer heard from us.
public enum DeadManView: Equatable, Sendable {
  /// The venue has no such switch.
  case unavailable
  /// The settings do not use it.
  case off
  /// No entry is live that it would have to cancel.
  case idle
  /// Asked for, not answered yet.
  case asked(Instant)
  /// The venue cancels every order of the account at that moment.
  case armed(Instant)
  /// It was withdrawn, but the venue has not confirmed that: it may trigger at that moment.
  case lingers(Instant)
  /// It would cancel stops that lots rely on, so it is not armed.
  case standsAside
  /// The venue refused it; the engine tries again.
  case refused
}

extension DeadMan {
  /// The state shown if the venue has a switch and the settings use it.
  func view(_ facts: DeadManFacts) -> DeadManView {
    switch self {
    case .idle: facts.wouldStripStops ? .standsAside : .idle
    case .asked(let until, _): .asked(until)
    case .armed(let confirmed, _, _): .armed(confirmed)
    case .refused: .refused
    case .lingering(let until, _): .lingers(until)
    }
  }
}
