import Engine
import Market
import Playback

/// A world paced by a clock that the owner reads, or a live run. The console talks to this.
public struct Session<World: TradingWorld>: Sendable {
  public private(set) var timeline: Timeline<World>
  public private(set) var speed: Speed
  public private(set) var isPaused: Bool

  /// The wall clock and the tape time from which the pace is counted; nil before the first use.
  private var start: (wall: Int64, tape: Instant)?

  public init(_ timeline: Timeline<World>, speed: Speed = .times(1), isPaused: Bool = false) {
    self.timeline = timeline
    self.speed = speed
    self.isPaused = isPaused
  }

  /// Whether the tape is played to its end. A live run has none.
  public var isAtEnd: Bool { !World.isLive && timeline.nextTime == nil }

  /// The descriptor that can be read when something has arrived for a live run; nil if there is
  /// none.
  public var descriptor: Int32? { timeline.world.descriptor }

  /// Plays the moves that are due at a moment of the wall clock, at most `moves` of them.
  ///
  /// - Parameter wall: a monotonic clock in nanoseconds.
  /// - Returns: whether more may be due already.
  public mutating func advance(wallNanoseconds wall: Int64, atMost moves: Int) -> Bool {
    guard !isPaused else { return false }
    if World.isLive { timeline.listen(at: wall) }
    guard let due = due(at: wall) else { return false }
    var left = moves
    while left > 0 {
      guard let next = timeline.nextTime, next <= due else { return false }
      timeline.advance()
      left -= 1
    }
    return true
  }

  /// The tape time that belongs to a moment of the wall clock.
  public mutating func due(at wall: Int64) -> Instant? {
    // A live run offers only what has happened.
    guard !World.isLive else { return .distantFuture }
    switch speed {
    case .max: return .distantFuture
    case .times(let factor):
      guard let start else {
        self.start = (wall, timeline.world.time)
        return timeline.world.time
      }
      let (passed, overflow) = (wall - start.wall).multipliedReportingOverflow(by: Int64(factor))
      return overflow ? .distantFuture : start.tape.advanced(byNanoseconds: Swift.max(0, passed))
    }
  }

  /// The time until the next move is due, in nanoseconds of the wall clock; nil while paused or at
  /// the end.
  public mutating func wait(at wall: Int64) -> Int64? {
    guard !World.isLive else { return timeline.world.wait(at: wall) }
    guard !isPaused, let next = timeline.nextTime else { return nil }
    guard case .times(let factor) = speed, let due = due(at: wall) else { return 0 }
    return Swift.max(0, next.nanoseconds(since: due) / Int64(factor))
  }

  /// The moment a screen shows as now: that of the pace, but not after the next event.
  public mutating func now(at wall: Int64) -> Instant {
    if let now = timeline.world.clock(at: wall) { return now }
    guard !isPaused, case .times = speed, let due = due(at: wall) else {
      return timeline.world.time
    }
    guard let next = timeline.nextTime else { return timeline.world.time }
    return Swift.max(timeline.world.time, min(due, next))
  }

  /// What the screen shows at a moment of the wall clock.
  public mutating func snapshot(_ frame: LadderFrame?, wallNanoseconds wall: Int64) -> Snapshot {
    timeline.world.snapshot(frame, now: now(at: wall))
  }

  /// The snapshot of this moment, without a ladder.
  public var snapshot: Snapshot { timeline.world.snapshot() }

  /// What the world is and how far it has come.
  public var facts: WorldFacts { timeline.world.facts }

  /// Whether a flatten is on its way.
  public var isFlattening: Bool { timeline.world.engine.isFlattening }

  /// Whether quitting is complete: every outcome is known, or its time is over.
  public var hasQuit: Bool { timeline.world.engine.hasQuit }

  /// Whether anything can still happen: a live run ends if the venue takes this client no more.
  public var canGoOn: Bool { !timeline.world.isOver }

  /// The number of moves so far, commands included.
  public var position: Int { timeline.position }

  /// Returns the engine's log lines since the last call, if the timeline follows the log.
  public mutating func takeLog() -> [LogFollower.News] { timeline.takeLog() }

  /// What a command would do now. Nothing changes.
  public func preview(of command: Command) -> CommandPreview {
    CommandPreview(of: command, on: timeline.world.engine)
  }

  // MARK: What the operator does

  /// A live run can't be paused: nothing happens then.
  public mutating func setPaused(_ paused: Bool) {
    guard !World.isLive else { return }
    isPaused = paused
    start = nil
  }

  /// The pace of a live run is the venue's: nothing happens then.
  public mutating func setSpeed(_ speed: Speed) {
    guard !World.isLive else { return }
    self.speed = speed
    start = nil
  }

  /// Gives the engine a command at this moment.
  public mutating func perform(_ command: Command) { timeline.perform(command) }

  /// Tells the engine what was found out about its journal.
  public mutating func hear(_ news: JournalNews) { timeline.hear(news) }

  /// Hands over to the journal what happened, and begins another segment if one is due.
  ///
  /// - Returns: what the engine must be told.
  public mutating func keepUp(
    _ keeper: JournalKeeper, wallNanoseconds wall: Int64
  ) -> JournalNews? {
    guard timeline.isRecording else { return nil }
    if let news = keeper.keepUp(with: timeline.world, wall: UInt64(wall)) { return news }
    if !timeline.isInThePast, keeper.isRotationDue(at: timeline.world.time) {
      timeline.rotate { keeper.rotated($0) }
    }
    return nil
  }

  /// Steps, and pauses so that the operator can look.
  @discardableResult
  public mutating func step(_ unit: StepUnit, _ direction: StepDirection) -> Bool {
    setPaused(true)
    return timeline.step(unit, direction)
  }

  /// Goes to a moment of the tape; the pace continues from there.
  public mutating func jump(to time: Instant) {
    timeline.jump(to: time)
    start = nil
  }
}
