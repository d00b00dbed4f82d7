import Market
import Venue

/// When a resting order fills, always at its own price:
///
/// 1. **A trade at its price, against its side** (a sale for a bid, a purchase for an ask) is dealt
///    out in queue order: first the others before us, then our oldest order there, then the others
///    between it and our next one, and so on. Others' volume is counted once, however many of our
///    orders are behind it, and no more is filled than was traded.
/// 2. **A trade against its side strictly beyond its price** fills it whole: somebody accepted a
///    worse price than ours.
/// 3. **The opposite best strictly beyond its price**, after a whole update of the book, fills it
///    whole, unless the book is crossed. An opposite best equal to its price is a locked book,
///    which fills nothing unless `fillsWhenLocked` is set: some feeds are locked half the time.
///    If the displayed opposite best was already beyond the order's price when it came to rest,
///    this rule applies only after the book has shown otherwise (``Outrun``).
///
/// A reduce-only order fills at most until the position is flat. If it would fill more, the rest of
/// it is cancelled.
extension SimulatedVenue {
  /// Matches one trade of the tape, which hit the orders on `side`.
  mutating func match(_ trade: MarketChange, hitting side: Side, at time: Instant) {
    let price = Price(ticks: trade.ticks)
    outrun.note(price, hitting: side)
    lastTrade = price.ticks
    guard !isCrossed else { return }
    fillBeyond(price, side, at: time)
    if side == .buy ? orders.bids.shows(price) : orders.asks.shows(price),
      let level = orders.level(at: price, side)
    {
      dealOut(trade.steps, level: level, at: time)
    }
  }

  /// Fills whole every order that the opposite best has passed.
  mutating func fillThrough(at time: Instant) {
    if !unseen.isEmpty { return fillThroughButUnseen(at: time) }
    if let ask = reach(of: .sell) { fillBeyond(ask, .buy, at: time) }
    if let bid = reach(of: .buy) { fillBeyond(bid, .sell, at: time) }
  }

  /// The price that an order on the other side must be better than to be filled by the displayed
  /// best of `side`; nil if there is none.
  @inline(__always)
  func reach(of side: Side) -> Price? {
    best(side)?.away(by: settings.fillsWhenLocked ? 1 : 0, for: side.opposite)
  }

  /// Fills whole every order on `side` whose price is better than `price`, best and oldest first.
  private mutating func fillBeyond(_ price: Price, _ side: Side, at time: Instant) {
    while let best = orders.best(side), best.isBetter(than: price, for: side),
      let level = orders.level(at: best, side)
    {
      let slot = orders[level: level].first
      fill(slot, orders[slot].remaining, at: time)
    }
  }

  private mutating func dealOut(_ volume: Int64, level: Int32, at time: Instant) {
    orders[level: level].traded += volume
    var left = volume
    var passed: Int64 = 0
    var slot = orders[level: level].first
    while slot != RestingOrders.none {
      let next = orders[slot].next
      let before = orders[slot].ahead - passed
      let step = min(left, before)
      passed += step
      left -= step
      orders[slot].ahead -= passed
      if left > 0 { left -= fill(slot, min(left, orders[slot].remaining), at: time) }
      slot = next
    }
  }

  /// Fills a resting order by `steps`, or less if it may not reduce that much; returns the steps
  /// filled.
  @discardableResult
  mutating func fill(_ slot: Int32, _ steps: Int64, at time: Instant) -> Int64 {
    var order = orders[slot]
    if order.group != 0, !outcomes.isEmpty, endIfOutdone(slot, at: time) { return 0 }
    let most = order.isReduceOnly ? min(steps, reducible(by: order.side)) : steps
    if settings.account.leverage != nil, !carries(most, of: order) {
      end(slot, .margin, at: time)
      return 0
    }
    if most > 0 {
      execute(&order, most, at: order.price, .maker, time)
      orders[slot].remaining = order.remaining
      orders[slot].filled = order.filled
    }
    if most < steps {
      end(slot, .reduceOnly, at: time)
    } else if order.remaining == 0 {
      orders.remove(slot)
    }
    return most
  }
}

// MARK: The books

extension SimulatedVenue {
  /// Books an execution: it updates order, position and counters, and reports the fill.
  mutating func execute(
    _ order: inout RestingOrders.Order, _ steps: Int64, at price: Price, _ liquidity: Liquidity,
    _ time: Instant
  ) {
    let quantity = Quantity(steps: steps)
    order.remaining -= steps
    order.filled += steps
    let before = position
    position.add(quantity, order.side)
    lastFillID += 1
    counters.volume += steps
    if order.remaining == 0 {
      counters.completed += 1
      memory.note(order.id, .filled(Quantity(steps: order.filled)))
    }
    let rate: FeeRate
    switch liquidity {
    case .maker:
      counters.makerFills += 1
      rate = instrument.makerFee
    case .taker:
      counters.takerFills += 1
      rate = instrument.takerFee
    }
    let fill = Fill(
      id: FillID(lastFillID), order: order.id, side: order.side, price: price, quantity: quantity,
      fee: cause == .autoDeleveraging ? .zero : rate.fee(on: Money(price, times: quantity)),
      liquidity: liquidity, time: time, positionBefore: before, cause: cause)
    if order.group != 0, settings.rules.groups {
      outcomes.append(
        Outcome(group: order.group, order: order.id, steps: steps, isWhole: order.remaining == 0))
    }
    isUnsettled = true
    account.book(order.side, price, quantity, fee: fill.fee, before: before)
    memory.note(fill)
    note(.filled, order, steps, at: time, price: price, cost: fill.fee)
    report(.filled(fill), at: time)
  }

  /// Ends a resting order that is not filled whole.
  mutating func end(_ slot: Int32, _ cause: CancelCause, at time: Instant) {
    let order = orders[slot]
    orders.remove(slot)
    reportEnd(of: order, cause, at: time)
  }

  mutating func reportEnd(
    of order: RestingOrders.Order, _ cause: CancelCause, at time: Instant, isTrigger: Bool = false
  ) {
    let filled = Quantity(steps: order.filled)
    counters.cancelled += 1
    memory.note(order.id, .cancelled(cause, filled: filled))
    note(.cancelled, order, at: time, isTrigger: isTrigger)
    report(.cancelled(order.id, cause, filled: filled), at: time)
  }
}

// MARK: The queue

extension SimulatedVenue {
  /// The size displayed at a price in steps; nil if the feed does not show that price.
  @inline(__always)
  func shown(at price: Price, _ side: Side) -> Int64? {
    if book.source == .quotes { return quoted(at: price, side) }
    return (side == .buy ? book.bids.size(at: price) : book.asks.size(at: price)).steps
  }

  /// Updates the queue at the price of a changed level, if we have an order there.
  mutating func levelChanged(_ change: MarketChange, _ side: Side) {
    let price = Price(ticks: change.ticks)
    guard side == .buy ? orders.bids.shows(price) : orders.asks.shows(price) else { return }
    levelChanged(price, side, to: change.steps)
  }

  /// Updates the queue at one of our prices after its displayed size changed.
  @inline(never)
  mutating func levelChanged(_ price: Price, _ side: Side, to steps: Int64) {
    guard let level = orders.level(at: price, side) else { return }
    orders.change(level: level, to: steps, by: settings.queueRule)
  }

  /// Updates the queue at every price where we have an order, after a snapshot replaced the book.
  ///
  /// Between the clearing and the snapshot's last line nothing is displayed, but nobody has left.
  @inline(never)
  mutating func relearnLevels() {
    for side in Side.allCases {
      // The queue of one price does not depend on another's, so the order of prices doesn't matter.
      (side == .buy ? orders.bids : orders.asks).visitPrices { price in
        if let shown = shown(at: price, side) { levelChanged(price, side, to: shown) }
      }
    }
  }
}
