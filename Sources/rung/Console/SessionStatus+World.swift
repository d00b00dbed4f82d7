import Screen
import Session

extension SessionStatus {
  /// What a session knows about its world besides the engine's state.
  init<World>(
    _ session: Session<World>, _ located: LocatedConfiguration, notices: [String] = []
  ) {
    let facts = session.facts
    self.init(
      mode: facts.mode, venue: facts.venue, market: facts.symbol,
      tape: facts.source.split(separator: "/").last.map(String.init),
      seed: World.isLive ? nil : located.configuration.venue.seed,
      configuration: located.path ?? "defaults", speed: session.speed,
      isPaused: session.isPaused, atEnd: session.isAtEnd, updateIndex: facts.updateIndex,
      updateCount: facts.updateCount, tapeFirst: facts.first, tapeLast: facts.last,
      decisions: facts.decisions, canStep: !World.isLive,
      canStepBack: session.timeline.canStepBack, leavesOrdersAtVenue: World.isLive,
      notices: notices + (facts.problem.map { [$0] } ?? []))
    wayOut =
      switch located.configuration.session.onExit {
      case .cancelOpens: .cancelOpens
      case .keep: .keep
      case .flatten: .flatten
      }
    venueTexts = facts.venueTexts
    faults = facts.faults.map { InjectedFault(name: $0.name, count: $0.count) }
  }
}

extension WorldFacts {
  /// The venue's own texts for the last orders that it refused, in the screen's type.
  var venueTexts: [VenueText] {
    refusalTexts.map { VenueText(order: $0.order, refusal: $0.refusal, text: $0.text) }
  }
}
