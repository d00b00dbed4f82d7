import Market
import Venue

/// Stops entries, by the operator or by a rule.
extension Engine {
  /// Stops all opens at once; working ones are pulled, unless the setting holds them.
  ///
  /// - Parameter reason: what is told of it, where its cause has numbers.
  mutating func freeze(
    _ cause: FreezeCause, because reason: Reason? = nil, into effects: inout Effects
  ) {
    let reason = reason ?? cause.reason
    let isNew = switches.control.freeze(cause, because: reason, at: time)
    carryOutFreeze(because: reason, isNew: isNew, into: &effects)
  }

  /// Pulls working entries, unless the setting holds them, and tells rungs why none is sent.
  mutating func carryOutFreeze(
    because reason: Reason, isNew: Bool, into effects: inout Effects
  ) {
    if !settings.risk.freezeHolds { cancelOpens(because: reason, into: &effects) }
    markRungs(.freeze, switches.control.frozenBecause)
    if isNew { note(LogEntry(.frozen, at: time, reason: reason)) }
  }

  /// Cancels entries for a freeze that began while something was learnt.
  mutating func pullEntries(into effects: inout Effects) {
    guard switches.mustPullEntries else { return }
    switches.pulledEntries()
    cancelOpens(because: switches.control.frozenBecause, into: &effects)
    markRungs(.freeze, switches.control.frozenBecause)
  }

  /// Something that must not go on stops all opens: those that work are pulled, though a freeze by
  /// the operator is set to hold them.
  mutating func stopOpens(
    _ cause: FreezeCause, because reason: Reason? = nil, into effects: inout Effects
  ) {
    freeze(cause, because: reason, into: &effects)
    if settings.risk.freezeHolds {
      cancelOpens(because: reason ?? cause.reason, into: &effects)
    }
  }
}
