import Market
import Venue

/// Begins to close the position.
extension Engine {
  /// Cancels all our orders except the stops, which end with the lots they protect, then closes the
  /// position.
  mutating func startFlatten(
    _ scope: FlattenScope = .own, by cause: FreezeCause = .flatten, because reason: Reason? = nil,
    into effects: inout Effects
  ) {
    switches.begin(scope, by: cause, because: reason, at: time)
    switches.look()
    wakeFlatten()
    clearForFlatten(into: &effects)
    markRungs(.freeze, switches.control.frozenBecause)
    note(LogEntry(.flattenStarted, at: time))
    continueFlatten(into: &effects)
  }
}

extension Order {
  /// A flatten cancels it first: everything except its own slices and the stops of lots.
  var mustClear: Bool { purpose != .flatten && !isStopOfLot }

  /// A flatten waits until it is gone.
  var blocksFlatten: Bool { !isStopOfLot }

  private var isStopOfLot: Bool { purpose == .stopLoss && lot >= 0 }
}
