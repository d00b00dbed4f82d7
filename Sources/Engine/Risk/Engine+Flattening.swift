import Market
import Venue

extension Engine {
  /// Takes the next step of a running flatten, if its moment has come. Before the first comparison is
  /// through nobody knows what there is to close: no lots are no proof then.
  mutating func continueFlatten(into effects: inout Effects) {
    if switches.flattening.phase == .clearing {
      cancelAll(because: Reason(.clearedForFlatten), into: &effects) { $0.mustClear }
      guard agreement.rounds.hasStarted else { return flattenWaitsInTime(reconcileReading.reason) }
      guard !orders.live.all.contains(where: { $0.id != .vacant && $0.blocksFlatten }) else {
        return flattenWaitsInTime(clearing)
      }
      switches.flattening.phase = .reducing
    }
    guard switches.flattening.phase == .reducing else { return }
    guard !switches.flattening.isSliceLive else { return flattenWaitsInTime(clearing) }
    agenda.isUnderCommand = true
    if toFlatten.isFlat {
      guard !mayHearOfMore else { return flattenWaitsInTime(reconcileReading.reason) }
      return finishFlatten(into: &effects)
    }
    #if PLANTED_BUGS
      if PlantedBug.active == .flattenSleeps { return }
    #endif
    let limits = settings.risk.flattenSlippage
    guard switches.flattening.step < limits.count else { return giveUpFlatten(into: &effects) }
    guard time >= switches.flattening.notBefore else {
      return timers.wake(.flatten, at: switches.flattening.notBefore)
    }
    if let block = tradingBlock { return flattenWaits(block.reason) }
    sendSlice(limit: limits[switches.flattening.step], into: &effects)
  }

  /// Whether an order of an engine before this one may yet arrive and fill, or one of ours that we don't
  /// know is being asked about: flat by what is known is not flat then.
  private var mayHearOfMore: Bool {
    agreement.rounds.quietFrom > .distantPast || orders.queries.unregistered > 0
  }

  private var clearing: Reason {
    Reason(.clearedForFlatten, value: Int64(orders.live.count))
  }

  /// Says that it waits, once it did so for long.
  private mutating func flattenWaitsInTime(_ reason: Reason) {
    if time >= switches.flattening.clearBy { flattenWaits(reason) }
  }

  /// The position that is to be closed: what our lots make, or all there is.
  @inline(__always) private var toFlatten: Position { position(of: switches.flattening.scope) }

  @inline(__always) func position(of scope: FlattenScope) -> Position {
    switch scope {
    case .own: Position(steps: books.lots.open.buy - books.lots.open.sell)
    case .account: books.ledger.position
    }
  }

  /// It goes on by itself, but a person should know.
  mutating func flattenWaits(_ reason: Reason) {
    guard !switches.flattening.saysWaiting else { return }
    switches.flattening.saysWaiting = true
    recoveries.count(.flattenWaited)
    switches.control.raise(.flattenWaits)
    note(LogEntry(.flattenWaits, at: time, reason: reason))
  }

  private mutating func sendSlice(limit: BasisPoints, into effects: inout Effects) {
    guard let side = toFlatten.side?.opposite, let best = book[side.opposite].best,
      let limited = best.away(by: limit.ticksAtMost(of: best), for: side.opposite)
    else { return }
    var worst = setup.onRaster(collared(limited, for: side), for: side)
    let quantity = sliceSize(at: best, worst)
    let isReduceOnly = reducesOnly(side, quantity)
    worst =
      setup.sendableLimit(
        quantity, worst: worst, at: best, for: side, isReduceOnly: isReduceOnly,
        position: books.ledger.position.size.steps) ?? worst
    let slice = place(
      .flatten, side, at: worst, quantity,
      because: Reason(.flattening, value: limit.hundredths), timeInForce: .immediateOrCancel,
      isReduceOnly: isReduceOnly, into: &effects)
    guard slice.order != nil else { return }
    switches.flattening.isSliceLive = true
    switches.flattening.clearBy = time.advanced(byNanoseconds: Flattening.clearingNanoseconds)
    timers.wake(.flatten, at: switches.flattening.clearBy)
    note(
      LogEntry(
        .flattenSlice, at: time, side: side, price: worst, quantity: quantity,
        reason: Reason(.flattening, value: limit.hundredths)))
  }

  /// How much the next slice is for: no less than the venue takes, and no less left for the last one.
  private func sliceSize(at best: Price, _ worst: Price) -> Quantity {
    let whole = toFlatten.size.steps
    guard let slice = parameters.flattenSlice else { return toFlatten.size }
    let lower = min(best.ticks, worst.ticks)
    let least = (instrument.minimumNotional.units + lower - 1) / lower
    let wanted = max(1, max(least, slice.units / best.ticks))
    return Quantity(steps: whole - wanted < max(1, least) ? whole : wanted)
  }

  /// The venue took no slice. One that it did not look at for reasons of its own tried nothing, so
  /// the next goes to the same limit, once the venue can be expected to take it.
  mutating func sliceRefused(_ refusal: Refusal) {
    switch refusal.errorClass {
    case .throttled, .network, .venueDown:
      switches.flattening.sliceEnded(filled: true, at: time)
      let wait = refusal.errorClass.exitWait(after: 0)
      switches.flattening.notBefore = time.advanced(byNanoseconds: wait)
      flattenWaits(Reason(.venueRefused, value: Int64(refusal.rawValue)))
    case .expected where refusal == .expired: switches.flattening.sliceEnded(filled: true, at: time)
    case .expected, .margin, .permanent, .unexpected:
      switches.flattening.sliceEnded(filled: false, at: time)
    }
  }

  /// Reduce-only wherever the whole position covers the slice; a foreign one the other way may not.
  @inline(__always) private func reducesOnly(_ side: Side, _ quantity: Quantity) -> Bool {
    parameters.capabilities.supportsReduceOnly
      && -side.sign * books.ledger.position.steps >= quantity.steps
  }

  /// Flat: lots of both sides that are left cancel each other out at the mark.
  private mutating func finishFlatten(into effects: inout Effects) {
    for index in books.lots.inOrder {
      let lot = books.lots[index]
      shrink(index, lot.open, at: mark ?? lot.entry, fee: .zero, because: .flatten, into: &effects)
    }
    switches.flattening.phase = .done
    agenda.isUnderCommand = false
    note(LogEntry(.flattenDone, at: time))
  }

  private mutating func giveUpFlatten(into effects: inout Effects) {
    switches.flattening.phase = .stuck
    agenda.isUnderCommand = false
    switches.control.raise(.flattenStuck)
    agenda.lots.nameAll()
    note(LogEntry(.flattenStuck, at: time, quantity: toFlatten.size))
    coverLots(into: &effects)
  }
}
