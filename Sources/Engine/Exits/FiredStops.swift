import Market
import Venue

extension Engine {
  /// Sends the stop of a lot that we watch: its trigger is reached. The take-profits go first, and
  /// what the venue holds a stop for is left to the venue.
  ///
  /// - Parameter unseen: the venue said so, and the market can't be seen.
  mutating func fireStop(of lot: Int32, unseen: Bool, into effects: inout Effects) {
    guard let trigger = books.lots[lot].stop.trigger else { return }
    #if PLANTED_BUGS
      if PlantedBug.active == .watchedStopSleeps { return }
    #endif
    let left = firable(lot)
    guard left > 0 else { return }
    let worst = worstStop(of: books.lots[lot], at: trigger)
    guard unseen || closeLimit(lot, left, worst: worst, at: closingBest(lot)) != nil else {
      // Too small for an order of its own: it leaves together with others of its side.
      exits.sideStops[books.lots[lot].side].mustLook = true
      return exits.watch.wake(at: time.advanced(byNanoseconds: Engine.retryNanoseconds))
    }
    noteFired(lot)
    cancelLegs(of: lot, because: Reason(.stopFired, value: trigger.ticks), into: &effects) {
      $0.purpose != .stopLoss && $0.mayRest
    }
    sendFired(lot, left, worst: worst, into: &effects)
  }

  /// How much of a lot a stop that went off has still to be sent for. While a close of it is under way,
  /// which is answered in a moment, that is looked at again.
  mutating func firable(_ lot: Int32) -> Int64 {
    guard !isOutTogether(lot) else { return 0 }
    let taking = takingOut(of: lot)
    if taking > 0 { exits.watch.wake(at: time.advanced(byNanoseconds: Engine.retryNanoseconds)) }
    return max(0, books.lots[lot].open.steps - legTotals(of: lot).stop - taking)
  }

  /// The price at which a lot can be closed now; as good as nothing where there is none.
  @inline(__always) func closingBest(_ lot: Int32) -> Price {
    book[books.lots[lot].side].best ?? Price(ticks: 1)
  }

  /// The limit at which a part of a lot can be sent to be closed at once; nothing where it is worth
  /// too little.
  ///
  /// - Parameters:
  ///   - best: the price it would be had at.
  ///   - sparing: whether the venue may spare it from the minimum, since it closes the position.
  func closeLimit(
    _ lot: Int32, _ steps: Int64, worst: Price, at best: Price, sparing: Bool = true
  ) -> Price? {
    closeLimit(
      books.lots[lot].side, steps, worst: worst, at: best,
      isPlain: books.lots[lot].stopTerms.isPlain,
      sparing: sparing)
  }

  /// The same of what a side holds, of one lot or several.
  func closeLimit(
    _ held: Side, _ steps: Int64, worst: Price, at best: Price, isPlain: Bool,
    sparing: Bool = true
  ) -> Price? {
    let side = held.opposite
    let isCovered =
      settings.exits.reduceOnlyWhereCovered && !isPlain
      && -side.sign * books.ledger.position.steps >= steps
    return sendableLimit(
      Quantity(steps: steps), worst: worst, at: best, for: side,
      isReduceOnly: sparing && parameters.capabilities.supportsReduceOnly
        && (settings.grid.direction != .neutral || isCovered))
  }

  /// Whether what is left of a lot whose stop went off is too small to be sent at all.
  func isTooSmallToStop(_ lot: Int32) -> Bool {
    guard let best = book[books.lots[lot].side].best else { return false }
    let worst = worst(settings.exits.stop.escalateSlippage, past: best, of: books.lots[lot])
    return closeLimit(lot, books.lots[lot].open.steps, worst: worst, at: best) == nil
  }

  /// A stop went off, at the venue or here.
  mutating func noteFired(_ lot: Int32) {
    let againAt = time.advanced(byNanoseconds: settings.exits.stop.escalateAfterNanoseconds)
    guard books.lots[lot].stop.trigger(at: time, againAt: againAt) else { return }
    exits.watch.wake(at: againAt)
    agenda.lots.append(lot)
    books.lots[lot].closing.end()
    if stopLoses(lot) { benchAfterStop(of: lot) }
    note(
      LogEntry(
        .stopFired, at: time, side: books.lots[lot].side.opposite,
        price: books.lots[lot].stop.trigger,
        quantity: books.lots[lot].open, lot: books.lots[lot].id))
  }

  /// Whether a stop closes its lot for less than it was opened at: that of a runner may have trailed the
  /// market to a gain.
  private func stopLoses(_ lot: Int32) -> Bool {
    guard books.lots[lot].role == .runner(isTrailing: true), let stop = books.lots[lot].stop.trigger
    else { return true }
    return books.lots[lot].strictEntry.isBetter(than: stop, for: books.lots[lot].side)
  }

  /// Goes on with a stop that went off: what it does not fill in time is sent with a wider limit.
  mutating func followFiredStop(of lot: Int32, into effects: inout Effects) {
    cancelLegs(of: lot, because: Reason(.stopFired), into: &effects) {
      $0.purpose != .stopLoss && $0.mayRest
    }
    if let worst = books.lots[lot].stop.triggered?.blocked, mayFire {
      let left = firable(lot)
      // What is being closed comes first; what other stops are out for needs none.
      guard left > 0 || takingOut(of: lot) == 0 else { return }
      books.lots[lot].stop.triggered?.blocked = nil
      if left > 0 {
        sendFired(lot, left, worst: worst, into: &effects)
        return
      }
    }
    let tryAt = books.lots[lot].stop.triggered?.tryAt ?? time
    guard time >= tryAt else { return exits.watch.wake(at: tryAt) }
    let live = legTotals(of: lot).stop
    guard live == 0 else {
      return cancelLegs(of: lot, because: Reason(.stopEscalates), into: &effects) {
        $0.purpose == .stopLoss
      }
    }
    guard mayFire, let best = book[books.lots[lot].side].best else { return }
    escalate(lot, from: best, into: &effects)
  }

  @inline(__always) private var mayFire: Bool { tradingBlock == nil && exitsMayGo }

  private mutating func escalate(_ lot: Int32, from best: Price, into effects: inout Effects) {
    let steps = firable(lot)
    guard steps > 0 else { return }
    let tryAt = time.advanced(
      byNanoseconds: max(Engine.retryNanoseconds, settings.exits.stop.escalateAfterNanoseconds))
    books.lots[lot].stop.triggered?.tryAt = tryAt
    exits.watch.wake(at: tryAt)
    let tries = min((books.lots[lot].stop.triggered?.tries ?? 0) + 1, 16)
    let share = escalated(tries)
    let worst = worst(share, past: best, of: books.lots[lot])
    guard closeLimit(lot, steps, worst: worst, at: best) != nil,
      sendFired(lot, steps, worst: worst, into: &effects)
    else { return }
    books.lots[lot].stop.triggered?.tries = tries
    recoveries.count(.stopEscalated)
    switches.control.raise(.stopUnfilled)
    note(
      LogEntry(
        .stopEscalated, at: time, side: books.lots[lot].side.opposite, price: worst,
        quantity: books.lots[lot].open, lot: books.lots[lot].id,
        reason: Reason(.stopEscalates, value: share.hundredths)))
  }

  /// How far a stop that was sent so many times may slip with the next: doubled each time, and no wider
  /// than is set.
  func escalated(_ tries: UInt8) -> BasisPoints {
    // One that may not slip at all would else never be wider.
    let least = max(settings.exits.stop.slippage.hundredths, Engine.leastEscalation)
    let widest = settings.exits.stop.escalateSlippage.hundredths
    return BasisPoints(hundredths: min(widest, least << Int64(tries)))
  }

  /// What the slippage of a stop is doubled from at least, in hundredths of a basis point.
  private static let leastEscalation: Int64 = 100

  /// Returns whether an order went out, or waits only for one of ours to end.
  @discardableResult
  private mutating func sendFired(
    _ lot: Int32, _ steps: Int64, worst: Price, into effects: inout Effects
  ) -> Bool {
    let side = books.lots[lot].side.opposite
    guard
      let (quantity, reduceOnly) = exitForm(
        side, steps, out: orders.live.exits[side].stops, isPlain: books.lots[lot].stopTerms.isPlain),
      let worst = sendableLimit(
        quantity, worst: collared(worst, for: side), at: closingBest(lot), for: side,
        isReduceOnly: reduceOnly)
    else { return false }
    // It does not wait for opens of ours behind the market: they go, and it takes what is before them.
    let limit = shortOfOwn(worst, for: side)
    if limit != worst { clearOwn(side, worst, alsoExits: false, into: &effects) }
    let stop = place(
      .stopLoss, side, at: limit, quantity,
      because: Reason(.stopFired, value: books.lots[lot].stop.trigger?.ticks ?? 0), lot: lot,
      timeInForce: .immediateOrCancel, isReduceOnly: reduceOnly, into: &effects)
    if stop == nil { books.lots[lot].stop.triggered?.blocked = worst }
    return true
  }
}
