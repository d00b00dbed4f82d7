import Configuration
import Curses
import Engine
import Market
import Screen
import Session
import SimulatedVenue

/// The console of a running grid on a terminal: what `rung` shows, without its main loop.
///
/// The parts of a frame are called one by one, so that each can be measured.
struct ConsoleSeat {
  var world: DryRun
  var console = Console()
  let size: ScreenSize
  let theme: Theme

  /// The hundredths of the tape that are played before anything is measured, so that there are
  /// lots, exits and a log.
  static let usualStart = 10

  /// - Parameter start: the part of the tape, in hundredths, that is played first.
  init(_ tape: Tape, _ configuration: Configuration, size: ScreenSize, theme: Theme, start: Int)
    throws(BenchError)
  {
    world = try ReferenceGrid.world(tape, configuration)
    self.size = size
    self.theme = theme
    let firstTime = tape.header.firstTime
    let whole = tape.header.lastTime.nanoseconds(since: firstTime)
    play(until: firstTime.advanced(byNanoseconds: whole / 100 * Int64(start)))
  }

  /// Plays everything up to a moment. Returns false at the end of the tape.
  @discardableResult
  mutating func play(until moment: Instant) -> Bool {
    while let next = world.nextTime {
      guard next <= moment else { return true }
      world.advance()
    }
    return false
  }

  /// Plays the tape on for this time. Returns false at the end of the tape.
  mutating func play(nanoseconds: Int64) -> Bool {
    play(until: world.time.advanced(byNanoseconds: nanoseconds))
  }

  /// Makes the snapshot of this moment, and a second one if the ladder moved for the first.
  mutating func snapshot() -> Snapshot {
    let snapshot = world.snapshot(console.ladderFrame(for: size))
    guard console.settle(on: snapshot, size: size) else { return snapshot }
    return world.snapshot(console.ladderFrame(for: size))
  }

  func draw(_ snapshot: Snapshot) -> Canvas { console.draw(snapshot, status, size: size) }

  /// What the session would report about itself.
  var status: SessionStatus {
    let source = world.source
    return SessionStatus(
      mode: "DRY RUN", venue: "simulated", market: source.instrument.symbol,
      tape: source.name, configuration: ReferenceGrid.fileName,
      updateIndex: world.updateIndex, updateCount: world.updateCount, tapeFirst: source.first,
      tapeLast: source.last, decisions: world.engine.counters.decisions, canStepBack: true)
  }
}
