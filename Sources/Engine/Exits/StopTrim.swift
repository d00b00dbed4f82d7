import Market
import Venue

/// What becomes of one live stop.
enum StopTrim: Equatable, Sendable {
  case keep
  case cancel
  /// The venue makes it smaller in place.
  case amend
  /// A smaller one is sent first; the old one is cancelled once the venue holds the new one.
  case replace(limit: Price)
  /// Nothing can be done before a moment.
  case wait(until: Instant)
}

extension Lot {
  /// Whether its stops at another trigger are cancelled before one at the right trigger is live.
  func mustReplaceStops(_ trigger: Price, _ facts: StopFacts, _ setup: Setup) -> Bool {
    let stops = facts.stops
    guard stops.misplaced > 0 else { return false }
    return !stops.isAllReduceOnly || stopHolder == .venueOneAtATime || stops.fitting >= facts.open
      || isFull(facts, setup) || isTooSmallToReplace(trigger, facts, setup)
      || stops.live > facts.open && stopTerms.isRefused
  }

  /// Whether the position has no room for a stop beside those at the right trigger and those of
  /// other lots. Where exits are always reduce-only, none gets more room before an old one ends.
  private func isFull(_ facts: StopFacts, _ setup: Setup) -> Bool {
    guard setup.settings.grid.direction != .neutral,
      setup.parameters.capabilities.supportsReduceOnly
    else { return false }
    let replaced = facts.stops.live - facts.stops.fitting
    return facts.room.held <= facts.room.stops - replaced + facts.room.others
  }

  /// Whether there are stops for more than is open, while the part missing at the right trigger, as
  /// far as the position has room for it, is below the venue's minimum. Then no new one can be sent
  /// before those at another trigger end.
  private func isTooSmallToReplace(
    _ trigger: Price, _ facts: StopFacts, _ setup: Setup
  ) -> Bool {
    let stops = facts.stops
    guard stops.fitting + stops.misplaced > facts.open else { return false }
    var missing = max(0, facts.open - stops.fitting)
    if setup.settings.grid.direction != .neutral, setup.parameters.capabilities.supportsReduceOnly {
      let replaced = stops.live - stops.fitting
      missing = min(missing, facts.room.left(beside: facts.room.stops - replaced))
    }
    return setup.stopLimit(side, Quantity(steps: missing), trigger) == nil
  }

  /// How a live stop for too much becomes smaller.
  func shrink(
    _ stop: Order, to left: Quantity, _ trigger: Price, _ facts: StopFacts, _ setup: Setup
  ) -> StopTrim {
    // A flatten reduces the position beneath reduce-only stops; they end with their lots.
    guard !stop.isAmending, facts.hold == .none || !stop.isReduceOnly else { return .keep }
    if setup.mayAmend(stop, to: left) { return .amend }
    guard let limit = setup.stopLimit(side, left, trigger), stop.isReduceOnly,
      facts.hold == .none, !stopTerms.isPlain, stopHolder != .venueOneAtATime,
      facts.room.held >= left.steps
    else { return .cancel }
    guard !awaitsPosition else { return .keep }
    return facts.now >= stopTerms.retryAt
      ? .replace(limit: limit) : .wait(until: stopTerms.retryAt)
  }
}

extension Setup {
  /// Whether the venue makes an exit smaller in place, and takes one that small.
  func mayAmend(_ order: Order, to left: Quantity) -> Bool {
    Money(order.price, times: left) >= instrument.minimumNotional
      && parameters.capabilities.supportsAmend && settings.orders.amend
      && !parameters.capabilities.amendIsCancelReplace && !order.stage.refusesAmends
  }
}
