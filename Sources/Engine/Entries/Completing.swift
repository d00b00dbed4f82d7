import Market
import Venue

extension Engine {
  /// Begins to finish the imbalance of a side: no other opens from here, until it is done.
  mutating func startCompletion(_ side: Side, into effects: inout Effects) {
    guard !attempts.isCompleting, !control.isFrozen, !imbalance(side).isZero,
      let best = book[side.opposite].best,
      let limit = best.away(
        by: settings.entries.completionSlippage.ticks(of: best), for: side.opposite),
      let cap = parameters.raster.snapped(limit, for: side)
    else {
      let reason = control.isFrozen ? control.frozenBecause : Reason(.nothingToComplete)
      note(LogEntry(.gated, at: time, side: side, reason: reason))
      return
    }
    attempts.isCompleting = true
    attempts.completing = Completion(side: side, cap: cap)
    attempts.isDue = true
    agenda.allRungs = true
    note(
      LogEntry(
        .completionStarted, at: time, side: side, price: cap, quantity: imbalance(side)))
    cancelOpens(because: Reason(.completing), into: &effects)
  }

  /// How much less a side has open than the other.
  func imbalance(_ side: Side) -> Quantity {
    Quantity(steps: max(0, lots.open[side.opposite] - lots.open[side]))
  }

  /// Makes a completion's attempt once no other open is live.
  mutating func beginCompletion(into effects: inout Effects) {
    guard let asked = attempts.completing else { return }
    if control.isFrozen || control.isPaused[asked.side] { return dropCompletion() }
    guard registry.opening.buy == 0, registry.opening.sell == 0 else { return }
    let quantity = imbalance(asked.side)
    guard !isTooSmall(quantity, at: asked.cap) else { return dropCompletion() }
    attempts.completing = nil
    let attempt = Attempt(
      purpose: .completion, side: asked.side, quantity: quantity, price: asked.cap,
      startedAt: time,
      deadline: time.advanced(byNanoseconds: settings.entries.timeoutNanoseconds),
      lookAt: time.advanced(byNanoseconds: settings.entries.repriceNanoseconds),
      cap: asked.cap, reason: Reason(.completing))
    let place = attempts.add(attempt)
    if let refusal = rest(place, into: &effects) { hold(place, because: refusal) }
  }

  private mutating func dropCompletion() {
    attempts.completing = nil
    attempts.isCompleting = false
    agenda.allRungs = true
    agenda.wake(at: time)
    note(LogEntry(.attemptStopped, at: time, reason: Reason(.completing)))
  }
}
