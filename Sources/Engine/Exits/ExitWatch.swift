import Market

/// What must happen before a lot wants a look: prices for each side's exits, and a moment.
///
/// They only ever widen as lots are looked at; once one is reached, the lots it may concern are put
/// on the agenda and name theirs anew. No update costs more for there being more lots.
struct ExitWatch: Sendable {
  /// The highest trigger of the stops we watch that sell, the lowest of those that buy, in ticks.
  var sellStop = Int64.min
  var buyStop = Int64.max
  /// The lowest take-profit that sells and that we watch since the venue would not have it; the
  /// highest that buys.
  var sellTake = Int64.max
  var buyTake = Int64.min
  /// The lowest mark at which a runner that is long moves its stop, the highest for one that is
  /// short, in ticks.
  var risingMark = Int64.max
  var fallingMark = Int64.min
  /// A trade came at a price that some exit waits for.
  var isTouched = false
  /// When the position is asked for next, since a lot waits for that; and how often it was.
  var askAt = Instant.distantFuture
  var doubts: UInt8 = 0
  /// An exit went out for less than its lot has, since other exits took the room.
  var isShort = false
  /// The stop of some lot can be sent only while that lot is the whole position.
  var isSpared = false
  /// Whether the market could be seen when lots were last looked at.
  var sawMarket = false
  /// When a lot wants a look whatever the market does.
  var deadline = Instant.distantFuture

  mutating func wake(at moment: Instant) { deadline = min(deadline, moment) }

  mutating func forgetPrices() {
    sellStop = .min
    buyStop = .max
    sellTake = .max
    buyTake = .min
    risingMark = .max
    fallingMark = .min
    isTouched = false
  }

  func digest(into hash: inout StateHash) {
    for bound in [
      sellStop, buyStop, sellTake, buyTake, risingMark, fallingMark, deadline.nanoseconds,
    ] {
      hash.add(bound)
    }
    hash.add(askAt.nanoseconds)
    hash.add(Int(doubts))
    hash.add(isShort)
    hash.add(isSpared)
    hash.add(sawMarket)
  }
}

extension Engine {
  /// Watches a price at which a stop of a side goes off.
  mutating func watchStop(_ side: Side, at price: Price) {
    switch side {
    case .sell: exitWatch.sellStop = max(exitWatch.sellStop, price.ticks)
    case .buy: exitWatch.buyStop = min(exitWatch.buyStop, price.ticks)
    }
    switch settings.exits.stop.reference {
    case .mark, .oppositeBest:
      // The mark is at a price only where the best of the stop's own side is there as well.
      switch side {
      case .sell: watch.exitBid = max(watch.exitBid, price.ticks)
      case .buy: watch.exitAsk = min(watch.exitAsk, price.ticks)
      }
    case .last:
      switch side {
      case .sell: watch.tradeLow = max(watch.tradeLow, price.ticks)
      case .buy: watch.tradeHigh = min(watch.tradeHigh, price.ticks)
      }
    }
  }

  /// Watches a price at which a take-profit of a side can be had.
  mutating func watchTake(_ side: Side, at price: Price) {
    switch side {
    case .sell:
      exitWatch.sellTake = min(exitWatch.sellTake, price.ticks)
      watch.exitAsk = min(watch.exitAsk, price.ticks)
    case .buy:
      exitWatch.buyTake = max(exitWatch.buyTake, price.ticks)
      watch.exitBid = max(watch.exitBid, price.ticks)
    }
  }

  /// Watches the mark for a runner of a side: at a price or better for it.
  mutating func watchMark(_ side: Side, at price: Price) {
    // The mark is nowhere without the best price beyond it being there as well.
    switch side {
    case .buy:
      exitWatch.risingMark = min(exitWatch.risingMark, price.ticks)
      watch.exitAsk = min(watch.exitAsk, price.ticks)
    case .sell:
      exitWatch.fallingMark = max(exitWatch.fallingMark, price.ticks)
      watch.exitBid = max(watch.exitBid, price.ticks)
    }
  }

  /// Whether the mark is where a runner waits for it.
  @inline(__always) private var isMarkReached: Bool {
    guard exitWatch.risingMark != .max || exitWatch.fallingMark != .min, let mark else {
      return false
    }
    return mark.ticks >= exitWatch.risingMark || mark.ticks <= exitWatch.fallingMark
  }

  /// Whether the price that sets stops off is at `ticks` or worse, for a stop of a side.
  @inline(__always) func isStopReached(_ side: Side, _ ticks: Int64) -> Bool {
    let doubled: Int64
    switch settings.exits.stop.reference {
    case .mark:
      guard let mid2 = book.mid2, !book.isCrossed else { return false }
      doubled = mid2
    case .oppositeBest:
      let best = book[best: side.opposite]
      guard best > 0, !book.isCrossed else { return false }
      doubled = 2 &* best
    case .last:
      guard let last = market.lastTrade else { return false }
      doubled = 2 &* last.price.ticks
    }
    switch side {
    case .sell: return ticks > 0 && doubled <= 2 &* ticks
    case .buy: return ticks < Int64.max / 2 && doubled >= 2 &* ticks
    }
  }

  /// Puts the lots on the agenda that the market or the clock has something for.
  mutating func wakeLots() {
    let isDue = time >= exitWatch.deadline
    if isDue {
      exitWatch.deadline = .distantFuture
      if !bench.isEmpty {
        // One may be over; the moment of the others would be lost with the deadline.
        agenda.gatesMayOpen = true
        exitWatch.wake(at: bench.nextEnd(after: time))
      }
    }
    let seesMarket = tradingBlock == nil
    let isNews = seesMarket != exitWatch.sawMarket && watchesStops
    exitWatch.sawMarket = seesMarket
    guard
      isDue || isNews || isStopReached(.sell, exitWatch.sellStop)
        || isStopReached(.buy, exitWatch.buyStop)
        || book.bids.bestOrZero >= exitWatch.sellTake
        || (book.asks.bestOrZero > 0 && book.asks.bestOrZero <= exitWatch.buyTake)
        || isMarkReached || exitWatch.isTouched
    else { return }
    exitWatch.forgetPrices()
    watch.tradeLow = .min
    watch.tradeHigh = .max
    renewExitBounds()
    agenda.lots.nameAll()
  }

  /// Finds anew where the best prices must be for any exit to want a look.
  mutating func renewExitBounds() {
    watch.exitAsk = min(watch.buyExitRetryAsk, min(exitWatch.sellTake, exitWatch.risingMark))
    watch.exitBid = max(watch.sellExitRetryBid, max(exitWatch.buyTake, exitWatch.fallingMark))
    guard settings.exits.stop.reference != .last else { return }
    watch.exitAsk = min(watch.exitAsk, exitWatch.buyStop)
    watch.exitBid = max(watch.exitBid, exitWatch.sellStop)
  }

  /// The position changed: what could be sent only as the whole of it may have become naked.
  mutating func wakeSparedLots() {
    exitWatch.isSpared = false
    agenda.lots.nameAll()
  }

  /// Some exit ended or shrank: what went out for too little may have room now.
  mutating func wakeShortLots() {
    exitWatch.isShort = false
    agenda.lots.nameAll()
  }
}
