import Market

/// What must happen before a lot wants a look: prices for each side's exits, and a moment.
///
/// They only ever widen as lots are looked at; once one is reached, the lots it may concern are put
/// on the agenda and name theirs anew. No update costs more for there being more lots.
struct ExitWatch: Sendable {
  /// The highest trigger of the stops we watch that sell, the lowest of those that buy.
  var stops = Thresholds.never
  /// The highest take-profit that buys and that we watch since the venue would not have it, held
  /// against the best ask; the lowest that sells, against the best bid.
  var takeProfits = Thresholds.never
  /// The highest mark at which a runner that is short moves its stop, the lowest for one that is long.
  var marks = Thresholds.never
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
    stops = .never
    takeProfits = .never
    marks = .never
    isTouched = false
  }

  func digest(into hash: inout StateHash) {
    for bound in [
      stops.low, stops.high, takeProfits.high, takeProfits.low, marks.high, marks.low,
      deadline.nanoseconds,
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
    exits.watch.stops.watch(pushedBy: side, to: price.ticks)
    switch settings.exits.stop.reference {
    case .mark, .oppositeBest:
      // The mark is at a price only where the best of the stop's own side is there as well.
      grid.watch.exits.watch(pushedBy: side, to: price.ticks)
    case .last: grid.watch.trades.watch(pushedBy: side, to: price.ticks)
    }
  }

  /// Watches a price at which a take-profit of a side can be had.
  mutating func watchTake(_ side: Side, at price: Price) {
    exits.watch.takeProfits.watch(pushedBy: side.opposite, to: price.ticks)
    grid.watch.exits.watch(pushedBy: side.opposite, to: price.ticks)
  }

  /// Watches the mark for a runner of a side: at a price or better for it.
  mutating func watchMark(_ side: Side, at price: Price) {
    // The mark is nowhere without the best price beyond it being there as well.
    exits.watch.marks.watch(pushedBy: side, to: price.ticks)
    grid.watch.exits.watch(pushedBy: side, to: price.ticks)
  }

  /// Whether the mark is where a runner waits for it.
  @inline(__always) private var isMarkReached: Bool {
    guard exits.watch.marks.isAwaited, let mark else { return false }
    return exits.watch.marks.isReached(at: mark.ticks)
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
    let isDue = time >= exits.watch.deadline
    if isDue {
      exits.watch.deadline = .distantFuture
      if !exits.cooldowns.isEmpty {
        // One may be over; the moment of the others would be lost with the deadline.
        agenda.gatesMayOpen = true
        exits.watch.wake(at: exits.cooldowns.nextEnd(after: time))
      }
    }
    let seesMarket = tradingBlock == nil
    let isNews = seesMarket != exits.watch.sawMarket && watchesStops
    exits.watch.sawMarket = seesMarket
    guard
      isDue || isNews || isStopReached(.sell, exits.watch.stops.low)
        || isStopReached(.buy, exits.watch.stops.high)
        || exits.watch.takeProfits.isReached(
          fall: book.asks.best?.ticks ?? .max, rise: book.bids.bestOrZero)
        || isMarkReached || exits.watch.isTouched
    else { return }
    exits.watch.forgetPrices()
    grid.watch.trades = .never
    renewExitBounds()
    agenda.lots.nameAll()
  }

  /// Finds anew where the best prices must be for any exit to want a look.
  mutating func renewExitBounds() {
    grid.watch.exits = grid.watch.exitRetry
    grid.watch.exits.watch(exits.watch.takeProfits)
    grid.watch.exits.watch(exits.watch.marks)
    if settings.exits.stop.reference != .last { grid.watch.exits.watch(exits.watch.stops) }
  }

  /// The position changed: what could be sent only as the whole of it may have become naked.
  mutating func wakeSparedLots() {
    exits.watch.isSpared = false
    agenda.lots.nameAll()
  }

  /// Some exit ended or shrank: what went out for too little may have room now.
  mutating func wakeShortLots() {
    exits.watch.isShort = false
    agenda.lots.nameAll()
  }
}
