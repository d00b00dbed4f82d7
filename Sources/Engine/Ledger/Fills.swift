import Market
import Venue

extension Engine {
  /// Books a fill once and gives it to what it belongs to.
  mutating func learn(
    _ fill: Fill, from source: FillSource, into effects: inout Effects
  ) {
    guard ledger.apply(fill) else {
      // To be fetched again is what fills are there for; only a stream that repeats itself is odd.
      guard source == .stream else { return }
      counters.duplicateFills += 1
      recoveries.count(.duplicateFill)
      note(
        LogEntry(
          .duplicateFill, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
          order: fill.order))
      return
    }
    counters.fills += 1
    switch fill.liquidity {
    case .maker: counters.makerFills += 1
    case .taker: counters.takerFills += 1
    }
    if let mark, ledger.observe(mark: mark) { agenda.isLossDue = true }
    guard let index = registry.index(of: fill.order) else {
      learnUnmatched(fill, into: &effects)
      return
    }
    if registry[index].state == .unknown { learnAccepted(index) }
    registry.fill(index, fill.quantity)
    let order = registry[index]
    switch order.purpose {
    case .ladder, .manual, .attempt, .completion: learnEntry(fill, index, into: &effects)
    case .takeProfit, .stopLoss, .close: learnExit(fill, order, into: &effects)
    case .flatten:
      closeLots(fill, because: .flatten, into: &effects)
      effects.fills.append(
        FillRecord(fill: fill, purpose: .flatten, rung: nil, lot: nil))
      agenda.isUnderCommand = true
      if order.remaining.isZero { flattening.sliceEnded(filled: true, at: .distantPast) }
    }
    if registry[index].remaining.isZero { end(index) }
    agenda.gatesMayOpen = true
  }

  /// An entry filled, wholly or in part: its lot is opened or grows, and wants cover.
  private mutating func learnEntry(_ fill: Fill, _ index: Int32, into effects: inout Effects) {
    let order = registry[index]
    var lot = order.lot
    if lot < 0 {
      let exit = exitPrice(opened: fill.side, entry: fill.price)
      lot = lots.add(fill.side, slot: order.slot, exitPrice: exit, at: fill.time)
      lots[lot].stopIsAtVenue = isVenueStop(lots[lot].id)
      registry[index].lot = lot
      lots[lot].opener = index
      counters.lotsOpened += 1
    }
    let isNew = lots[lot].open.isZero
    enlarge(lot, with: fill)
    if isNew {
      chooseRunner(lot)
      absorbDust(into: lot)
    }
    if settings.exits.closing.isBoosted, !lots[lot].isRunner { startClosing(lot, because: .boost) }
    agenda.lots.append(lot)
    effects.fills.append(
      FillRecord(fill: fill, purpose: order.purpose, rung: order.slot, lot: lots[lot].id))
    note(
      LogEntry(
        .entryFilled, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
        order: fill.order, lot: lots[lot].id))
  }

  private mutating func learnExit(_ fill: Fill, _ order: Order, into effects: inout Effects) {
    guard order.lot >= 0 else {
      noteBothLegs(fill)
      closeLots(fill, because: .otherLeg, into: &effects)
      effects.fills.append(FillRecord(fill: fill, purpose: order.purpose, rung: nil, lot: nil))
      return
    }
    if order.purpose == .stopLoss { noteFired(order.lot) }
    let lot = lots[order.lot]
    let quantity = min(fill.quantity, lot.open)
    effects.fills.append(
      FillRecord(fill: fill, purpose: order.purpose, rung: lot.slot, lot: lot.id))
    let cause: ExitCause =
      order.purpose == .takeProfit ? .takeProfit : order.purpose == .stopLoss ? .stop : .close
    shrink(
      order.lot, quantity, at: fill.price, fee: fill.fee, because: cause, into: &effects)
    guard quantity < fill.quantity else { return }
    // More than the lot had: it happened, so it goes on to the next lots.
    noteBothLegs(fill)
    closeLots(fill, fill.quantity - quantity, fee: .zero, because: .otherLeg, into: &effects)
  }

  /// Ends a wholly closed lot; its slot may want a rung again.
  mutating func forget(_ index: Int32) {
    let lot = lots[index]
    if runners[lot.side] == lot.id { runners[lot.side] = nil }
    agenda.slots.append(SlotKey.of(lot.side, lot.slot))
    agenda.lots.removeAll { $0 == index }
    // An entry that is still open begins another lot with its next fill.
    if lot.opener >= 0 { registry[lot.opener].lot = -1 }
    lots.remove(index)
    counters.lotsClosed += 1
  }

  /// Closes lots with a fill that is not the exit of one: those the fill reduces, oldest first. What
  /// is left over becomes a lot of its own.
  private mutating func closeLots(
    _ fill: Fill, because cause: ExitCause, into effects: inout Effects
  ) {
    closeLots(fill, fill.quantity, fee: fill.fee, because: cause, into: &effects)
  }

  private mutating func closeLots(
    _ fill: Fill, _ quantity: Quantity, fee: Money, because cause: ExitCause,
    into effects: inout Effects
  ) {
    guard !quantity.isZero else { return }
    var left = quantity
    var fee = fee
    for index in lots.inOrder where lots[index].side == fill.side.opposite {
      guard !left.isZero else { break }
      let quantity = min(left, lots[index].open)
      left -= quantity
      shrink(index, quantity, at: fill.price, fee: fee, because: cause, into: &effects)
      fee = .zero
    }
    guard !left.isZero else { return }
    let exit = exitPrice(opened: fill.side, entry: fill.price)
    let lot = lots.add(fill.side, slot: fill.price, exitPrice: exit, at: fill.time)
    lots[lot].stopIsAtVenue = isVenueStop(lots[lot].id)
    counters.lotsOpened += 1
    lots.enlarge(lot, left, at: fill.price, fee: fee)
    if cause == .otherLeg {
      lots[lot].isExcess = true
      lots.releaseSlot(of: lot)
    } else {
      lots[lot].stopPrice = stopPrice(opened: fill.side, entry: lots[lot].entry)
    }
    agenda.lots.append(lot)
  }

  /// A fill of an order that is not in the registry: it happened, so it is booked; then opens stop
  /// until a person has looked.
  private mutating func learnUnmatched(_ fill: Fill, into effects: inout Effects) {
    counters.unmatchedFills += 1
    recoveries.count(.unmatchedFill)
    closeLots(fill, because: .foreign, into: &effects)
    effects.fills.append(
      FillRecord(fill: fill, purpose: fill.order.purpose, rung: nil, lot: nil))
    control.raise(.unmatchedFill)
    control.isFrozen = true
    agenda.isUnderCommand = true
    control.mustPull = true
    note(
      LogEntry(
        .unmatchedFill, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
        order: fill.order))
  }
}
