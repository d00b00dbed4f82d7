import Curses
import Engine
import Session

extension JournaledRun {
  /// Plays to the end without a screen.
  mutating func play() throws(CommandFailure) {
    world.kernel.record(by: keeper.recorder)
    defer { world.kernel.record(by: nil) }
    var moves = 0
    while world.advance() {
      moves += 1
      guard moves % 256 == 0 else { continue }
      try keepUp()
    }
    try keepUp()
  }

  private mutating func keepUp() throws(CommandFailure) {
    if let news = keeper.keepUp(with: world, wall: UInt64(monotonicNanoseconds())) {
      world.hear(news)
    }
    guard keeper.isRotationDue(at: world.time) else { return }
    world = try readingJournal { try keeper.rotated(world) }
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
