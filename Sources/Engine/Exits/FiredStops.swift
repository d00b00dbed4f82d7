import Market
import Venue

extension Engine {
  /// Sends the stop of a lot that we watch: its trigger is reached. The take-profits go first, and
  /// what the venue holds a stop for is left to the venue.
  mutating func fireStop(of lot: Int32, into effects: inout Effects) {
    guard let trigger = lots[lot].stopPrice else { return }
    #if PLANTED_BUGS
      if PlantedBug.active == .watchedStopSleeps { return }
    #endif
    let left = lots[lot].open.steps - legTotals(of: lot).stop
    guard left > 0 else { return }
    noteFired(lot)
    cancelLegs(of: lot, because: Reason(.stopFired, value: trigger.ticks), into: &effects) {
      $0.purpose != .stopLoss
    }
    sendFired(lot, left, worst: worstStop(of: lots[lot], at: trigger), into: &effects)
  }

  /// A stop went off, at the venue or here.
  mutating func noteFired(_ lot: Int32) {
    guard lots[lot].stopFiredAt == .distantPast else { return }
    lots[lot].stopFiredAt = time
    lots[lot].stopTryAt = time.advanced(
      byNanoseconds: settings.exits.stop.escalateAfterNanoseconds)
    exitWatch.wake(at: lots[lot].stopTryAt)
    agenda.lots.append(lot)
    lots[lot].closing = nil
    if !lots[lot].isTrailing { benchAfterStop(of: lot) }
    note(
      LogEntry(
        .stopFired, at: time, side: lots[lot].side.opposite, price: lots[lot].stopPrice,
        quantity: lots[lot].open, lot: lots[lot].id))
  }

  /// Goes on with a stop that went off: what it does not fill in time is sent with a wider limit.
  mutating func followFiredStop(of lot: Int32, into effects: inout Effects) {
    cancelLegs(of: lot, because: Reason(.stopFired), into: &effects) { $0.purpose != .stopLoss }
    if let worst = lots[lot].heldStop, mayFire {
      lots[lot].heldStop = nil
      let left = lots[lot].open.steps - legTotals(of: lot).stop
      guard left > 0 else { return }
      return sendFired(lot, left, worst: worst, into: &effects)
    }
    guard time >= lots[lot].stopTryAt else { return exitWatch.wake(at: lots[lot].stopTryAt) }
    let live = legTotals(of: lot).stop
    guard live == 0 else {
      return cancelLegs(of: lot, because: Reason(.stopEscalates), into: &effects) {
        $0.purpose == .stopLoss
      }
    }
    guard mayFire, let best = book[lots[lot].side].best else { return }
    escalate(lot, from: best, into: &effects)
  }

  @inline(__always) private var mayFire: Bool {
    tradingBlock == nil && !control.legsAreHeld && !flattening.isRunning
      && !flattening.isSliceLive
  }

  private mutating func escalate(_ lot: Int32, from best: Price, into effects: inout Effects) {
    lots[lot].stopTries = min(lots[lot].stopTries + 1, 16)
    lots[lot].stopTryAt = time.advanced(
      byNanoseconds: max(Engine.retryNanoseconds, settings.exits.stop.escalateAfterNanoseconds))
    exitWatch.wake(at: lots[lot].stopTryAt)
    recoveries.count(.stopEscalated)
    control.raise(.stopUnfilled)
    let widest = settings.exits.stop.escalateSlippage
    let share = min(
      widest.hundredths, settings.exits.stop.slippage.hundredths << Int64(lots[lot].stopTries))
    let worst = worst(BasisPoints(hundredths: share), past: best, of: lots[lot])
    note(
      LogEntry(
        .stopEscalated, at: time, side: lots[lot].side.opposite, price: worst,
        quantity: lots[lot].open, lot: lots[lot].id,
        reason: Reason(.stopEscalates, value: share)))
    sendFired(lot, lots[lot].open.steps, worst: worst, into: &effects)
  }

  private mutating func sendFired(
    _ lot: Int32, _ steps: Int64, worst: Price, into effects: inout Effects
  ) {
    let side = lots[lot].side.opposite
    let worst = collared(worst, for: side)
    guard
      let (quantity, reduceOnly) = exitForm(
        side, steps, out: registry.exits[side].stops, isPlain: lots[lot].stopIsPlain),
      isWorthSending(quantity, at: worst, isReduceOnly: reduceOnly)
    else { return }
    // It does not wait for opens of ours behind the market: they go, and it takes what is before them.
    let limit = shortOfOwn(worst, for: side)
    if limit != worst { clearOwn(side, worst, alsoExits: false, into: &effects) }
    let stop = place(
      .stopLoss, side, at: limit, quantity,
      because: Reason(.stopFired, value: lots[lot].stopPrice?.ticks ?? 0), lot: lot,
      timeInForce: .immediateOrCancel, isReduceOnly: reduceOnly, into: &effects)
    if stop == nil { lots[lot].heldStop = worst }
  }
}
