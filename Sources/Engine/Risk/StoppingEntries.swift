import Market
import Venue

/// Stops entries, by the operator or by a rule.
extension Engine {
  /// Stops all entries at once; working ones are cancelled, unless the setting holds them.
  ///
  /// - Parameter reason: what is reported of it, if its cause has numbers.
  mutating func freeze(
    _ cause: FreezeCause, because reason: Reason? = nil, into effects: inout Effects
  ) {
    let reason = reason ?? cause.reason
    let isNew = switches.control.freeze(cause, because: reason, at: time)
    carryOutFreeze(because: reason, isNew: isNew, into: &effects)
  }

  /// Cancels working entries, unless the setting holds them, and tells rungs why none is sent.
  mutating func carryOutFreeze(
    because reason: Reason, isNew: Bool, into effects: inout Effects
  ) {
    if !settings.risk.freezeHolds { cancelOpens(because: reason, into: &effects) }
    markRungs(.freeze, switches.control.frozenBecause)
    if isNew { note(LogEntry(.frozen, at: time, reason: reason)) }
  }

  /// Cancels entries for a freeze that began while the engine took in an input.
  mutating func pullEntries(into effects: inout Effects) {
    guard switches.mustPullEntries else { return }
    switches.pulledEntries()
    cancelOpens(because: switches.control.frozenBecause, into: &effects)
    markRungs(.freeze, switches.control.frozenBecause)
  }

  /// Stops all entries for a cause that must not continue: working ones are cancelled even if the
  /// setting holds them in a freeze by the operator.
  mutating func stopOpens(
    _ cause: FreezeCause, because reason: Reason? = nil, into effects: inout Effects
  ) {
    freeze(cause, because: reason, into: &effects)
    if settings.risk.freezeHolds {
      cancelOpens(because: reason ?? cause.reason, into: &effects)
    }
  }
}
