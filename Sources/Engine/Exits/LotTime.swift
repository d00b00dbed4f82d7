import Market
import Venue

extension Engine {
  /// Closes or moves, by policy, what grew too old, what the market has left behind, and what a
  /// partly filled take-profit leaves over.
  mutating func judgeTime(of lot: Int32) {
    guard lots[lot].closing == nil, !lots[lot].isExcess else { return }
    judgeRemainder(of: lot)
    // A policy that only alarms has done so; what is left over is another matter.
    guard settings.exits.closing.policy != .alarm || !lots[lot].isTimeNoted else { return }
    if let due = overdueAt(lot, .age) {
      if time >= due { act(on: lot, because: .age) } else { exitWatch.wake(at: due) }
    }
    guard settings.exits.closing.stuckAfterNanoseconds > 0, lots[lot].closing == nil,
      !lots[lot].isRunner
    else { return }
    followTrades(past: lot)
    guard let due = overdueAt(lot, .stuck) else { return }
    if time >= due { act(on: lot, because: .stuck) } else { exitWatch.wake(at: due) }
  }

  /// When a lot becomes a matter for the policy, or its remainder is closed; nothing where it won't.
  @inline(__always)
  func overdueAt(_ lot: Int32, _ cause: CloseCause) -> Instant? {
    let closing = settings.exits.closing
    // A runner has no take-profit that could be stuck, or leave something over.
    guard lots[lot].closing == nil, !lots[lot].isExcess, !lots[lot].isRunner || cause == .age,
      lots[lot].stopFiredAt == .distantPast
    else { return nil }
    let isTold = closing.policy == .alarm && lots[lot].isTimeNoted
    let due: Instant
    switch cause {
    case .age:
      guard let age = closing.maximumAgeNanoseconds, !isTold else { return nil }
      due = lots[lot].openedAt.advanced(byNanoseconds: age)
    case .stuck:
      guard closing.stuckAfterNanoseconds > 0, lots[lot].leftBehindAt < .distantFuture, !isTold
      else { return nil }
      due = lots[lot].leftBehindAt.advanced(byNanoseconds: closing.stuckAfterNanoseconds)
    case .remainder:
      guard let least = parameters.remainderAbove, lots[lot].lastExitAt > .distantPast,
        Money(lots[lot].exitPrice, times: lots[lot].open) >= least
      else { return nil }
      due = lots[lot].lastExitAt.advanced(byNanoseconds: closing.remainderAfterNanoseconds)
    case .operatorAsked, .boost, .excess: return nil
    }
    return max(due, lots[lot].noCloseBefore)
  }

  private mutating func judgeRemainder(of lot: Int32) {
    guard let due = overdueAt(lot, .remainder) else { return }
    guard time >= due else { return exitWatch.wake(at: due) }
    startClosing(lot, because: .remainder)
  }

  /// Notes when the market first traded through a take-profit by a tick or more.
  private mutating func followTrades(past lot: Int32) {
    guard lots[lot].leftBehindAt == .distantFuture else { return }
    let through = lots[lot].side.opposite.sign * -1
    let ticks = lots[lot].exitPrice.ticks + through
    let isLong = lots[lot].side == .buy
    if let last = market.lastTrade?.price.ticks, market.lastTradeAt >= lots[lot].openedAt,
      isLong ? last >= ticks : last <= ticks
    {
      lots[lot].leftBehindAt = time
    } else {
      watch.trades.watch(pushedBy: lots[lot].side, to: ticks)
    }
  }

  private mutating func act(on lot: Int32, because cause: CloseCause) {
    let isNoted = lots[lot].isTimeNoted
    lots[lot].isTimeNoted = true
    switch settings.exits.closing.policy {
    case .close: startClosing(lot, because: cause)
    case .move:
      lots[lot].noCloseBefore = time.advanced(byNanoseconds: 60 * Engine.retryNanoseconds)
      if let best = book[lots[lot].side.opposite].best { lots[lot].exitPrice = best }
    case .alarm: break
    }
    guard !isNoted else { return }
    recoveries.count(.lotOverdue)
    if settings.exits.closing.policy == .alarm { control.raise(.lotOverdue) }
    note(
      LogEntry(
        .lotOverdue, at: time, side: lots[lot].side, price: lots[lot].exitPrice,
        quantity: lots[lot].open, lot: lots[lot].id,
        reason: Reason(.closes, value: Int64(cause.rawValue))))
  }
}
