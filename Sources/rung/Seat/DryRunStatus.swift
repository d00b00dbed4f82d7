import Engine
import Market
import Screen
import Session
import SimulatedVenue

/// What is known of a dry run beside its engine: where it came from.
struct DryRunOrigin {
  /// The name of the tape's file, without its folders.
  let tape: String
  /// The configuration's file, or that the defaults hold.
  let configuration: String
  let seed: UInt64
  /// What should be told once, such as problems of the keymap.
  var notices: [String] = []

  init(_ located: LocatedConfiguration, tape path: String) {
    tape = path.split(separator: "/").last.map(String.init) ?? path
    configuration = located.path ?? "defaults"
    seed = located.configuration.venue.seed
  }

  /// What the header and the dialogs are told of a timeline.
  func status(of timeline: Timeline, speed: Speed, isPaused: Bool) -> SessionStatus {
    let world = timeline.world
    let header = world.tape.header
    return SessionStatus(
      mode: "DRY RUN", venue: "simulated", market: header.instrument.symbol, tape: tape,
      seed: seed, configuration: configuration, speed: speed, isPaused: isPaused,
      atEnd: timeline.nextTime == nil, updateIndex: world.updateIndex,
      updateCount: world.updateCount, tapeFirst: header.firstTime, tapeLast: header.lastTime,
      decisions: world.engine.counters.decisions, canStep: true,
      canStepBack: timeline.canStepBack, notices: notices)
  }
}
