import Market

extension Engine {
  /// Stops entries once the market data are older than `market.halt_after_ms`: something is broken,
  /// and the operator must check it. Stops at the venue still work; lots with a watched stop are
  /// unprotected.
  mutating func judgeMarketSilence(into effects: inout Effects) {
    let limit = settings.market.haltAfterNanoseconds
    guard limit > 0, market.lastBook > .distantPast else { return }
    let age = agreement.watchdogs.marketSilence(at: time, lastBook: market.lastBook)
    guard age >= limit else {
      return agreement.watchdogs.hearMarket(checkBy: time.advanced(byNanoseconds: limit - age))
    }
    guard agreement.watchdogs.missMarket() else { return }
    recoveries.count(.marketSilent)
    switches.control.raise(.marketSilent)
    changes.lots.nameAll()
    let reason = Reason(.marketSilent, value: age, limit: limit)
    // The operator's freeze may have left entries live.
    guard !switches.control.frozen.pullsEntries else {
      return cancelOpens(because: reason, into: &effects)
    }
    stopOpens(.marketSilent, because: reason, into: &effects)
  }
}
