import Market
import Venue

extension Engine {
  /// The plan: whether the ladder must move, and what each rung that may have changed needs.
  mutating func plan(into effects: inout Effects) {
    var isPlanned = false
    var isHeld = false
    defer {
      if !isHeld { changes.concluded(isPlanned: isPlanned) }
    }
    if market.quoting.pullIsDue(at: time, after: settings.market.pullAfterNanoseconds) {
      market.pulled()
      timers[.book] = .never
      cancelOpens(because: market.block?.reason ?? Reason(.bookStale), into: &effects)
    }
    guard market.block == nil, let mid2 = book.mid2 else { return }
    guard !switches.control.isFrozen else {
      return markRungs(.freeze, switches.control.frozenBecause)
    }
    guard !agreement.rounds.barsOpens, orders.queries.unregistered == 0 else {
      if agreement.rounds.standing.awaitsPlan { showStart() }
      return markRungs(.reconciled, reconcileReading.reason)
    }
    guard !agreement.fillSight.isBlind else { return markRungs(.reconciled, unseenReason) }

    guard !isCoalescing else {
      isHeld = true
      return timers.wake(.coalescing, at: orders.coalescing.until)
    }

    isPlanned = true
    if settings.entries.mode == .cycle { return planCycle(mid2: mid2, into: &effects) }
    let before = effects.requests.count
    if moveLadder(mid2: mid2) {
      buildLadder(into: &effects)
    } else if mustLookAtAllRungs || mayRetryCrossing || mayRetryCollar(mid2: mid2) {
      settleAll(into: &effects)
    } else {
      settleSlots(into: &effects)
    }
    if effects.requests.count != before { beginCoalescing() }
  }

  private var mustLookAtAllRungs: Bool {
    switch changes.rungs {
    case .named: changes.ladder == .rebuilt
    case .gated: changes.ladder == .rebuilt || grid.watch.hasGatedRungs
    case .all: true
    }
  }

  /// Whether a rung that would have crossed can rest now.
  @inline(__always) private var mayRetryCrossing: Bool {
    grid.watch.rungRetry.isReached(fall: book.bids.bestOrZero, rise: book.asks.bestOrZero)
  }

  /// Whether a rung beyond the price collar is within it now.
  @inline(__always) private func mayRetryCollar(mid2: Int64) -> Bool {
    grid.watch.collar2.isReached(at: mid2)
  }
}
