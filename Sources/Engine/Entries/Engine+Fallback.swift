import Market
import Venue

extension Engine {
  /// Marks a side whose attempt timed out or failed: it may be finished by one taker order, if every
  /// gate passes again on a later event.
  mutating func mark(_ attempt: Attempt) {
    guard settings.entries.fallsBack, attempt.purpose == .attempt, !attempt.takes,
      !isTooSmall(attempt.left, at: attempt.price)
    else { return }
    attempts.rechecks[attempt.side] = Recheck(
      lot: attempt.lot, awayFrom: attempt.awayFrom,
      until: time.advanced(byNanoseconds: settings.entries.recheckNanoseconds),
      quantity: attempt.left)
    note(
      LogEntry(
        .fallbackMarked, at: time, side: attempt.side, price: attempt.price,
        quantity: attempt.left))
  }

  /// Looks at marked sides: a mark that came with an earlier input acts once every gate passes, or
  /// dies with its time, a pause or a freeze.
  mutating func reviewRechecks(into effects: inout Effects) {
    for side in Side.allCases {
      guard let recheck = attempts.rechecks[side] else { continue }
      if time >= recheck.until || switches.control.isFrozen || switches.control.isPaused[side] {
        attempts.rechecks[side] = nil
        note(LogEntry(.fallbackDropped, at: time, side: side, quantity: recheck.quantity))
        continue
      }
      guard !recheck.isFresh else {
        attempts.rechecks[side]?.isFresh = false
        continue
      }
      fallBack(side, recheck, into: &effects)
    }
  }

  private mutating func fallBack(
    _ side: Side, _ recheck: Recheck, into effects: inout Effects
  ) {
    guard !attempts.occupies(side), heldBack(side) == nil, let best = book[side.opposite].best
    else { return }
    var attempt = Attempt(
      purpose: .attempt, side: side, quantity: recheck.quantity, price: best, startedAt: time,
      deadline: recheck.until,
      lookAt: time.advanced(byNanoseconds: settings.entries.repriceNanoseconds),
      told: Reason(.fallingBack))
    attempt.takes = true
    attempt.lot = recheck.lot
    attempt.awayFrom = recheck.awayFrom
    if begin(attempt, into: &effects) == nil {
      attempts.rechecks[side] = nil
      recoveries.count(.fellBack)
    }
  }

  /// Sends what is left of an attempt as one order that takes, price-protected, if every gate lets
  /// it pass. Returns what stops it.
  mutating func take(_ place: Int, into effects: inout Effects) -> EntryHold? {
    let attempt = attempts.live[place]
    let quantity = due(attempt)
    guard let quote = takerQuote(attempt.side, quantity, settings.entries.maximumSlippage)
    else { return EntryHold(.gate(.market), (market.block ?? .bookUnknown).reason) }
    let limit = attempt.cap ?? quote.limit
    attempts.live[place].price = limit
    var refusal =
      orderHold(attempt, limit)
      ?? gate(attempt.side, at: limit, quantity, for: attempt.purpose, takes: true)
    if refusal == nil, attempt.cap == nil, quote.isOverCap, settings.entries.overSlippage == .skip {
      refusal = EntryHold(
        .slippage,
        Reason(
          .slippageAboveCap, value: quote.slippage.hundredths,
          limit: settings.entries.maximumSlippage.hundredths))
    }
    if let refusal { return refusal }
    let isWhole =
      attempt.purpose == .completion && settings.entries.completionIsWhole
      && parameters.capabilities.supportsFillOrKill
    let reason = Reason(.fallingBack, value: quote.slippage.hundredths)
    let lot = openLot(of: attempt)
    let order = self.place(
      attempt.purpose, attempt.side, at: limit, quantity, because: reason,
      timeInForce: isWhole ? .fillOrKill : .immediateOrCancel, into: &effects)
    guard let order else {
      attempts.live[place].hold = EntryHold(
        .gate(.ownOrder), Reason(.ownOrderInTheWay, value: limit.ticks))
      return nil
    }
    fillInto(lot, order)
    attempts.live[place].goOn(because: reason)
    attempts.live[place].begin(order, .fallingBack)
    note(
      LogEntry(
        .takerSent, at: time, side: attempt.side, price: limit, quantity: quantity,
        order: orders.live[order].id, reason: reason))
    return nil
  }

  /// Estimates a taker order from the shown book, from the last trade or the mark where there is
  /// none; nothing where nothing is known.
  func takerQuote(_ side: Side, _ quantity: Quantity, _ cap: BasisPoints) -> TakerQuote? {
    let shown = book[side.opposite]
    guard let best = shown.best else {
      guard let reference = market.lastTrade?.price ?? mark else { return nil }
      return protected(side, reference, worst: nil, cap)
    }
    var left = quantity
    var worst = best
    var next: Price? = best
    while let price = next, !left.isZero {
      worst = price
      left -= min(left, shown.size(at: price))
      next = shown.next(behind: price)
    }
    return protected(side, best, worst: left.isZero ? worst : nil, cap)
  }

  private func protected(
    _ side: Side, _ reference: Price, worst: Price?, _ cap: BasisPoints
  ) -> TakerQuote? {
    guard let exact = reference.away(by: cap.ticksAtMost(of: reference), for: side.opposite),
      let limit = parameters.raster.snapped(exact, for: side)
    else { return nil }
    guard let worst else {
      return TakerQuote(
        limit: limit, slippage: BasisPoints(hundredths: cap.hundredths + 1), isOverCap: true)
    }
    let off = abs(worst.ticks - reference.ticks).multipliedFullWidth(by: 1_000_000)
    let share =
      off.high < reference.ticks ? reference.ticks.dividingFullWidth(off).quotient : 1_000_000
    return TakerQuote(
      limit: limit, slippage: BasisPoints(hundredths: share),
      isOverCap: limit.isBetter(than: worst, for: side.opposite))
  }
}
