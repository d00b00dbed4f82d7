import Market
import Venue

extension Engine {
  /// Takes the next step of a running flatten, if its moment has come.
  mutating func continueFlatten(into effects: inout Effects) {
    guard let scope = switches.flattening.course?.scope else { return }
    let facts = flattenFacts(scope)
    let decision = switches.flattening.next(facts)
    switches.step(decision.state)
    switch decision.intent {
    case .nothing: break
    case .clear: clearForFlatten(into: &effects)
    case .lookAgain: switches.look()
    case .pause(let until):
      switches.look()
      timers.wake(.flatten, at: until)
    case .send(let step):
      switches.look()
      sendSlice(of: facts.position, within: settings.risk.flattenSlippage[step], into: &effects)
    case .finish: finishFlatten(into: &effects)
    case .giveUp: giveUpFlatten(leaving: facts.position, into: &effects)
    }
    if let wait = decision.says { sayFlattenWaits(for: wait) }
  }

  /// Cancels the orders that must go before anything is traded.
  mutating func clearForFlatten(into effects: inout Effects) {
    cancelAll(because: Reason(.clearedForFlatten), into: &effects) { $0.mustClear }
  }

  /// Takes in what became of a flatten or of its slice.
  mutating func learnFlatten(_ news: Flattening.News) {
    if let wait = switches.learn(flatten: news) { sayFlattenWaits(for: wait) }
  }

  private func flattenFacts(_ scope: FlattenScope) -> FlattenFacts {
    FlattenFacts(
      now: time, hasCompared: agreement.rounds.hasStarted,
      isClear: !orders.live.all.contains { $0.id != .vacant && $0.blocksFlatten },
      position: position(of: scope),
      mayHearOfMore: agreement.rounds.quietFrom > .distantPast || orders.queries.unregistered > 0,
      limits: settings.risk.flattenSlippage.count, block: tradingBlock)
  }

  /// The position that must be closed: that of our lots, or the whole account's.
  @inline(__always) func position(of scope: FlattenScope) -> Position {
    switch scope {
    case .own: Position(steps: books.lots.open.buy - books.lots.open.sell)
    case .account: books.ledger.position
    }
  }

  /// Reports that the flatten waits. It continues by itself, but a person should know.
  private mutating func sayFlattenWaits(for wait: FlattenWait) {
    recoveries.count(.flattenWaited)
    switches.control.raise(.flattenWaits)
    note(LogEntry(.flattenWaits, at: time, reason: reason(of: wait)))
  }

  private func reason(of wait: FlattenWait) -> Reason {
    switch wait {
    case .comparison: reconcileReading.reason
    case .orders: Reason(.clearedForFlatten, value: Int64(orders.live.count))
    case .market(let block): block.reason
    case .refused(let refusal): Reason(.venueRefused, value: Int64(refusal.rawValue))
    case .unplaced(let why): why.reason
    }
  }

  /// The next slice, as it is sent; nil if there is no price for it.
  func flattenSlice(of position: Position, within slippage: BasisPoints) -> FlattenSlice? {
    guard let side = position.side?.opposite, let best = book[side.opposite].best,
      let wanted = best.away(by: slippage.ticksAtMost(of: best), for: side.opposite),
      let worst = takingLimit(slippage, past: best, for: side)
    else { return nil }
    let quantity = sliceSize(of: position.size, at: best, worst)
    let isReduceOnly = reducesOnly(side, quantity)
    let limit = setup.sendableLimit(
      quantity, worst: worst, at: best, for: side, isReduceOnly: isReduceOnly,
      position: books.ledger.position.size.steps)
    return FlattenSlice(
      side: side, quantity: quantity, wanted: wanted, limit: limit ?? worst,
      isReduceOnly: isReduceOnly)
  }

  private mutating func sendSlice(
    of position: Position, within slippage: BasisPoints, into effects: inout Effects
  ) {
    guard let slice = flattenSlice(of: position, within: slippage) else { return }
    _ = collared(slice.wanted, for: slice.side)
    let reason = Reason(.flattening, value: slippage.hundredths)
    let sent = place(
      .flatten, slice.side, at: slice.limit, slice.quantity, because: reason,
      timeInForce: .immediateOrCancel, isReduceOnly: slice.isReduceOnly, into: &effects)
    guard sent.order != nil else { return }
    learnFlatten(.sent(at: time))
    wakeFlatten()
    note(
      LogEntry(
        .flattenSlice, at: time, side: slice.side, price: slice.limit, quantity: slice.quantity,
        reason: reason))
  }

  /// The size of the next slice: the venue's minimum at least, and never so large that less than
  /// the minimum is left for the last one.
  private func sliceSize(of position: Quantity, at best: Price, _ worst: Price) -> Quantity {
    let whole = position.steps
    guard let slice = parameters.flattenSlice else { return position }
    let lower = min(best.ticks, worst.ticks)
    let least = (instrument.minimumNotional.units + lower - 1) / lower
    let wanted = max(1, max(least, slice.units / best.ticks))
    return Quantity(steps: whole - wanted < max(1, least) ? whole : wanted)
  }

  /// Wakes the engine when the flatten has waited long enough for an alarm.
  mutating func wakeFlatten() {
    timers.wake(.flatten, at: time.advanced(byNanoseconds: Flattening.clearingNanoseconds))
  }

  /// Reduce-only if the whole position covers the slice; a foreign position the other way may
  /// prevent that.
  @inline(__always) private func reducesOnly(_ side: Side, _ quantity: Quantity) -> Bool {
    parameters.capabilities.supportsReduceOnly
      && -side.sign * books.ledger.position.steps >= quantity.steps
  }

  /// The position is flat: lots that are left on both sides cancel out at the mark, or at the mid.
  private mutating func finishFlatten(into effects: inout Effects) {
    for index in books.lots.inOrder {
      let lot = books.lots[index]
      shrink(
        index, lot.open, at: markOrMid ?? lot.entry, fee: .zero, by: nil, because: .flatten,
        into: &effects)
    }
    switches.lookNoMore()
    note(LogEntry(.flattenDone, at: time))
  }

  private mutating func giveUpFlatten(
    leaving position: Position, into effects: inout Effects
  ) {
    switches.lookNoMore()
    switches.control.raise(.flattenStuck)
    changes.lots.nameAll()
    note(LogEntry(.flattenStuck, at: time, quantity: position.size))
    coverLots(into: &effects)
  }
}
