import Market

extension Engine {
  /// Stops opens once the market's data are older than `market.halt_after_ms`: something is broken
  /// that has to be looked at by a person. What the venue holds goes on; what we watch is naked.
  mutating func judgeMarketSilence(into effects: inout Effects) {
    let limit = settings.market.haltAfterNanoseconds
    guard limit > 0, market.lastBook > .distantPast else { return }
    let age = time.nanoseconds(since: market.lastBook)
    guard age >= limit else {
      return agreement.watchdogs.hearMarket(
        checkBy: market.lastBook.advanced(byNanoseconds: limit))
    }
    guard agreement.watchdogs.missMarket() else { return }
    recoveries.count(.marketSilent)
    switches.control.raise(.marketSilent)
    changes.lots.nameAll()
    let reason = Reason(.marketSilent, value: age, limit: limit)
    // A freeze by the operator may have held opens where they are.
    guard !switches.control.isFrozen else { return cancelOpens(because: reason, into: &effects) }
    stopOpens(.marketSilent, because: reason, into: &effects)
  }
}
