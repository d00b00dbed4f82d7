import Market

extension Engine {
  /// Reports, once a price is known, the settings that have no effect in this market: slippage caps
  /// of less than one tick, so that nothing is sent beyond the best price, and a tightening that
  /// never begins because the ladder moves first.
  mutating func noteIdleSettings(at anchor: Price) {
    for (cap, share) in slippageCaps where share > .zero && share.ticksAtMost(of: anchor) == 0 {
      noteIdle(Reason(.capUnderTick, value: cap.rawValue, limit: share.hundredths), anchor)
    }
    if let reason = grid.levels.idleTightening(at: anchor) { noteIdle(reason, anchor) }
  }

  private mutating func noteIdle(_ reason: Reason, _ anchor: Price) {
    note(LogEntry(.settingIdle, at: time, price: anchor, reason: reason))
  }

  /// The slippage caps in use; for a flatten, its widest.
  private var slippageCaps: [(SlippageCap, BasisPoints)] {
    let (entries, exits) = (settings.entries, settings.exits)
    var caps: [(SlippageCap, BasisPoints)] = [(.close, exits.closing.slippage)]
    if entries.fallsBack || entries.style == .taker {
      caps.append((.attempt, entries.maximumSlippage))
    }
    caps.append((.completion, entries.completionSlippage))
    if hasStops { caps.append((.stop, exits.stop.slippage)) }
    if exits.closing.isBoosted { caps.append((.boost, exits.closing.boostSlippage)) }
    if let widest = settings.risk.flattenSlippage.last { caps.append((.flatten, widest)) }
    return caps
  }
}
