import Market

/// A moment at which the engine wants to be woken, and why.
public struct TimerView: Equatable, Sendable {
  public let timer: Timer
  public let at: Instant

  public init(timer: Timer, at moment: Instant) {
    self.timer = timer
    at = moment
  }
}
