import Market
import Venue

extension Engine {
  /// Books a fill once and passes it to what it belongs to.
  mutating func learn(
    _ fill: Fill, from source: FillSource, into effects: inout Effects
  ) {
    // Most fetched fills were booked before: their orders are not looked up again. A fill of an
    // order from before this engine may also be older than the books.
    let isOurs =
      books.ledger.knows(fill.id)
      || fill.order.generation > orders.inherited
        && (orders.live.index(of: fill.order) != nil || orders.ended.contains(fill.order))
    guard agreement.rounds.isAnchored || isOurs else {
      agreement.rounds.unanchored.keep(fill, from: source)
      return
    }
    lookForGap(before: fill, from: source, into: &effects)
    switch books.ledger.apply(fill, from: source, isOurs: isOurs, at: time) {
    case .booked: break
    case .beforeAnchor: return learnOlder(fill)
    case .again(let isNewSource):
      // Fetches are expected to bring fills again; only a stream that repeats itself is odd.
      if source == .stream, !isNewSource { noteDuplicate(fill) }
      return
    case .contradicted: return learnContradiction(fill, into: &effects)
    }
    orders.budget.earn(Money(fill.price, times: fill.quantity))
    noteFillPace(into: &effects)
    noteLate(fill, from: source, into: &effects)
    book(fill, takeBack(fill), into: &effects)
  }

  /// Passes a booked fill to what it belongs to. The lots get the part of it that no adjustment has
  /// given them before.
  private mutating func book(_ fill: Fill, _ assumed: Quantity, into effects: inout Effects) {
    counters.fills += 1
    switch fill.liquidity {
    case .maker: counters.makerFills += 1
    case .taker: counters.takerFills += 1
    }
    value(fill.less(assumed))
    let before = books.ledger.position.steps - fill.side.sign * fill.quantity.steps
    positionMoved(from: before)
    guard let index = orders.live.index(of: fill.order) else {
      return learnUnmatched(fill, less: assumed, into: &effects)
    }
    if fill.cause != .trade { learnForeign(fill, into: &effects) }
    if orders.live[index].isUnknown { learnAccepted(index) }
    // The size that an order was found with already includes the fills before that.
    if fill.time > orders.live[index].countsAfter { countFill(fill, index) }
    let order = orders.live[index]
    let rest = fill.less(assumed)
    switch order.purpose {
    // The first comparison makes the lots from the position: before it there are none.
    case _ where !agreement.rounds.hasStarted: record(fill, lot: -1, into: &effects)
    case .ladder, .manual, .attempt, .completion:
      if !rest.quantity.isZero { learnEntry(rest, index, into: &effects) }
      let lot = orders.live[index].lot
      record(fill, lot: lot, into: &effects)
      if fill.side == .sell { trimToQuote(into: &effects) }
    case .takeProfit, .stopLoss, .close:
      record(fill, lot: order.lot, into: &effects)
      uncover(order, assumed)
      if !rest.quantity.isZero { learnExit(rest, order, into: &effects) }
    case .sideStop: learnSideStop(fill, less: assumed, into: &effects)
    case .flatten:
      record(fill, lot: -1, into: &effects)
      closeLots(rest, because: .flatten, into: &effects)
      switches.look()
      learnFlatten(.filled(isWhole: order.remaining.isZero))
    }
    if orders.live[index].remaining.isZero { end(index) }
    changes.nameGatedRungs()
  }

  /// Subtracts a fill from what remains of its order. A fill that may have come before an amend
  /// whose answer overtook it is no part of what the amend left: then all of that still counts, and
  /// the venue is asked. If the order's end was reported, what remains is what its fills still
  /// lack, whenever they came.
  private mutating func countFill(_ fill: Fill, _ index: Int32) {
    guard orders.live[index].purpose.isEntry, !orders.live[index].isOver,
      fill.time < orders.live[index].amends.lastAt
    else {
      return orders.live.fill(index, fill.quantity, at: time)
    }
    orders.live.fillBefore(index, fill.quantity)
    inquire(index)
  }
}
