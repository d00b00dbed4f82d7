import Market

extension Engine {
  /// Watches a price at which a stop of a side is triggered.
  mutating func watchStop(_ side: Side, at price: Price) {
    exits.watch.awaitStop(side, at: price.ticks)
    switch settings.exits.stop.reference {
    case .mark, .oppositeBest:
      // The mid reaches a price only if the best price of the stop's own side is there as well. A
      // stop that goes by a mark price is checked as that price arrives.
      grid.watch.awaitBest(pushedBy: side, to: price.ticks)
    case .last: grid.watch.awaitTrade(pushedBy: side, to: price.ticks)
    }
  }

  /// Watches a price at which a take-profit of a side can take.
  mutating func watchTake(_ side: Side, at price: Price) {
    exits.watch.awaitTake(side, at: price.ticks)
    grid.watch.awaitBest(pushedBy: side.opposite, to: price.ticks)
  }

  /// Watches the mark for a runner of a side: at a price or better for it.
  mutating func watchMark(_ side: Side, at price: Price) {
    // The mid reaches a price only if the best price beyond it is there as well. A mark price is
    // checked as it arrives.
    exits.watch.awaitMark(side, at: price.ticks)
    grid.watch.awaitBest(pushedBy: side, to: price.ticks)
  }

  /// Whether the mark is where a runner waits for it.
  @inline(__always) private var isMarkReached: Bool {
    guard exits.watch.marks.isAwaited, let markOrMid else { return false }
    return exits.watch.marks.isReached(at: markOrMid.ticks)
  }

  /// Marks all lots for a check if the market or the clock may concern an exit.
  mutating func wakeLots() {
    let isDue = time >= timers[.exits]
    if isDue {
      timers[.exits] = .never
      if !exits.cooldowns.isEmpty {
        // One may be over. The others still need a deadline: this one is used up.
        changes.nameGatedRungs()
        timers.wake(.exits, at: exits.cooldowns.nextEnd(after: time))
      }
    }
    let isNews = exits.watch.look(seesMarket: tradingBlock == nil)
    guard
      isDue || isNews || isStopReached(.sell, exits.watch.stops.low)
        || isStopReached(.buy, exits.watch.stops.high)
        || exits.watch.takeProfits.isReached(
          fall: book.asks.best?.ticks ?? .max, rise: book.bids.bestOrZero)
        || isMarkReached || exits.watch.isTouched
    else { return }
    exits.watch.forgetPrices()
    grid.watch.forgetTrades()
    renewExitBounds()
    changes.lots.nameAll()
  }

  /// Finds again where the best prices must be for any exit to need a check.
  mutating func renewExitBounds() {
    grid.watch.renewExits(exits.watch, withStops: settings.exits.stop.reference != .last)
  }

  /// Fills or an adjustment moved the position. If it shrank, margin may be free again. If it grew,
  /// exits have room. A part that could be sent only as the whole position may now be unprotected,
  /// or may now be sent.
  mutating func positionMoved(from before: Int64) {
    if abs(books.ledger.position.steps) < abs(before) { marginChanged() }
    if exits.watch.isShort { wakeShortLots() }
    guard exits.watch.isSpared else { return }
    exits.watch.positionChanged()
    changes.lots.nameAll()
  }

  /// An exit ended or shrank: exits that were sent for too little may have room now.
  mutating func wakeShortLots() {
    exits.watch.roomCame()
    changes.lots.nameAll()
  }
}
