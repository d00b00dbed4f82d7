import Screen
import Session
import SimulatedVenue

extension SessionStatus {
  /// What a dry run's session knows beside the engine.
  init(_ session: Session, _ located: LocatedConfiguration, notices: [String] = []) {
    let world = session.timeline.world
    let header = world.tape.header
    self.init(
      mode: "DRY RUN", venue: "simulated", market: header.instrument.symbol,
      tape: world.tape.origin.path.split(separator: "/").last.map(String.init),
      seed: located.configuration.venue.seed,
      configuration: located.path ?? "defaults", speed: session.speed,
      isPaused: session.isPaused, atEnd: session.isAtEnd, updateIndex: world.updateIndex,
      updateCount: world.updateCount, tapeFirst: header.firstTime, tapeLast: header.lastTime,
      decisions: world.engine.counters.decisions, canStep: true,
      canStepBack: session.timeline.canStepBack, notices: notices)
    hasDeadManSwitch = world.venue.capabilities.supportsScheduledCancel
    faults = world.network.settings.rates.kinds.map {
      InjectedFault(name: $0.name, count: world.network.counts[$0])
    }
  }
}
