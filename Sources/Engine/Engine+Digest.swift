import Market

extension Engine {
  /// A digest of everything that decides what the engine does next: equal states, equal digests, in
  /// every process.
  public func digest(into hash: inout StateHash) {
    // Derived: setup (what was set, before the first input).
    hash.add(
      time, market, orders, books, agreement, grid, exits, attempts, selfTrade, switches, agenda,
      work, timers, counters, recoveries, log)
  }
}
