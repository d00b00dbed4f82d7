import Market
import Venue

extension Engine {
  /// The plan of the cycle mode: no rungs. The grid levels still follow the market, since exits are
  /// paired by the grid's spacing. What an earlier ladder left live ends first.
  mutating func planCycle(mid2: Int64, into effects: inout Effects) {
    moveLadder(mid2: mid2)
    sweepAdopted(into: &effects)
    if changes.concernEntries { attempts.isDue = true }
  }

  /// Begins an attempt on each side that has none and may have one.
  mutating func runCycle(into effects: inout Effects) {
    for side in Side.allCases where settings.grid.direction.opens(side) {
      guard !attempts.occupies(side), attempts.sides[side].recheck == nil else { continue }
      noteIdle(side, launch(side, into: &effects))
    }
  }

  private mutating func noteIdle(_ side: Side, _ hold: EntryHold?) {
    if let hold, hold.cause.isTold, !hold.reason.tells(sameAs: attempts.sides[side].idle) {
      counters.gated += 1
      note(LogEntry(.gated, at: time, side: side, reason: hold.reason))
    }
    attempts.sides[side].idle = hold?.reason
  }

  /// Begins an attempt, or returns why not.
  private mutating func launch(_ side: Side, into effects: inout Effects) -> EntryHold? {
    guard let target = target(side, cap: nil) else {
      return EntryHold(.gate(.market), (market.block ?? .bookUnknown).reason)
    }
    if let hold = heldBack(side) ?? cycleHold(side, target.price) { return hold }
    let quantity = grid.skew.sized(setup.sizes.quantity(level: 1, anchor: target.price), side)
    var attempt = Attempt(
      purpose: .attempt, side: side, quantity: quantity, price: target.price, startedAt: time,
      deadline: time.advanced(byNanoseconds: settings.entries.timeoutNanoseconds),
      lookAt: time.advanced(byNanoseconds: settings.entries.repriceNanoseconds),
      told: Reason(.attempted))
    if settings.entries.style == .taker { attempt.stage = .waiting(for: .take) }
    if openLots(side) > 0 { attempt.awayFrom = attempts.sides[side].lastAdd?.price }
    let before = books.lots.lastID
    let refusal = begin(attempt, into: &effects)
    if refusal == nil { attempts.sides[side].cycleBegan = before }
    return refusal
  }

  /// Sends an attempt's first order. An attempt that a gate refuses at once is dropped.
  mutating func begin(_ attempt: Attempt, into effects: inout Effects) -> EntryHold? {
    let place = attempts.add(attempt)
    let refusal = send(attempt.stage.takes ? .take : .rest, place, into: &effects)
    timers.wake(
      .attempts, at: attempt.isFixed ? attempt.deadline : min(attempt.deadline, attempt.lookAt))
    guard let refusal else { return nil }
    if attempts.live[place].order == nil { attempts.live.remove(at: place) }
    return refusal
  }

  /// Why a side of the cycle mode may not add now, apart from the gates for every entry; nil if it
  /// may.
  func cycleHold(_ side: Side, _ price: Price) -> EntryHold? {
    if let hold = beyondBounds(price) ?? lotsHold(side) ?? awaitedLot(side) { return hold }
    guard let last = attempts.sides[side].lastAdd else { return nil }
    let passed = time.nanoseconds(since: last.time)
    if passed < settings.entries.leastIntervalNanoseconds {
      return EntryHold(
        .cycle,
        Reason(.tooSoon, value: passed, limit: settings.entries.leastIntervalNanoseconds))
    }
    return openLots(side) > 0 ? nearHold(price, to: last.price) : nil
  }

  /// Why an attempt of the cycle may not have an order at a price; nil if it may. The conditions it
  /// began under hold for each of its orders. Manual orders and completions are exempt.
  func orderHold(_ attempt: Attempt, _ price: Price) -> EntryHold? {
    guard attempt.purpose == .attempt else { return nil }
    if let hold = beyondBounds(price) { return hold }
    if openLot(of: attempt) == nil, let hold = lotsHold(attempt.side) { return hold }
    return attempt.awayFrom.flatMap { nearHold(price, to: $0) }
  }

  private func beyondBounds(_ price: Price) -> EntryHold? {
    if let lower = parameters.lower, price.ticks < lower { return beyond(lower, price) }
    if let upper = parameters.upper, price.ticks > upper { return beyond(upper, price) }
    return nil
  }

  private func beyond(_ bound: Int64, _ price: Price) -> EntryHold {
    EntryHold(.gate(.bounds), Reason(.outsideBounds, value: price.ticks, limit: bound))
  }

  private func lotsHold(_ side: Side) -> EntryHold? {
    let (open, most) = (openLots(side), settings.entries.maximumOpenLots)
    guard open >= most else { return nil }
    return EntryHold(.cycle, Reason(.lotsAboveCap, value: Int64(open), limit: Int64(most)))
  }

  private func nearHold(_ price: Price, to last: Price) -> EntryHold? {
    let distance = abs(price.ticks - last.ticks)
    let least = settings.entries.leastDistance.ticksAtLeast(of: last)
    guard distance < least else { return nil }
    return EntryHold(.cycle, Reason(.tooNear, value: distance, limit: least))
  }

  /// The lot that an attempt's next order fills into: its own, while that is open, nothing closes
  /// it, and it is not dust, which joins the next lot itself; nil if there is none.
  func openLot(of attempt: Attempt) -> Int32? {
    guard let lot = attempt.lot, books.lots[lot.index].isLive, books.lots[lot.index].id == lot.id,
      books.lots[lot.index].closing.cause == nil, books.lots[lot.index].role != .overfill,
      books.lots[lot.index].role != .dust,
      books.lots[lot.index].opener < 0 || books.lots[lot.index].opener == attempt.order
    else { return nil }
    return lot.index
  }

  /// Makes an order fill into a lot that another order opened before it; does nothing without a
  /// lot.
  mutating func fillInto(_ lot: Int32?, _ order: Int32) {
    guard let lot else { return }
    orders.live.fills(order, into: lot)
    books.lots[lot].opens(with: order)
  }

  /// What holds a side while it waits for the lot of its last cycle, as set by `rearm`; nil if
  /// nothing.
  private func awaitedLot(_ side: Side) -> EntryHold? {
    guard settings.entries.rearm != .nextReplan else { return nil }
    for index in books.lots.inOrder.reversed() {
      let lot = books.lots[index]
      guard lot.id > attempts.sides[side].cycleBegan else { break }
      // Dust waits for the side's next lot itself.
      guard lot.isOfCycle, lot.side == side, lot.role != .dust else { continue }
      let waits =
        settings.entries.rearm == .lotClosed || !lot.hasExit && !isTooSmall(lot.open, at: lot.slot)
      if waits { return EntryHold(.gate(.lot), Reason(.lotOpen, value: lot.id.value)) }
    }
    return nil
  }

  /// Where an attempt belongs now: the best price of its side, an offset away from crossing, never
  /// worse than a cap; nil if the market gives no such price.
  func target(_ side: Side, cap: Price?) -> (price: Price, offset: Int64)? {
    guard market.block == nil, let best = book[side].best else { return nil }
    // If the skew moves rungs out, it moves attempts out too.
    let offset = attemptOffset(best) + grid.levels.shift[side]
    guard var price = best.away(by: offset, for: side) else { return nil }
    if let cap, price.isBetter(than: cap, for: side) { price = cap }
    return parameters.tickGrid.snapped(price, for: side).map { ($0, offset) }
  }

  /// The larger of the tick offset and the share of the price; the share is bounded.
  private func attemptOffset(_ best: Price) -> Int64 {
    let entries = settings.entries
    var share = entries.baseOffset.hundredths
    if entries.offsetSlopeHundredths > 0, let mid2 = book.mid2 {
      let spread = (book.asks.bestOrZero - book.bids.bestOrZero) * 2
      let wide = spread.multipliedFullWidth(by: 1_000_000)
      let spreadShare = wide.high < mid2 ? mid2.dividingFullWidth(wide).quotient : 1_000_000
      let sum = min(spreadShare + swing.hundredths, 1_000_000)
      share += entries.offsetSlopeHundredths * sum / 100
    }
    share = min(share, entries.maximumOffset.hundredths)
    let ticks = parameters.tickGrid.ticks(entries.postOnlyTicks, at: best)
    return max(ticks, BasisPoints(hundredths: share).ticksAtLeast(of: best))
  }

  /// How many lots of a side are open. Dust does not count: it joins the next lot.
  private func openLots(_ side: Side) -> Int {
    books.lots.lots.reduce(0) { $0 + ($1.isLive && $1.side == side && $1.role != .dust ? 1 : 0) }
  }
}
