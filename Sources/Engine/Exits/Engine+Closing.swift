import Market
import Venue

extension Engine {
  /// Starts closing a lot at the market. Its take-profits are cancelled first, and so is a stop
  /// that is not reduce-only: it would open a position if it filled too. A reduce-only stop stays.
  mutating func startClosing(_ lot: Int32, because cause: CloseCause) {
    guard books.lots[lot].beginClosing(cause, at: time) else { return }
    changes.lots.append(lot)
    guard cause != .boost else { return }
    note(
      LogEntry(
        .lotClosing, at: time, side: books.lots[lot].side.opposite, quantity: books.lots[lot].open,
        lot: books.lots[lot].id, reason: Reason(.closes, value: Int64(cause.rawValue))))
  }

  /// Takes the next step of closing a lot.
  mutating func settleClosing(of lot: Int32, _ cause: CloseCause, into effects: inout Effects) {
    // Resting orders are cancelled only once the lot can be closed: until then they may still fill.
    guard tradingBlock == nil, let best = book[books.lots[lot].side].best else {
      return timers.wake(.exits, at: time.advanced(byNanoseconds: Retry.nanoseconds))
    }
    cancelLegs(of: lot, because: Reason(.closes, value: Int64(cause.rawValue)), into: &effects) {
      $0.purpose == .takeProfit || $0.purpose == .stopLoss && !$0.isReduceOnly
    }
    guard legTotals(of: lot).takeProfit == 0, !hasPlainStop(lot) else { return }
    let most = cause == .boost ? 1 : settings.exits.closing.tries
    guard Int64(books.lots[lot].closing.tries) < most else { return giveUpClosing(lot, cause) }
    guard time >= books.lots[lot].closing.tryAt else {
      return timers.wake(.exits, at: books.lots[lot].closing.tryAt)
    }
    sendClose(of: lot, cause, from: best, into: &effects)
  }

  private mutating func sendClose(
    of lot: Int32, _ cause: CloseCause, from best: Price, into effects: inout Effects
  ) {
    let closing = settings.exits.closing
    let slippage = cause == .boost ? closing.boostSlippage : closing.slippage
    let side = books.lots[lot].side.opposite
    let worst = collared(
      setup.worst(slippage, past: best, books.lots[lot].side), for: side)
    books.lots[lot].tryClosing(again: time.advanced(byNanoseconds: Retry.nanoseconds))
    guard
      let form = exitForm(
        side, books.lots[lot].open.steps, out: orders.live.exits[side].takeProfits,
        isPlain: books.lots[lot].takeProfit.terms.isPlain),
      let limit = sendableLimit(form, worst: worst, at: best, for: side)
    else { return timers.wake(.exits, at: books.lots[lot].closing.tryAt) }
    let sent = place(
      .close, side, at: limit, form.quantity,
      because: Reason(.closes, value: Int64(cause.rawValue), limit: slippage.hundredths), lot: lot,
      timeInForce: .immediateOrCancel, isReduceOnly: form.isReduceOnly, into: &effects)
    guard sent.order == nil else { return }
    // One of our own orders is in the way and ends first. This was no try: the next is made then.
    timers.wake(.exits, at: books.lots[lot].closing.tryAt)
    books.lots[lot].closingHeldUp(at: time)
  }

  /// The close does not fill within its limit: the lot goes back to its exits. Unless it was a
  /// boost, an alarm is raised.
  private mutating func giveUpClosing(_ lot: Int32, _ cause: CloseCause) {
    books.lots[lot].endClosing(
      notBefore: time.advanced(byNanoseconds: 60 * Retry.nanoseconds))
    changes.lots.append(lot)
    guard cause != .boost else { return }
    switches.control.raise(.closeUnfilled)
    recoveries.count(.closeGivenUp)
    note(
      LogEntry(
        .closeGivenUp, at: time, side: books.lots[lot].side.opposite,
        quantity: books.lots[lot].open,
        lot: books.lots[lot].id, reason: Reason(.closes, value: Int64(cause.rawValue))))
  }

  /// The operator closes one lot.
  mutating func closeLot(_ id: PositionID) {
    guard let index = books.lots.index(of: id) else { return }
    startClosing(index, because: .operatorAsked)
  }

  /// The operator closes what both legs of a lot filled beyond it.
  mutating func closeExcess() {
    for index in books.lots.inOrder where books.lots[index].role == .overfill {
      startClosing(index, because: .excess)
    }
  }

  /// Both legs of a lot filled, or one filled after its lot was gone. The fill is booked; entries
  /// stop until the operator clears the breaker.
  mutating func noteBothLegs(_ fill: Fill) {
    guard !switches.flattening.isRunning else { return }
    recoveries.count(.bothLegsFilled)
    switches.control.raise(.bothLegsFilled)
    trip(.bothLegs)
    note(
      LogEntry(
        .bothLegsFilled, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
        order: fill.order))
  }
}
