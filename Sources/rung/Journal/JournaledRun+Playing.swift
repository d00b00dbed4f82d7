import Curses
import Engine
import Session
import Telemetry

extension JournaledRun {
  /// Plays to the end without a screen.
  mutating func play(loggedBy log: RunLog?) {
    world.kernel.record(by: keeper.recorder)
    defer { world.kernel.record(by: nil) }
    var now = monotonicNanoseconds()
    log?.follow(world.engine, said: world.facts.venueTexts, wallNanoseconds: now)
    var moves = 0
    while world.advance() {
      moves += 1
      if moves.isMultiple(of: 256) {
        now = monotonicNanoseconds()
        keepUp()
        log?.flush(wallNanoseconds: now)
        for news in log?.takeNews() ?? [] { complain("\(news)") }
      }
      if let log { log.follow(world.engine, said: world.facts.venueTexts, wallNanoseconds: now) }
    }
    keepUp()
  }

  private mutating func keepUp() {
    if let news = keeper.keepUp(with: world, wall: UInt64(monotonicNanoseconds())) {
      world.hear(news)
    }
    guard keeper.isRotationDue(at: world.time) else { return }
    world = keeper.rotated(world)
  }

  /// Closes the journal and says how that went.
  func end() -> ExitCode { endJournal(keeper, world.engine) }
}

/// The longest time that the end of a run waits for the disk, in milliseconds.
private let patience: UInt64 = 10_000

/// Closes a journal and says how that went.
func endJournal(_ keeper: JournalKeeper, _ engine: Engine) -> ExitCode {
  switch keeper.finish(engine, withinMilliseconds: patience) {
  case .closed: return .done
  case .failed(let failure):
    complain("\(keeper.path): \(failure)")
    return .disk
  case .late(let committed):
    complain(
      "\(keeper.path): the disk was too slow; the journal holds inputs up to \(committed)")
    return .disk
  }
}
