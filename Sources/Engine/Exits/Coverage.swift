import Market
import Venue

/// Who protects how much of a lot, in steps.
struct Coverage: Equatable, Sendable {
  /// A stop that the venue holds.
  var venue: Int64 = 0
  /// The engine watches and would send a stop.
  var watched: Int64 = 0
  /// Nobody.
  var naked: Int64 = 0
}

extension Engine {
  /// Whether lots have stops at all.
  @inline(__always) var hasStops: Bool { settings.exits.stop.place != .none }

  /// Whether any lot may have a stop that we watch.
  @inline(__always) var watchesStops: Bool { hasStops || settings.exits.runner.isEnabled }

  /// What protects a lot at this moment. A stop that is on its way protects nothing yet, nor does one
  /// whose fate is unknown; a watched one doesn't while the market can't be seen.
  @inline(__always) func coverage(of lot: Int32) -> Coverage {
    let open = lots[lot].open.steps
    let legs = legTotals(of: lot)
    guard hasStops || lots[lot].stopPrice != nil else {
      return Coverage(naked: max(0, open - legs.takeProfit))
    }
    let venue = min(open, legs.heldStop)
    var watched: Int64 = 0
    if lots[lot].stopPrice != nil, tradingBlock == nil, !control.legsAreHeld {
      watched = max(0, open - max(venue, legs.stop))
    }
    return Coverage(venue: venue, watched: watched, naked: open - venue - watched)
  }

  /// Raises the alarm for a lot that had no protection for longer than an order's way takes; as long
  /// as it has none, no open leaves.
  mutating func judgeCoverage(of lot: Int32) {
    guard hasStops || lots[lot].stopPrice != nil else { return protected(lot) }
    #if PLANTED_BUGS
      if PlantedBug.active == .nakedIsQuiet { return }
    #endif
    let naked = coverage(of: lot).naked
    guard naked > 0 else { return protected(lot) }
    if lots[lot].nakedSince == .distantFuture { lots[lot].nakedSince = time }
    let due = lots[lot].nakedSince.advanced(byNanoseconds: settings.exits.stop.graceNanoseconds)
    guard time >= due else { return exitWatch.wake(at: due) }
    guard !lots[lot].isNakedNoted else { return }
    _ = lots.markNaked(lot, true)
    control.raise(.nakedLot)
    recoveries.count(.nakedLot)
    note(
      LogEntry(
        .nakedLot, at: time, side: lots[lot].side, price: lots[lot].stopPrice,
        quantity: Quantity(steps: naked), lot: lots[lot].id))
  }

  /// A lot lacks nothing; if it was the last that did, opens may leave again.
  private mutating func protected(_ lot: Int32) {
    lots[lot].nakedSince = .distantFuture
    if lots.markNaked(lot, false) { agenda.gatesMayOpen = true }
  }

  /// How the protection of all lots stands for any open: the oldest that lacks it is named.
  @inline(__always) var protectedReading: GateReading {
    guard watchesStops else { return .unused(.protected, .lotNaked) }
    guard lots.nakedCount > 0, let lot = lots.inOrder.first(where: { lots[$0].isNakedNoted }) else {
      return GateReading(.protected, isOpen: true, Reason(.lotNaked))
    }
    #if PLANTED_BUGS
      if PlantedBug.active == .opensThoughNaked {
        return GateReading(.protected, isOpen: true, Reason(.lotNaked))
      }
    #endif
    return GateReading(
      .protected, isOpen: false,
      Reason(.lotNaked, value: lots[lot].id.value, limit: coverage(of: lot).naked))
  }
}
