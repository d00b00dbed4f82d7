import Market
import Venue

/// Begins to close the position.
extension Engine {
  /// Cancels every order of ours but the stops, which go with the lots they protect, then closes the
  /// position.
  mutating func startFlatten(
    _ scope: FlattenScope = .own, by cause: FreezeCause = .flatten, because reason: Reason? = nil,
    into effects: inout Effects
  ) {
    switches.control.latch(cause, because: reason, at: time)
    switches.flattening = Flattening(
      phase: .clearing, scope: scope,
      clearBy: time.advanced(byNanoseconds: Flattening.clearingNanoseconds))
    agenda.isUnderCommand = true
    timers.wake(.flatten, at: switches.flattening.clearBy)
    cancelAll(because: Reason(.clearedForFlatten), into: &effects) { $0.mustClear }
    markRungs(.freeze, switches.control.frozenBecause)
    note(LogEntry(.flattenStarted, at: time))
    continueFlatten(into: &effects)
  }
}
