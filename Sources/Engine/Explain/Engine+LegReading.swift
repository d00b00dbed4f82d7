import Market
import Venue

extension Engine {
  /// The legs of a lot: stops first, then the others. Each group ends with the part of the lot that
  /// has no order.
  func legReadings(_ lot: Int32) -> [LegReading] {
    var stops: [LegReading] = []
    var others: [LegReading] = []
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      let order = orders.live[index]
      var reading = LegReading(
        purpose: order.purpose,
        state: .order(orders.live.displayState(of: index), isTriggered: order.isTriggered),
        quantity: order.remaining, price: order.price)
      reading.order = order.id
      reading.trigger = order.trigger
      if order.purpose == .stopLoss { stops.append(reading) } else { others.append(reading) }
      index = order.nextLeg
    }
    let legs = legTotals(of: lot)
    let open = books.lots[lot].open.steps
    if legs.stop < open { stops.append(stopGap(lot, Quantity(steps: open - legs.stop))) }
    if legs.takeProfit < open {
      others.append(takeProfitGap(lot, Quantity(steps: open - legs.takeProfit)))
    }
    return stops + others
  }

  /// The stop decision's reading for the part of a lot without a stop order.
  private func stopGap(_ lot: Int32, _ quantity: Quantity) -> LegReading {
    let decision = books.lots[lot].nextStop(stopFacts(of: lot), setup)
    let trigger = books.lots[lot].stop.trigger
    var reading = LegReading(
      purpose: .stopLoss, state: .missing(decision.gap ?? .due), quantity: quantity,
      price: trigger.map {
        setup.worst(settings.exits.stop.slippage, past: $0, books.lots[lot].side)
      })
    reading.trigger = trigger
    switch decision.gap {
    case .refused, .unseen, .stopFired: reading.until = decision.lookAt.flatMap(later)
    case .notSet, .rangeUnknown, .runner, .excess, .held, .flattening, .closing, .awaitsPosition,
      .markStale, .watched, .waitsToRest, .together, .tooSmall, .ownOrder, .noRoom, .due, nil:
      break
    }
    return reading
  }

  /// The same for its take-profit.
  private func takeProfitGap(_ lot: Int32, _ quantity: Quantity) -> LegReading {
    let decision = books.lots[lot].nextTakeProfit(takeProfitFacts(of: lot), setup)
    let leg = books.lots[lot].takeProfit
    let isClosing = books.lots[lot].closing.cause != nil
    let gap = decision.gap ?? decision.send.map { isHeldByOwn(lot, $0) ? .ownOrder : .due } ?? .due
    let takes = decision.send?.takes ?? (gap == .refused || gap == .unseen || leg.way.takes)
    var reading = LegReading(
      purpose: isClosing ? .close : .takeProfit, state: .missing(gap), quantity: quantity,
      price: isClosing ? nil : takes ? setup.exitRule.taking(books.lots[lot]) : leg.price)
    switch gap {
    case .refused, .unseen: reading.until = later(leg.terms.retryAt)
    case .waitsToRest: reading.until = later(leg.takeNotBefore)
    case .closing: reading.until = later(books.lots[lot].closing.tryAt)
    case .notSet, .rangeUnknown, .runner, .excess, .stopFired, .held, .flattening, .awaitsPosition,
      .markStale, .watched, .together, .tooSmall, .ownOrder, .noRoom, .due:
      break
    }
    return reading
  }

  /// Whether a take-profit would have to wait for one of our own orders to end.
  private func isHeldByOwn(_ lot: Int32, _ send: TakeProfitDecision.Send) -> Bool {
    let side = books.lots[lot].side.opposite
    return ownResting(against: side, send.price, mayTake: send.takes) != nil
      || !send.takes && ownTaker(of: .takeProfit, side, send.price) != nil
  }

  /// The moment if it is still to come, else nil.
  private func later(_ moment: Instant) -> Instant? { time < moment ? moment : nil }

  /// What can change a lot, ending with a fill or an end at the venue.
  func lotChanges(_ index: Int32) -> [Explanation.Change] {
    let lot = books.lots[index]
    let exit = lot.side.opposite
    var changes: [Explanation.Change] = []
    if let stop = lot.stop.trigger, !lot.stop.isTriggered {
      changes.append(.stopGoesOff(watched(settings.exits.stop.reference), exit, stop))
    }
    if lot.role == .runner(isTrailing: false) {
      changes.append(.trailsFrom(watched(.mark), lot.side, lot.takeProfit.price))
    }
    if let moment = overdueAt(index, .age) { changes.append(.overdue(.age, moment)) }
    if let moment = overdueAt(index, .stuck) { changes.append(.overdue(.stuck, moment)) }
    if let moment = overdueAt(index, .remainder) { changes.append(.overdue(.remainder, moment)) }
    if lot.role == .dust { changes.append(.joinsNextLot(lot.side)) }
    if lot.awaitsPosition { changes.append(.positionTold) }
    if switches.control.frozen.holdsExits { changes.append(.unfreeze) }
    return changes + [.fillOrCancel]
  }

  /// The price that is watched now for a reference.
  private func watched(_ reference: TriggerReference) -> Explanation.WatchedPrice {
    switch reference {
    case .mark: mark != nil ? .mark : .mid
    case .last: .last
    case .oppositeBest: .oppositeBest
    }
  }
}
