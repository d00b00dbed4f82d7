import Market

/// What the venue would do by itself if it heard nothing from us any more.
public enum DeadManView: Equatable, Sendable {
  /// The venue has no such switch.
  case unavailable
  /// It is not wanted.
  case off
  /// Nothing of ours is open that it would cancel.
  case idle
  /// Asked for, not answered yet.
  case asked(Instant)
  /// The venue cancels every order of the account at that moment.
  case armed(Instant)
  /// It was taken back, and the venue has not said that it is gone: it may come due at that moment.
  case lingers(Instant)
  /// It would strip the stops that lots rely on, so it is not armed.
  case standsAside
  /// The venue refused it; it is tried again.
  case refused
}

extension DeadMan {
  /// What is shown of it where the venue has one and it is wanted.
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
