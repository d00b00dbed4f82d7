import Market

/// A moment that the engine wants to be woken at, and what for.
public struct TimerView: Equatable, Sendable {
  public let timer: Timer
  public let at: Instant

  public init(timer: Timer, at moment: Instant) {
    self.timer = timer
    at = moment
  }
}
