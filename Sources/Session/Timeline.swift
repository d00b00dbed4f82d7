import Engine
import Market
import Playback

/// A world that can be stepped through in both directions; or a live run, which only goes on.
///
/// A place in it is a number of moves from the start. A move is one event, or one command of the
/// operator. Going back takes the nearest checkpoint before the target and folds from there, so the
/// state is exactly what it was. Commands are part of the history: going forward again repeats
/// them, until a new command is given, which begins another future.
public struct Timeline<World: TradingWorld>: Sendable {
  /// A move that does not come from the world itself.
  private enum Act: Sendable {
    case command(Command)
    case journal(JournalNews)
  }

  public private(set) var world: World
  /// The number of moves from the start.
  public private(set) var position = 0
  private var acts: [(move: Int, act: Act)] = []
  private var checkpoints: [(position: Int, world: World)]
  private var interval: Int
  /// Records what was never played before; nil if nobody does.
  private var recorder: (any InputRecorder)?
  /// The furthest move that was recorded.
  private var recorded = 0
  /// The furthest move that was ever made in the present future.
  public private(set) var furthest = 0
  /// Follows the engine's log through the moves that are made for the first time; nil if nobody
  /// reads it.
  private var logFollower: LogFollower?

  /// The most copies of the world that are kept. The longer the run, the further apart they are.
  static var maximumCheckpoints: Int { 24 }

  /// How far ahead a step searches on a market that never ends, in nanoseconds.
  private static var longestSearchNanoseconds: Int64 { 6 * 3_600_000_000_000 }

  public init(_ world: World, interval: Int = 1_024) {
    self.world = world
    self.interval = max(1, interval)
    checkpoints = World.isLive ? [] : [(0, world.packed)]
  }

  /// Whether there is anything before this moment.
  public var canStepBack: Bool { !World.isLive && position > 0 }

  /// The number of moves from the start at which each command was given.
  var commandMoves: [Int] { acts.map(\.move) }

  // MARK: Going on

  /// Makes the next move. Returns false at the end.
  @discardableResult
  public mutating func advance() -> Bool {
    let isNew = !World.isLive && recorder != nil && position == recorded
    if isNew { world.kernel.record(by: recorder) }
    let isMade = move()
    if isNew { world.kernel.record(by: nil) }
    guard isMade else { return false }
    position += 1
    if isNew { recorded = position }
    if position > furthest { reachedFurther() }
    checkpoint()
    return true
  }

  private mutating func reachedFurther() {
    furthest = position
    logFollower?.follow(world.engine)
  }

  private mutating func move() -> Bool {
    let act = act(at: position)
    return Timeline.make(act, in: &world)
  }

  /// Makes a move in a world: an act, or the next event if there is none. Returns false at the end.
  private static func make(_ act: Act?, in world: inout World) -> Bool {
    switch act {
    case nil: return world.advance()
    case .command(let command)?: world.perform(command)
    case .journal(let news)?: world.hear(news)
    }
    return true
  }

  /// Records from now on what is played for the first time. A command that is given in the past
  /// begins another future, which is not recorded any more. A live run has one future only.
  public mutating func record(by recorder: (any InputRecorder)?) {
    self.recorder = recorder
    recorded = position
    world.kernel.record(by: World.isLive ? recorder : nil)
  }

  /// Whether what is played next is recorded.
  public var isRecording: Bool { recorder != nil }

  /// Whether a command given now would begin another future than the recorded one.
  public var isInThePast: Bool { !World.isLive && recorder != nil && position < recorded }

  /// Follows the engine's log for ``takeLog()``: from its first line on, or from the restart from a
  /// journal on.
  public mutating func followLog() {
    logFollower = LogFollower(after: world.kernel.linesBefore)
    logFollower?.follow(world.engine)
  }

  /// Returns the engine's log lines since the last call. Each is there once, however often its
  /// moment is played; the lines of another future follow a mark.
  public mutating func takeLog() -> [LogFollower.News] { logFollower?.take() ?? [] }

  /// When the next move is due on the tape; a recorded command is due at once.
  public var nextTime: Instant? {
    act(at: position) != nil ? world.time : world.nextTime
  }

  /// Gives a command now. Commands recorded for later moves are dropped.
  public mutating func perform(_ command: Command) { perform(.command(command)) }

  private mutating func perform(_ act: Act) {
    guard !World.isLive else {
      position += 1
      _ = Timeline.make(act, in: &world)
      logFollower?.follow(world.engine)
      return
    }
    if isInThePast { recorder = nil }
    if position < furthest {
      furthest = position
      logFollower?.follow(otherFutureOf: world.engine)
    }
    acts.removeAll { $0.move >= position }
    checkpoints.removeAll { $0.position > position }
    acts.append((position, act))
    advance()
  }

  /// Tells the engine now what was found out about its journal.
  public mutating func hear(_ news: JournalNews) { perform(.journal(news)) }

  /// Lets a live run read what has arrived by a moment of the wall clock, in nanoseconds.
  mutating func listen(at wall: Int64) { world.listen(at: wall) }

  /// Goes on with an engine that was made from a record of the present one.
  mutating func rotate(_ make: (World) -> World) { world = make(world) }

  /// Goes to the next or the previous move of a kind. Returns whether there was one. If not,
  /// forward goes to the end and back stays.
  @discardableResult
  public mutating func step(_ unit: StepUnit, _ direction: StepDirection) -> Bool {
    guard !World.isLive else { return false }
    switch direction {
    case .forward: return stepForward(unit)
    case .back: return stepBack(unit)
    }
  }

  private mutating func stepForward(_ unit: StepUnit) -> Bool {
    let before = count(unit, world)
    // On a market that never ends, the search stops after some hours.
    let limit =
      world.facts.last == nil
      ? world.time.advanced(byNanoseconds: Timeline.longestSearchNanoseconds) : .distantFuture
    while world.time < limit, advance() {
      if unit == .event || count(unit, world) != before { return true }
    }
    return false
  }

  private mutating func stepBack(_ unit: StepUnit) -> Bool {
    guard position > 0 else { return false }
    if unit == .event {
      jump(toMove: position - 1)
      return true
    }
    let here = position
    for checkpoint in checkpoints.reversed() where checkpoint.position < here {
      if let found = lastMove(unit, from: checkpoint, before: here) {
        jump(toMove: found)
        return true
      }
    }
    return false
  }

  /// The last move before `limit` that a step of this kind would have stopped at, searched from one
  /// checkpoint to the next.
  private func lastMove(
    _ unit: StepUnit, from checkpoint: (position: Int, world: World), before limit: Int
  ) -> Int? {
    let end = checkpoints.first { $0.position > checkpoint.position }?.position ?? .max
    var world = checkpoint.world
    var move = checkpoint.position
    var found: Int?
    while move < min(limit - 1, end) {
      let before = count(unit, world)
      guard Timeline.make(act(at: move), in: &world) else { break }
      move += 1
      if count(unit, world) != before { found = move }
    }
    return found
  }

  /// The number of events of a kind since the start.
  public func count(of unit: StepUnit) -> Int { count(unit, world) }

  private func count(_ unit: StepUnit, _ world: World) -> Int {
    switch unit {
    case .event: position
    case .decision: world.engine.counters.decisions
    case .fill: world.engine.counters.fills
    case .reject: world.engine.counters.rejected
    }
  }

  // MARK: Jumping

  /// Goes to a number of moves from the start, or to the end if that comes first.
  public mutating func jump(toMove target: Int) {
    guard !World.isLive else { return }
    if target < position { restore { $0.position <= target } }
    while position < target, advance() {}
  }

  /// Goes to the place where everything up to and including a time has happened.
  public mutating func jump(to time: Instant) {
    guard !World.isLive else { return }
    if world.time > time { restore { $0.world.time <= time } }
    while let next = nextTime, next <= time, advance() {}
  }

  /// Goes to the place where `target` updates of the tape have reached the venue.
  public mutating func jump(toUpdate target: Int) {
    guard !World.isLive else { return }
    if world.updateIndex > target { restore { $0.world.updateIndex <= target } }
    while world.updateIndex < target, advance() {}
  }

  private mutating func restore(where fits: ((position: Int, world: World)) -> Bool) {
    guard let checkpoint = checkpoints.last(where: fits) ?? checkpoints.first else { return }
    var restored = checkpoint.world
    restored.kernel.recordsFills = world.kernel.recordsFills
    world = restored
    position = checkpoint.position
  }

  // MARK: Keeping

  private func act(at move: Int) -> Act? {
    guard let last = acts.last, last.move >= move else { return nil }
    return acts.first { $0.move == move }?.act
  }

  private mutating func checkpoint() {
    guard !World.isLive, position >= (checkpoints.last?.position ?? 0) + interval else { return }
    if checkpoints.count >= Timeline.maximumCheckpoints {
      interval *= 2
      checkpoints = checkpoints.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
      guard position >= (checkpoints.last?.position ?? 0) + interval else { return }
    }
    checkpoints.append((position, world.packed))
  }
}
