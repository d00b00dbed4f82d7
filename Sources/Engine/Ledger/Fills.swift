import Market
import Venue

extension Engine {
  /// Books a fill once and gives it to what it belongs to.
  mutating func learn(
    _ fill: Fill, from source: FillSource, into effects: inout Effects
  ) {
    let isOurs = registry.index(of: fill.order) != nil || endedOrders.contains(fill.order)
    guard reconciliation.isAnchored || isOurs else {
      reconciliation.early.append((fill, source))
      return
    }
    lookForGap(before: fill, from: source, into: &effects)
    switch ledger.apply(fill, from: source, isOurs: isOurs) {
    case .booked: break
    case .beforeAnchor: return
    case .again(let isNewSource):
      // To be fetched again is what fills are there for; only a stream that repeats itself is odd.
      if source == .stream, !isNewSource { noteDuplicate(fill) }
      return
    case .contradicted: return noteDuplicate(fill)
    }
    noteFillPace(into: &effects)
    noteLate(fill, from: source, into: &effects)
    book(fill, takeBack(fill), into: &effects)
  }

  /// Gives a fill that the ledger booked to what it belongs to; the lots see the part of it that
  /// no adjustment has given them before.
  private mutating func book(_ fill: Fill, _ assumed: Quantity, into effects: inout Effects) {
    counters.fills += 1
    switch fill.liquidity {
    case .maker: counters.makerFills += 1
    case .taker: counters.takerFills += 1
    }
    if let mark { ledger.observe(mark: mark) }
    guard let index = registry.index(of: fill.order) else {
      return learnUnmatched(fill, less: assumed, into: &effects)
    }
    if fill.cause != .trade { learnForeign(fill, into: &effects) }
    if registry[index].state == .unknown { learnAccepted(index) }
    registry.fill(index, fill.quantity)
    let order = registry[index]
    let rest = fill.less(assumed)
    switch order.purpose {
    case .ladder, .manual, .attempt, .completion:
      if !rest.quantity.isZero { learnEntry(rest, index, into: &effects) }
    case .takeProfit, .stopLoss, .close:
      uncover(order, assumed)
      if !rest.quantity.isZero { learnExit(rest, order, into: &effects) }
    case .flatten:
      closeLots(rest, into: &effects)
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
    enlarge(lot, with: fill)
    agenda.lots.append(lot)
    effects.fills.append(
      FillRecord(fill: fill, purpose: order.purpose, rung: order.slot, lot: lots[lot].id))
    note(
      LogEntry(
        .entryFilled, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
        order: fill.order, lot: lots[lot].id))
  }

  /// An exit filled whose lot was closed by an adjustment: it covers that much less.
  private mutating func uncover(_ order: Order, _ quantity: Quantity) {
    guard order.lot >= 0, !quantity.isZero else { return }
    agenda.lots.append(order.lot)
  }

  private mutating func learnExit(_ fill: Fill, _ order: Order, into effects: inout Effects) {
    guard order.lot >= 0 else {
      closeLots(fill, into: &effects)
      effects.fills.append(FillRecord(fill: fill, purpose: order.purpose, rung: nil, lot: nil))
      return
    }
    if order.purpose == .stopLoss { noteFired(order.lot) }
    let lot = lots[order.lot]
    let quantity = min(fill.quantity, lot.open)
    effects.fills.append(
      FillRecord(fill: fill, purpose: order.purpose, rung: lot.slot, lot: lot.id))
    shrink(order.lot, quantity, at: fill.price, fee: fill.fee, into: &effects)
    // More than the order was for: it happened, so it goes on to the next lots.
    closeLots(fill, fill.quantity - quantity, fee: .zero, into: &effects)
  }

  /// Takes a quantity out of a lot, logs what it made, and ends the lot where nothing is left.
  mutating func shrink(
    _ index: Int32, _ quantity: Quantity, at price: Price, fee: Money, into effects: inout Effects
  ) {
    let made = lots.shrink(index, quantity, at: price, fee: fee)
    let lot = lots[index]
    note(
      LogEntry(
        .exitFilled, at: time, side: lot.side.opposite, price: price, quantity: quantity,
        lot: lot.id, money: made))
    guard lot.open.isZero else { return agenda.lots.append(index) }
    note(LogEntry(.lotClosed, at: time, side: lot.side, lot: lot.id, money: lot.realised))
    releaseLegs(of: index, into: &effects)
    forget(index)
  }

  /// Ends a wholly closed lot; its slot may want a rung again.
  private mutating func forget(_ index: Int32) {
    let lot = lots[index]
    agenda.slots.append(SlotKey.of(lot.side, lot.slot))
    agenda.lots.removeAll { $0 == index }
    // An entry that is still open begins another lot with its next fill.
    if lot.opener >= 0 { registry[lot.opener].lot = -1 }
    lots.remove(index)
    counters.lotsClosed += 1
  }

  /// Closes lots with a fill that is not the exit of one: those the fill reduces, oldest first. What
  /// is left over becomes a lot of its own.
  mutating func closeLots(_ fill: Fill, into effects: inout Effects) {
    closeLots(fill, fill.quantity, fee: fill.fee, into: &effects)
  }

  private mutating func closeLots(
    _ fill: Fill, _ quantity: Quantity, fee: Money, into effects: inout Effects
  ) {
    guard !quantity.isZero else { return }
    var left = quantity
    var fee = fee
    for index in lots.inOrder where lots[index].side == fill.side.opposite {
      guard !left.isZero else { break }
      let quantity = min(left, lots[index].open)
      left -= quantity
      shrink(index, quantity, at: fill.price, fee: fee, into: &effects)
      fee = .zero
    }
    guard !left.isZero else { return }
    let exit = exitPrice(opened: fill.side, entry: fill.price)
    let lot = lots.add(fill.side, slot: fill.price, exitPrice: exit, at: fill.time)
    lots[lot].stopIsAtVenue = isVenueStop(lots[lot].id)
    counters.lotsOpened += 1
    lots.enlarge(lot, left, at: fill.price, fee: fee)
    lots[lot].stopPrice = stopPrice(opened: fill.side, entry: lots[lot].entry)
    agenda.lots.append(lot)
  }
}
