import Market
import Venue

// What the operator does to single orders.
extension Engine {
  /// Rests a post-only order of the first rung's size at a price, if every gate lets it pass. It
  /// rests there until it fills, its deadline passes if one is set, or it is cancelled.
  mutating func placeManual(_ side: Side, _ asked: Price, into effects: inout Effects) {
    judgeMarket()
    let price = setup.onTickGrid(asked, for: side)
    let quantity = setup.sizes.quantity(level: 1, anchor: grid.levels.anchor ?? price)
    if let refusal = sideRefusal(side) ?? gate(side, at: price, quantity, for: .manual)?.reason {
      counters.gated += 1
      note(
        LogEntry(
          .gated, at: time, side: side, price: price, quantity: quantity, reason: refusal))
      return
    }
    var attempt = Attempt(
      purpose: .manual, side: side, quantity: quantity, price: price, startedAt: time,
      deadline: manualDeadline,
      lookAt: time, told: Reason(.manual))
    attempt.isFixed = true
    guard begin(attempt, into: &effects) == nil, let order = attempts.live.last?.order else {
      return
    }
    note(
      LogEntry(
        .manualPlaced, at: time, side: side, price: price, quantity: quantity,
        order: orders.live[order].id))
  }

  private var manualDeadline: Instant {
    settings.entries.manualTimeoutNanoseconds.map(time.advanced) ?? .never
  }

  /// One attempt a side: a manual order that has a deadline counts as one.
  private func sideRefusal(_ side: Side) -> Reason? {
    let isAttempt = settings.entries.manualTimeoutNanoseconds != nil
    return isAttempt && attempts.occupies(side) ? Reason(.openPending) : nil
  }

  /// Moves one entry order to another price: it is cancelled, and what did not fill is placed there
  /// as a manual order once it has ended.
  mutating func moveOrder(_ id: ClientOrderID, to asked: Price, into effects: inout Effects) {
    if let refusal = moveRefusal(id, to: asked) {
      return note(LogEntry(.gated, at: time, price: asked, order: id, reason: refusal))
    }
    guard let index = orders.live.index(of: id) else { return }
    let order = orders.live[index]
    let price = setup.onTickGrid(asked, for: order.side)
    if let place = attempts.index(of: index) {
      attempts.live[place].price = price
      attempts.live[place].isFixed = true
      attempts.live[place].on(.leaves(.moves))
      attempts.live[place].reprices += 1
      cancel(index, because: Reason(.operatorAsked), into: &effects)
    } else {
      var attempt = Attempt(
        purpose: .manual, side: order.side, quantity: order.quantity,
        stage: .leaving(order: index, .moves), filled: order.filled, price: price,
        startedAt: time, deadline: manualDeadline, lookAt: time, told: Reason(.manual))
      attempt.isFixed = true
      if order.lot >= 0 {
        attempt.lot = LotOfAttempt(index: order.lot, id: books.lots[order.lot].id)
      }
      cancelOne(id, into: &effects)
      _ = attempts.add(attempt)
    }
    note(
      LogEntry(
        .movedByHand, at: time, side: order.side, price: price, quantity: order.remaining,
        order: id))
  }

  /// Why an order can't be moved to a price; nil if it can.
  func moveRefusal(_ id: ClientOrderID, to price: Price) -> Reason? {
    guard let index = orders.live.index(of: id), orders.live[index].purpose.isEntry,
      !orders.live[index].isCancelling, orders.live[index].isPostOnly
    else { return Reason(.notLiveOpen) }
    // It would be cancelled and not come back.
    if let reason = switchedOff(orders.live[index].side) { return reason }
    return wouldCross(orders.live[index].side, price)
  }

  /// Compares every attempt with the market now, and asks again for what the operator cancelled or
  /// what waits for the venue.
  mutating func repriceNow() {
    for place in attempts.live.indices { attempts.live[place].lookAt = time }
    attempts.isDue = true
    freeCancelled()
    changes.nameAllRungs()
    note(LogEntry(.repriced, at: time))
  }
}
