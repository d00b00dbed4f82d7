import Market
import Venue

extension Engine {
  /// Starts to complete the imbalance of a side: no other entries are sent until it is done.
  mutating func startCompletion(_ side: Side, into effects: inout Effects) {
    if let reason = completionRefusal(side) {
      return note(LogEntry(.gated, at: time, side: side, reason: reason))
    }
    guard let cap = completionCap(side) else { return }
    attempts.completion = .waiting(side, cap: cap)
    attempts.isDue = true
    changes.nameAllRungs()
    note(
      LogEntry(
        .completionStarted, at: time, side: side, price: cap, quantity: imbalance(side)))
    cancelOpens(because: Reason(.completing), into: &effects)
  }

  /// Completes a side that has lagged for as long as is set, once that is possible.
  mutating func followImbalance(after wait: Int64, into effects: inout Effects) {
    guard !attempts.completion.isUnderWay else { return }
    let lagging = Side.allCases.first { !imbalance($0).isZero }
    guard let since = attempts.completion.follow(lagging, at: time), let side = lagging else {
      return
    }
    let due = since.advanced(byNanoseconds: wait)
    guard time >= due else { return timers.wake(.completion, at: due) }
    guard completionRefusal(side) == nil, reconcileReading.state == .open else {
      return timers.wake(.completion, at: time.advanced(byNanoseconds: Retry.nanoseconds))
    }
    attempts.completion = .none
    startCompletion(side, into: &effects)
  }

  /// The worst price that a completion begun now may have; nil if there is no book.
  private func completionCap(_ side: Side) -> Price? {
    guard let best = book[side.opposite].best,
      let limit = best.away(
        by: settings.entries.completionSlippage.ticksAtMost(of: best), for: side.opposite)
    else { return nil }
    return parameters.tickGrid.snapped(limit, for: side)
  }

  /// Why a side can't be completed now; nil if it can.
  func completionRefusal(_ side: Side) -> Reason? {
    if attempts.completion.isUnderWay { return Reason(.completing) }
    if let reason = switchedOff(side) { return reason }
    let quantity = imbalance(side)
    guard !quantity.isZero else { return Reason(.nothingToComplete) }
    guard let cap = completionCap(side) else { return (market.block ?? .bookUnknown).reason }
    guard isTooSmall(quantity, at: cap) else { return nil }
    return Reason(
      .belowMinimumNotional, value: Money(cap, times: quantity).units,
      limit: instrument.minimumNotional.units)
  }

  /// Starts a completion's attempt once no other entry is live.
  mutating func beginCompletion(into effects: inout Effects) {
    guard case .waiting(let side, let cap) = attempts.completion else { return }
    guard switchedOff(side) == nil else { return dropCompletion() }
    guard orders.live.opening.buy == 0, orders.live.opening.sell == 0 else { return }
    let quantity = imbalance(side)
    guard !isTooSmall(quantity, at: cap) else { return dropCompletion() }
    attempts.completion = .trading
    let attempt = Attempt(
      purpose: .completion, side: side, quantity: quantity, price: cap, startedAt: time,
      deadline: time.advanced(byNanoseconds: settings.entries.timeoutNanoseconds),
      lookAt: time.advanced(byNanoseconds: settings.entries.repriceNanoseconds),
      cap: cap, told: Reason(.attempted))
    let place = attempts.add(attempt)
    if let refusal = rest(place, into: &effects) { hold(place, refusal) }
  }

  /// Cancels a completion's order that is for more than its side still lacks. If that is nothing,
  /// or too little for an order, the completion is done.
  mutating func boundCompletion(into effects: inout Effects) {
    guard attempts.completion == .trading,
      let place = attempts.live.firstIndex(where: { $0.purpose == .completion })
    else { return }
    let attempt = attempts.live[place]
    let quantity = due(attempt)
    switch attempt.stage {
    case .waiting: if isTooSmall(quantity, at: attempt.price) { finish(place, .attemptDone) }
    case .resting(let index):
      let order = orders.live[index]
      guard !order.isCancelling, quantity < order.remaining else { return }
      let reason =
        quantity.isZero
        ? Reason(.nothingToComplete)
        : Reason(.replaced, value: order.remaining.steps, limit: quantity.steps)
      leave(place, index, because: reason, into: &effects)
    case .taking, .leaving: break
    }
  }

  private mutating func dropCompletion() {
    attempts.completion = .none
    changes.nameAllRungs()
    timers.wake(.completion, at: time)
    note(LogEntry(.attemptStopped, at: time, reason: Reason(.completing)))
  }
}
