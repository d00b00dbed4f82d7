import Market
import Venue

extension Engine {
  /// The part of a lot that has no live stop and is too small for one of its own, in steps.
  @inline(__always) func smallPart(of lot: Int32) -> Int64 {
    guard let trigger = books.lots[lot].stop.trigger, !isOutTogether(lot) else { return 0 }
    let rest = books.lots[lot].open.steps - legTotals(of: lot).stop
    return rest > 0 && !canStop(lot, rest, trigger) ? rest : 0
  }

  /// Asks for a check of the small stops of a lot's side, if the lot may change something for them.
  mutating func noteSmallStop(of lot: Int32) {
    let side = books.lots[lot].side
    guard exits.sideStops[side].cover != .unneeded || smallPart(of: lot) > 0 else { return }
    exits.sideStops[side].wantLook()
  }

  /// Sends the triggered stops that can leave only together, then judges who protects the rest.
  mutating func stopTogether(into effects: inout Effects) {
    for side in Side.allCases where exits.sideStops[side].takeLook() {
      sendTogether(side, into: &effects)
      judgeTogether(side)
    }
  }

  /// Lots of a side whose stops were triggered and that are each too small to be sent.
  private struct SmallStops {
    var lots: [Int32] = []
    var steps: Int64 = 0
    /// The last of their triggers that the market reached; nil if all were triggered before.
    var deepest: Price?
    /// The venue found nothing to reduce for one of them.
    var isPlain = false

    mutating func add(_ lot: Int32, _ steps: Int64) {
      lots.append(lot)
      self.steps += steps
    }
  }

  private mutating func smallStopsGoneOff(_ side: Side) -> SmallStops {
    var small = SmallStops()
    let widest = settings.exits.stop.escalateSlippage
    for lot in books.lots.inOrder where books.lots[lot].side == side {
      guard let trigger = books.lots[lot].stop.trigger else { continue }
      let isFired = books.lots[lot].stop.isTriggered
      guard isFired || isReached(lot, trigger) else { continue }
      let best = closingBest(lot)
      let facts = stopFacts(of: lot)
      if facts.awaitsClose { timers.wake(.exits, at: facts.soon) }
      let left = facts.sendable
      let worst =
        isFired
        ? setup.worst(widest, past: best, side)
        : setup.worst(settings.exits.stop.slippage, past: trigger, side)
      guard left > 0, closeLimit(lot, left, worst: worst, at: best) == nil else { continue }
      small.add(lot, left)
      small.isPlain = small.isPlain || books.lots[lot].stopTerms.isPlain
      guard !isFired else { continue }
      small.deepest = deeper(small.deepest, trigger, side)
    }
    return small
  }

  private mutating func sendTogether(_ side: Side, into effects: inout Effects) {
    guard case .idle = exits.sideStops[side].phase, exitsMayGo, tradingBlock == nil,
      let best = book[side].best
    else { return }
    let small = smallStopsGoneOff(side)
    guard small.steps > 0 else {
      return exits.sideStops[side].rest()
    }
    guard small.deepest != nil || time >= exits.sideStops[side].tryAt else {
      return timers.wake(.exits, at: exits.sideStops[side].tryAt)
    }
    guard let worst = worstTogether(side, small, from: best) else {
      // The rest may become worth more, or other lots may join it: that is checked again later.
      return timers.wake(.exits, at: time.advanced(byNanoseconds: Retry.nanoseconds))
    }
    for lot in small.lots { goOff(lot, into: &effects) }
    place(small, side, worst: worst, at: best, into: &effects)
  }

  /// The worst price of an order for several lots; nil if they are worth too little at any. The
  /// first order may slip from the trigger reached last, as each lot alone might. If what is bought
  /// back is worth too little there, it may slip from where the market is now. Each later order
  /// gets a wider limit.
  private func worstTogether(_ side: Side, _ small: SmallStops, from best: Price) -> Price? {
    func sendable(_ slippage: BasisPoints, past price: Price) -> Price? {
      let worst = setup.worst(slippage, past: price, side)
      let limit = setup.closeLimit(
        side, small.steps, worst: worst, at: best, isPlain: small.isPlain,
        exitRoom(side.opposite))
      return limit == nil ? nil : worst
    }
    let tries = exits.sideStops[side].tries
    guard tries == 0 else { return sendable(setup.escalated(tries), past: best) }
    let slippage = settings.exits.stop.slippage
    return sendable(slippage, past: small.deepest ?? best) ?? sendable(slippage, past: best)
  }

  /// The stop of a lot is triggered: its other exits that rest are cancelled.
  private mutating func goOff(_ lot: Int32, into effects: inout Effects) {
    noteTriggered(lot)
    books.lots.markDust(lot, false)
    clearForStop(lot, into: &effects)
  }

  private mutating func place(
    _ small: SmallStops, _ side: Side, worst: Price, at best: Price, into effects: inout Effects
  ) {
    let exit = side.opposite
    guard
      let form = exitForm(
        exit, small.steps, out: orders.live.exits[exit].stops, isPlain: small.isPlain),
      let worst = sendableLimit(form, worst: collared(worst, for: exit), at: best, for: exit)
    else { return timers.wake(.exits, at: time.advanced(byNanoseconds: Retry.nanoseconds)) }
    let limit = shortOfOwn(worst, for: exit)
    if limit != worst { clearOwn(exit, worst, alsoExits: false, into: &effects) }
    let stop = place(
      .sideStop, exit, at: limit, form.quantity,
      because: Reason(.stopsTogether, value: Int64(small.lots.count)),
      timeInForce: .immediateOrCancel, isReduceOnly: form.isReduceOnly, into: &effects)
    // One of our own orders is in the way: this is checked again as soon as it has ended.
    guard let order = stop.order else { return }
    wentOut(side, orders.live[order].id, small, at: limit, form.quantity)
  }

  private mutating func wentOut(
    _ side: Side, _ id: ClientOrderID, _ small: SmallStops, at limit: Price, _ quantity: Quantity
  ) {
    let lots = small.lots.map { books.lots[$0].id }
    let again = time.advanced(
      byNanoseconds: max(Retry.nanoseconds, settings.exits.stop.escalateAfterNanoseconds))
    exits.sideStops[side].wentOut(id, for: lots, again: again)
    timers.wake(.exits, at: exits.sideStops[side].tryAt)
    recoveries.count(.stoppedTogether)
    if exits.sideStops[side].tries > 1 {
      recoveries.count(.stopEscalated)
      switches.control.raise(.stopUnfilled)
    }
    note(
      LogEntry(
        .stoppedTogether, at: time, side: side.opposite, price: limit, quantity: quantity,
        order: id, reason: Reason(.stopsTogether, value: Int64(small.lots.count))))
  }

  /// Judges whether the parts of a side that are too small alone are worth enough together, at the
  /// price at which the last of them is triggered. If that changed, every lot of the side is judged
  /// again.
  private mutating func judgeTogether(_ side: Side) {
    guard exits.sideStops[side].judge(coverTogether(side)) else { return }
    for lot in books.lots.inOrder where books.lots[lot].side == side { changes.lots.append(lot) }
    changes.nameGatedRungs()
  }

  private func coverTogether(_ side: Side) -> SideStop.Cover {
    var steps: Int64 = 0
    var since = time
    var deepest: Price?
    var isPlain = false
    for lot in books.lots.inOrder where books.lots[lot].side == side {
      let part = smallPart(of: lot)
      guard part > 0, let price = pricedAt(lot) else { continue }
      steps += part
      isPlain = isPlain || books.lots[lot].stopTerms.isPlain
      // It may have been unprotected before for another reason.
      since = min(since, books.lots[lot].protection.since ?? since)
      deepest = deeper(deepest, price, side)
    }
    guard let deepest else { return .unneeded }
    let worst = setup.worst(settings.exits.stop.slippage, past: deepest, side)
    let limit = setup.closeLimit(
      side, steps, worst: worst, at: deepest, isPlain: isPlain, exitRoom(side.opposite))
    guard limit == nil else { return .together }
    return .nobody(worth: Money(deepest, times: Quantity(steps: steps)), since: since)
  }

  /// Which of two triggers of a side's lots the market reaches last.
  private func deeper(_ one: Price?, _ other: Price, _ side: Side) -> Price {
    guard let one, !one.isBetter(than: other, for: side) else { return other }
    return one
  }

  /// The price at which a lot would be stopped: its trigger, or the market's best price once the
  /// trigger is reached; nil if it has no stop.
  private func pricedAt(_ lot: Int32) -> Price? {
    guard let trigger = books.lots[lot].stop.trigger else { return nil }
    let isDue = books.lots[lot].stop.isTriggered || isReached(lot, trigger)
    return isDue ? book[books.lots[lot].side].best ?? trigger : trigger
  }
}
