import Market

extension Engine {
  /// Folds a market update into the book. Returns whether the plan or the protection may have to
  /// change.
  mutating func learn(_ update: MarketUpdate) -> Bool {
    var isTouched = false
    if !update.kinds.isDisjoint(with: [.trades, .gap, .mark]) { isTouched = learnBeside(update) }
    guard !update.kinds.isDisjoint(with: market.book.kinds) else { return isTouched }
    let isMeasured = market.take(book: update, sound: market.volatility.isActive ? soundMid2 : nil)
    let bid = market.book.bids.bestOrZero
    let ask = market.book.asks.bestOrZero
    if settings.market.staleAfterNanoseconds > 0, market.block == nil {
      timers.setBook(time.advanced(byNanoseconds: settings.market.staleAfterNanoseconds))
    }
    // A crossed book is processed, since it blocks quoting, but nothing is valued or decided by it.
    guard bid > 0, ask > 0, bid <= ask else { return true }
    let mid2 = bid &+ ask
    guard priceBounds.allow(mid2) else { return true }
    market.take(sound: mid2, asOf: update.asOf)
    if market.mark.price == nil { value(by: .mid(twice: mid2), asOf: update.asOf) }
    if isMeasured, measureSwing() { return true }
    return market.block != nil || grid.watch.plan2.isReached(at: mid2)
      || grid.watch.rungRetry.isReached(fall: bid, rise: ask)
      || grid.watch.exits.isReached(fall: bid, rise: ask) || switches.mustLook || isTouched
      || books.ledger.mustJudgeLosses
  }

  /// Folds in trades, mark prices and gaps. Returns whether a price that something waits for was
  /// reached.
  private mutating func learnBeside(_ update: MarketUpdate) -> Bool {
    var isTouched = false
    for change in update.changes {
      switch change.kind {
      case .buyTrade, .sellTrade:
        if grid.watch.trades.isReached(at: change.ticks) {
          isTouched = true
          exits.watch.touch()
        }
        market.take(
          Trade(
            price: Price(ticks: change.ticks), quantity: Quantity(steps: change.steps),
            aggressor: change.kind == .buyTrade ? .buy : .sell),
          at: time)
      case .gap:
        market.miss(change.value, until: time)
        note(
          LogEntry(
            .gap, at: time, reason: Reason(.bookStale, value: change.value)))
      case .mark:
        if let mark = change.markPrice, learn(mark, asOf: update.asOf) { isTouched = true }
      case .frame, .clear, .bidLevel, .askLevel, .bestBid, .bestAsk, nil: break
      }
    }
    return isTouched
  }

  /// Checks again whether the market can be quoted on, and sets when that must be checked next.
  ///
  /// - Parameter begun: when the process began to hear the market, if it just did.
  mutating func judgeMarket(begun: Instant? = nil) {
    let block = marketBlock
    switch market.judge(block, at: time, begun: begun) {
    case .blocked(let block):
      note(LogEntry(.marketBlocked, at: time, reason: block.reason))
      if let cause = block.kind.latches { refusePrice(cause, because: block.reason) }
    case .resumed:
      note(LogEntry(.marketResumed, at: time))
      changes.nameAllRungs()
    case nil: break
    }
    let stale = settings.market.staleAfterNanoseconds
    if block == nil {
      timers[.book] = stale > 0 ? market.lastBook.advanced(byNanoseconds: stale) : .never
    } else {
      timers[.book] = market.quoting.pullAt(after: settings.market.pullAfterNanoseconds)
    }
  }
}
