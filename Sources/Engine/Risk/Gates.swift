import Market
import Venue

// What only asks is forced inline here and in the plan: called as a function from something that
// mutates, it would be handed a copy of the whole engine.
extension Engine {
  /// Holds an open against every gate, with the position and orders of this moment. Returns what
  /// stops it, or nothing.
  mutating func gate(_ side: Side, at price: Price, _ quantity: Quantity) -> Reason? {
    if let reason = switchedOff(side) { return reason }
    if let block = market.block { return block }
    if registry.openIndex(side, price) != nil { return Reason(.openPending) }
    let (units, isTooLarge) = price.ticks.multipliedReportingOverflow(by: quantity.steps)
    if isTooLarge || units > Engine.maximumNotional {
      return Reason(
        .notionalAboveCap, value: isTooLarge ? .max : units, limit: Engine.maximumNotional)
    }
    let notional = Money(units: units)
    if quantity.isZero || notional < instrument.minimumNotional {
      return Reason(
        .belowMinimumNotional, value: notional.units, limit: instrument.minimumNotional.units)
    }
    if let reason = wouldCross(side, price) { return reason }
    if let reason = ownTaker(against: side, price) { return reason }
    if let reason = capped(side, quantity, notional) { return reason }
    return reserved(side, price, quantity)
  }

  /// The most one order may be worth, in units of ``Money``, whatever the settings: so much less
  /// than 64 bits hold that a full ladder of such orders can be added up at any price.
  static let maximumNotional: Int64 = 1 << 48

  /// What the operator, a fence or a flatten has switched off.
  @inline(__always) private func switchedOff(_ side: Side) -> Reason? {
    if control.isFrozen { return control.frozenBecause }
    return control.isPaused[side] ? Reason(.sidePaused) : nil
  }

  /// Whether a resting order there would take from the book as we see it.
  @inline(__always) func wouldCross(_ side: Side, _ price: Price) -> Reason? {
    let opposite = book[best: side.opposite]
    guard opposite > 0 else { return nil }
    let crosses = side == .buy ? price.ticks >= opposite : price.ticks <= opposite
    return crosses ? Reason(.wouldCross, value: price.ticks, limit: opposite) : nil
  }

  /// The caps, worst case of the side: everything live on it counts, cancelling and unanswered too.
  private mutating func capped(_ side: Side, _ quantity: Quantity, _ notional: Money) -> Reason? {
    if let cap = parameters.maximumOpenOrders, registry.count >= cap {
      reach(settings.risk.maximumOpenOrdersAction)
      return Reason(.openOrdersAboveCap, value: Int64(registry.count), limit: Int64(cap))
    }
    if let cap = parameters.maximumOrderNotional, notional > cap {
      reach(settings.risk.maximumOrderNotionalAction)
      return Reason(.notionalAboveCap, value: notional.units, limit: cap.units)
    }
    if let cap = cap(side) {
      let worst = worstCase(side) + quantity.steps
      if worst > cap {
        reach(settings.risk.maximumPositionAction)
        return Reason(.exposureAboveCap, value: worst, limit: cap)
      }
    }
    return nil
  }

  /// How much could be held on a side: if all that is live there filled, or, since a lot without an
  /// exit gets one in time, if every exit there filled that the lots will ever have. The position is
  /// the lots of this side less those of the other, so that is the lots of this side and its opens.
  @inline(__always) func worstCase(_ side: Side) -> Int64 {
    max(
      side.sign * ledger.position.steps + registry.exposed[side],
      lots.open[side] + registry.opening[side])
  }

  /// How much may be held by opening on a side: nothing against the grid's direction.
  @inline(__always) func cap(_ side: Side) -> Int64? {
    settings.grid.direction.opens(side) ? parameters.maximumPosition : 0
  }

  /// What live opens have reserved: a buy quote currency with its fee, a sell the base asset where
  /// the account must have it.
  @inline(__always) private func reserved(_ side: Side, _ price: Price, _ quantity: Quantity)
    -> Reason?
  {
    switch side {
    case .buy:
      guard let budget = parameters.quoteBudget else { return nil }
      let needed = costOfBuying(Money(price, times: quantity))
      let free = budget + ledger.cash - ledger.fees - reservedQuote
      return needed <= free
        ? nil : Reason(.quoteReserved, value: needed.units, limit: free.units)
    case .sell:
      guard settings.risk.requireBaseForShort else { return nil }
      let free = parameters.baseBudget + ledger.position.steps - registry.exposed.sell
      return quantity.steps <= free
        ? nil : Reason(.baseReserved, value: quantity.steps, limit: max(0, free))
    }
  }

  /// Quote currency that the live buys would need, fees included.
  @inline(__always) var reservedQuote: Money { costOfBuying(registry.openNotional.buy) }

  @inline(__always) private func costOfBuying(_ notional: Money) -> Money {
    let fee = instrument.makerFee.fee(on: notional)
    return fee > .zero ? notional + fee : notional
  }

  /// A cap was reached whose action is more than a refusal.
  private mutating func reach(_ action: CapAction) {
    guard action != .refuse, agenda.capAction != .flatten else { return }
    agenda.capAction = action
  }

  /// Freezes or flattens because a cap said so.
  mutating func carryOutCapAction(into effects: inout Effects) {
    let action = agenda.capAction
    agenda.capAction = .refuse
    guard !control.isFrozen else { return }
    note(LogEntry(.capReached, at: time))
    control.raise(.capReached)
    switch action {
    case .refuse: break
    case .stopOpens: freeze(because: Reason(.stoppedByCap), into: &effects)
    case .flatten: startFlatten(into: &effects)
    }
  }
}

extension Book {
  /// The best price of a side in ticks, or zero.
  subscript(best side: Side) -> Int64 { side == .buy ? bids.bestOrZero : asks.bestOrZero }
}
