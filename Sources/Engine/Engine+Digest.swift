import Market

extension Engine {
  /// A digest of everything that decides what the engine does next: equal states, equal digests, in
  /// every process.
  public func digest(into hash: inout StateHash) {
    hash.add(time.nanoseconds)
    book.digest(into: &hash)
    registry.digest(into: &hash)
    lots.digest(into: &hash)
    ledger.digest(into: &hash)
    inquests.digest(into: &hash)
    fillFetch.digest(into: &hash)
    reconciliation.digest(into: &hash)
    watchdogs.digest(into: &hash)
    lattice.digest(into: &hash)
    ladder.digest(into: &hash)
    volatility.digest(into: &hash)
    hash.add(control.isFrozen)
    hash.add(control.isPaused.buy)
    hash.add(control.isPaused.sell)
    hash.add(control.legsAreHeld)
    hash.add(control.fence != nil)
    hash.add(control.alarms.count)
    hash.add(UInt64(flattening.phase.rawValue))
    hash.add(flattening.step)
    hash.add(flattening.isSliceLive)
    hash.add(flattening.notBefore.nanoseconds)
    watch.digest(into: &hash)
    exitWatch.digest(into: &hash)
    hash.add(generation)
    hash.add(market.block.map { Int($0.code.rawValue) + 1 } ?? 0)
    hash.add(nextDeadline.nanoseconds)
    hash.add(counters.updates)
    hash.add(counters.decisions)
    hash.add(counters.replans)
    hash.add(counters.rejected)
    hash.add(counters.gated)
    hash.add(log.total)
    for count in floorCounts { hash.add(count) }
  }
}
