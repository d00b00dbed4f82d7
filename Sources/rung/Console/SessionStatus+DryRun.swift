import Screen
import Session
import SimulatedVenue

extension SessionStatus {
  /// What a dry run's session knows beside the engine.
  init(_ session: Session, _ located: LocatedConfiguration, notices: [String] = []) {
    let world = session.timeline.world
    let source = world.source
    self.init(
      mode: "DRY RUN", venue: "simulated", market: source.instrument.symbol,
      tape: source.name.split(separator: "/").last.map(String.init),
      seed: located.configuration.venue.seed,
      configuration: located.path ?? "defaults", speed: session.speed,
      isPaused: session.isPaused, atEnd: session.isAtEnd, updateIndex: world.updateIndex,
      updateCount: world.updateCount, tapeFirst: source.first, tapeLast: source.last,
      decisions: world.engine.counters.decisions, canStep: true,
      canStepBack: session.timeline.canStepBack, notices: notices)
    wayOut =
      switch located.configuration.session.onExit {
      case .cancelOpens: .cancelOpens
      case .keep: .keep
      case .flatten: .flatten
      }
    venueTexts = world.venue.saidToRefusals
    faults = world.network.settings.rates.kinds.map {
      InjectedFault(name: $0.name, count: world.network.counts[$0])
    }
  }
}

extension SimulatedVenue {
  /// What it said to its last refusals, as the screen takes it.
  var saidToRefusals: [VenueText] {
    refusalTexts.map { VenueText(order: $0.order, refusal: $0.refusal, text: $0.text) }
  }
}
