import Market

extension Engine {
  /// Watches a price at which a stop of a side goes off.
  mutating func watchStop(_ side: Side, at price: Price) {
    exits.watch.awaitStop(side, at: price.ticks)
    switch settings.exits.stop.reference {
    case .mark, .oppositeBest:
      // The mid is at a price only where the best of the stop's own side is there as well; what a mark
      // price sets off is looked at as that comes.
      grid.watch.awaitBest(pushedBy: side, to: price.ticks)
    case .last: grid.watch.awaitTrade(pushedBy: side, to: price.ticks)
    }
  }

  /// Watches a price at which a take-profit of a side can be had.
  mutating func watchTake(_ side: Side, at price: Price) {
    exits.watch.awaitTake(side, at: price.ticks)
    grid.watch.awaitBest(pushedBy: side.opposite, to: price.ticks)
  }

  /// Watches the mark for a runner of a side: at a price or better for it.
  mutating func watchMark(_ side: Side, at price: Price) {
    // The mid is nowhere without the best price beyond it being there as well; a mark price is looked at
    // as it comes.
    exits.watch.awaitMark(side, at: price.ticks)
    grid.watch.awaitBest(pushedBy: side, to: price.ticks)
  }

  /// Whether the mark is where a runner waits for it.
  @inline(__always) private var isMarkReached: Bool {
    guard exits.watch.marks.isAwaited, let markOrMid else { return false }
    return exits.watch.marks.isReached(at: markOrMid.ticks)
  }

  /// Names the lots that the market or the clock has something for.
  mutating func wakeLots() {
    let isDue = time >= timers[.exits]
    if isDue {
      timers[.exits] = .never
      if !exits.cooldowns.isEmpty {
        // One may be over; the moment of the others would be lost with the deadline.
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

  /// Finds anew where the best prices must be for any exit to want a look.
  mutating func renewExitBounds() {
    grid.watch.renewExits(exits.watch, withStops: settings.exits.stop.reference != .last)
  }

  /// Fills or an adjustment moved the position: where it fell margin may have come free, where it grew
  /// exits have room, and what could be sent only as the whole of it may have become naked, or may go.
  mutating func positionMoved(from before: Int64) {
    if abs(books.ledger.position.steps) < abs(before) { marginChanged() }
    if exits.watch.isShort { wakeShortLots() }
    guard exits.watch.isSpared else { return }
    exits.watch.positionChanged()
    changes.lots.nameAll()
  }

  /// Some exit ended or shrank: what went out for too little may have room now.
  mutating func wakeShortLots() {
    exits.watch.roomCame()
    changes.lots.nameAll()
  }
}
