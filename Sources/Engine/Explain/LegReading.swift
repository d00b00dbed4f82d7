import Market
import Venue

/// How one leg of a lot stands: an order, or why there is none for a part of the lot.
public struct LegReading: Equatable, Sendable {
  public enum State: Equatable, Sendable {
    case order(OrderDisplayState, isTriggered: Bool)
    /// Nothing is out for it.
    case missing(Gap)
  }

  /// Why no order is out for a part of a lot, in the order in which the engine asks.
  public enum Gap: UInt8, CaseIterable, Sendable {
    /// The settings give lots no stop.
    case notSet
    /// The average true range that the stop is reckoned from is not known yet.
    case rangeUnknown
    /// The runner of its side: it has no take-profit, and a stop once it trails.
    case runner
    /// Both legs of another lot filled it; it waits to be closed by the operator.
    case excess
    /// The stop went off: it is sent until it is filled, and nothing else is.
    case stopFired
    /// A cancel-all of legs holds exits back.
    case held
    /// A flatten closes the lots by itself.
    case flattening
    /// It is being closed at the market.
    case closing
    /// The venue found less to reduce: the position is asked for first.
    case awaitsPosition
    /// The market is at its price, and can't be seen well enough to act on it.
    case unseen
    /// The engine watches its price, as it is set to.
    case watched
    /// The venue would not have it: its price is watched until it is sent again.
    case refused
    /// Resting would cross; it waits until the book lets it rest, or pays for taking.
    case waitsToRest
    /// Worth less than the venue takes; the engine watches its price, and sends it together with others
    /// of its side.
    case together
    /// Worth less than the venue takes.
    case tooSmall
    /// An order of ours would trade with it, and ends first.
    case ownOrder
    /// Other exits are out for all that the position can be reduced by.
    case noRoom
    /// It goes out as soon as the engine looks.
    case due
  }

  public let purpose: Purpose
  /// Its order, where one is out.
  public var order: ClientOrderID?
  public var state: State
  public let quantity: Quantity
  /// The worst price it may trade at; nothing where that is not known.
  public let price: Price?
  /// What sets it off; nothing where nothing has to.
  public var trigger: Price?
  /// Nothing is sent for it before.
  public var until: Instant?
}

extension Engine {
  /// The legs of a lot, stops first, then what no order is out for.
  func legReadings(_ lot: Int32) -> [LegReading] {
    var stops: [LegReading] = []
    var others: [LegReading] = []
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      let order = orders.live[index]
      var reading = LegReading(
        purpose: order.purpose,
        state: .order(order.displayState, isTriggered: order.isTriggered),
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

  /// What holds back every exit of a lot but a stop that went off.
  private func commonGap(_ lot: Int32) -> LegReading.Gap? {
    if switches.control.legsAreHeld { return .held }
    return switches.flattening.isRunning || switches.flattening.isSliceLive ? .flattening : nil
  }

  private func stopGap(_ lot: Int32, _ quantity: Quantity) -> LegReading {
    let (gap, until) = stopGapAndEnd(lot, quantity)
    var reading = LegReading(
      purpose: .stopLoss, state: .missing(gap), quantity: quantity,
      price: books.lots[lot].stop.trigger.map { worstStop(of: books.lots[lot], at: $0) })
    reading.trigger = books.lots[lot].stop.trigger
    reading.until = until
    return reading
  }

  private func stopGapAndEnd(_ lot: Int32, _ quantity: Quantity) -> (LegReading.Gap, Instant?) {
    if let gap = commonGap(lot) { return (gap, nil) }
    if books.lots[lot].stop.isTriggered {
      if tradingBlock != nil { return (.unseen, nil) }
      guard isTooSmallToStop(lot), !isOutTogether(lot) else {
        return (.stopFired, later(books.lots[lot].stop.triggered?.tryAt ?? time))
      }
      return (isStoppedTogether(books.lots[lot].side) ? .together : .tooSmall, nil)
    }
    guard let trigger = books.lots[lot].stop.trigger else {
      if books.lots[lot].role.isRunner { return (.runner, nil) }
      return (hasStops && books.lots[lot].role != .overfill ? .rangeUnknown : .notSet, nil)
    }
    let worst = worstStop(of: books.lots[lot], at: trigger)
    let isUnseen = tradingBlock != nil
    let isReached = !isUnseen && isStopReached(books.lots[lot].side.opposite, trigger.ticks)
    let best = isReached ? closingBest(lot) : trigger
    guard closeLimit(lot, quantity.steps, worst: worst, at: best) != nil else {
      if isUnseen { return (.unseen, nil) }
      return (isStoppedTogether(books.lots[lot].side) ? .together : .tooSmall, nil)
    }
    if isReached { return (.due, nil) }
    guard books.lots[lot].stopHolder.isVenue,
      stopLimit(of: books.lots[lot], quantity, trigger) != nil
    else {
      return (isUnseen ? .unseen : .watched, nil)
    }
    if books.lots[lot].awaitsPosition { return (.awaitsPosition, nil) }
    if time < books.lots[lot].stopTerms.retryAt {
      return (isUnseen ? .unseen : .refused, books.lots[lot].stopTerms.retryAt)
    }
    var engine = self
    let side = books.lots[lot].side.opposite
    let form = engine.exitForm(
      side, quantity.steps, out: orders.live.exits[side].stops,
      isPlain: books.lots[lot].stopTerms.isPlain
    )
    return (form == nil ? .noRoom : .due, nil)
  }

  private func takeProfitGap(_ lot: Int32, _ quantity: Quantity) -> LegReading {
    let (gap, until) = takeProfitGapAndEnd(lot, quantity)
    let takes = gap == .refused || gap == .unseen || books.lots[lot].takeProfit.way.takes
    var reading = LegReading(
      purpose: books.lots[lot].closing.cause == nil ? .takeProfit : .close, state: .missing(gap),
      quantity: quantity,
      price: books.lots[lot].closing.cause != nil
        ? nil : takes ? exitRule.taking(books.lots[lot]) : books.lots[lot].takeProfit.price)
    reading.until = until
    return reading
  }

  private func takeProfitGapAndEnd(
    _ lot: Int32, _ quantity: Quantity
  ) -> (LegReading.Gap, Instant?) {
    if books.lots[lot].stop.isTriggered { return (.stopFired, nil) }
    if let gap = commonGap(lot) { return (gap, nil) }
    if books.lots[lot].awaitsPosition { return (.awaitsPosition, nil) }
    if books.lots[lot].closing.cause != nil {
      return tradingBlock == nil
        ? (.closing, later(books.lots[lot].closing.tryAt)) : (.unseen, nil)
    }
    if books.lots[lot].role == .overfill { return (.excess, nil) }
    if books.lots[lot].role.isRunner { return (.runner, nil) }
    let side = books.lots[lot].side.opposite
    let resting = books.lots[lot].takeProfit.price
    let taking = exitRule.taking(books.lots[lot])
    if time < books.lots[lot].takeProfit.terms.retryAt {
      let isReached = wouldCross(side, taking) != nil
      return (
        isReached && tradingBlock != nil ? .unseen : .refused,
        books.lots[lot].takeProfit.terms.retryAt
      )
    }
    if books.lots[lot].takeProfit.way != .rests, book.isCrossed {
      return (.unseen, nil)
    }
    let isBetween =
      books.lots[lot].takeProfit.way.takes && taking != resting && wouldCross(side, taking) == nil
    if isBetween && wouldCross(side, resting) != nil
      || !isBetween && mustWait(lot) && !mayTakeWaiting(lot, taking)
    {
      return (.waitsToRest, later(books.lots[lot].takeProfit.takeNotBefore))
    }
    let price = books.lots[lot].takeProfit.way != .rests ? taking : resting
    var engine = self
    guard
      let (quantity, isReduceOnly) = engine.exitForm(
        side, quantity.steps, out: orders.live.exits[side].takeProfits,
        isPlain: books.lots[lot].takeProfit.terms.isPlain)
    else { return (.noRoom, nil) }
    guard isWorthSending(quantity, at: price, isReduceOnly: isReduceOnly) else {
      return (.tooSmall, nil)
    }
    let takes = books.lots[lot].takeProfit.way != .rests && price == taking
    let isInTheWay =
      ownResting(against: side, price, mayTake: takes) != nil
      || !takes && ownTaker(of: .takeProfit, side, price) != nil
    return (isInTheWay ? .ownOrder : .due, nil)
  }

  /// A moment, if it is still to come.
  private func later(_ moment: Instant) -> Instant? { time < moment ? moment : nil }

  /// What will happen to a lot, beside a fill or an end at the venue.
  func lotChanges(_ index: Int32) -> [Explanation.Change] {
    let lot = books.lots[index]
    let exit = lot.side.opposite
    var changes: [Explanation.Change] = []
    if let stop = lot.stop.trigger, !lot.stop.isTriggered {
      changes.append(.stopGoesOff(settings.exits.stop.reference, exit, stop))
    }
    if lot.role == .runner(isTrailing: false) {
      changes.append(.trailsFrom(lot.side, lot.takeProfit.price))
    }
    if let moment = overdueAt(index, .age) { changes.append(.overdue(.age, moment)) }
    if let moment = overdueAt(index, .stuck) { changes.append(.overdue(.stuck, moment)) }
    if let moment = overdueAt(index, .remainder) { changes.append(.overdue(.remainder, moment)) }
    if lot.role == .dust { changes.append(.joinsNextLot(lot.side)) }
    if lot.awaitsPosition { changes.append(.positionTold) }
    if switches.control.legsAreHeld { changes.append(.unfreeze) }
    return changes + [.fillOrCancel]
  }
}
