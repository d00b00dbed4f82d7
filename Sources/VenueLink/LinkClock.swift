import Market

/// The clock of a venue whose seconds may be shorter than real ones.
public struct LinkClock: Equatable, Sendable {
  /// A moment of a monotonic clock, in nanoseconds.
  private let wall: Int64
  /// The venue's moment at that moment.
  private let moment: Instant
  /// Seconds of the venue in a real one.
  public let speed: Int64

  public init(wall: Int64, moment: Instant, speed: Int64) {
    self.wall = wall
    self.moment = moment
    self.speed = speed
  }

  /// The venue's moment that belongs to a moment of the monotonic clock.
  public func time(at wall: Int64) -> Instant {
    let passed = max(0, wall - self.wall)
    let (scaled, overflow) = passed.multipliedReportingOverflow(by: speed)
    return overflow ? .distantFuture : moment.advanced(byNanoseconds: scaled)
  }

  /// Nanoseconds of the monotonic clock, from `wall` on, until the venue's clock shows `time`.
  public func wait(until time: Instant, at wall: Int64) -> Int64 {
    let left = time.nanoseconds(since: self.time(at: wall))
    return left <= 0 ? 0 : left / speed + (left % speed == 0 ? 0 : 1)
  }
}
