import Engine
import Market
import Playback

/// A world that can be stepped through in both directions.
///
/// A place in it is a number of moves from the start. A move is one event, or one command of the
/// operator. Going back takes the nearest checkpoint before the target and folds from there, so the
/// state is exactly what it was. Commands are part of the history: going forward again repeats
/// them, until a new command is given, which begins another future.
public struct Timeline<World: TradingWorld>: Sendable {
  public private(set) var world: World
  /// The number of moves from the start.
  public private(set) var position = 0
  private var commands: [(move: Int, command: Command)] = []
  private var checkpoints: [(position: Int, world: World)]
  private var interval: Int

  /// The most copies of the world that are kept. The longer the run, the further apart they are.
  static var maximumCheckpoints: Int { 24 }

  /// How far ahead a step searches on a market that never ends, in nanoseconds.
  private static var longestSearchNanoseconds: Int64 { 6 * 3_600_000_000_000 }

  public init(_ world: World, interval: Int = 1_024) {
    self.world = world
    self.interval = max(1, interval)
    checkpoints = [(0, world)]
  }

  /// Whether there is anything before this moment.
  public var canStepBack: Bool { position > 0 }

  /// The number of moves from the start at which each command was given.
  var commandMoves: [Int] { commands.map(\.move) }

  // MARK: Going on

  /// Makes the next move. Returns false at the end.
  @discardableResult
  public mutating func advance() -> Bool {
    if let next = command(at: position) {
      world.perform(next)
    } else if !world.advance() {
      return false
    }
    position += 1
    checkpoint()
    return true
  }

  /// When the next move is due on the tape; a recorded command is due at once.
  public var nextTime: Instant? {
    command(at: position) != nil ? world.time : world.nextTime
  }

  /// Gives a command now. Commands recorded for later moves are dropped.
  public mutating func perform(_ command: Command) {
    commands.removeAll { $0.move >= position }
    checkpoints.removeAll { $0.position > position }
    commands.append((position, command))
    advance()
  }

  // MARK: Stepping

  /// Goes to the next or the previous move of a kind. Returns whether there was one. If not,
  /// forward goes to the end and back stays.
  @discardableResult
  public mutating func step(_ unit: StepUnit, _ direction: StepDirection) -> Bool {
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
      if let next = command(at: move) { world.perform(next) } else if !world.advance() { break }
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
    if target < position { restore { $0.position <= target } }
    while position < target, advance() {}
  }

  /// Goes to the place where everything up to and including a time has happened.
  public mutating func jump(to time: Instant) {
    if world.time > time { restore { $0.world.time <= time } }
    while let next = nextTime, next <= time, advance() {}
  }

  /// Goes to the place where `target` updates of the tape have reached the venue.
  public mutating func jump(toUpdate target: Int) {
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

  private func command(at move: Int) -> Command? {
    guard let last = commands.last, last.move >= move else { return nil }
    return commands.first { $0.move == move }?.command
  }

  private mutating func checkpoint() {
    guard position >= (checkpoints.last?.position ?? 0) + interval else { return }
    if checkpoints.count >= Timeline.maximumCheckpoints {
      interval *= 2
      checkpoints = checkpoints.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
      guard position >= (checkpoints.last?.position ?? 0) + interval else { return }
    }
    checkpoints.append((position, world))
  }
}
