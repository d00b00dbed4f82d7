import Market
import Venue

extension Engine {
  /// Applies the policy to lots that are too old or that the market has left behind, and closes
  /// what a partly filled take-profit leaves over.
  mutating func judgeTime(of lot: Int32) {
    guard books.lots[lot].closing.cause == nil, books.lots[lot].role != .overfill else { return }
    judgeRemainder(of: lot)
    // A policy that only raises an alarm has done so by then; a remainder is another matter.
    guard settings.exits.closing.policy != .alarm || !books.lots[lot].age.isNoted else { return }
    actOnceDue(lot, .age)
    guard settings.exits.closing.stuckAfterNanoseconds > 0, books.lots[lot].closing.cause == nil,
      !books.lots[lot].role.isRunner
    else { return }
    followTrades(past: lot)
    actOnceDue(lot, .stuck)
  }

  /// Acts by policy if it is due. Sets a timer if it is still to come, or comes again.
  private mutating func actOnceDue(_ lot: Int32, _ cause: CloseCause) {
    if let due = overdueAt(lot, cause), time >= due { act(on: lot, because: cause) }
    if let next = overdueAt(lot, cause), next > time { timers.wake(.exits, at: next) }
  }

  /// When the policy applies to a lot, or its remainder is closed; nil if it never does.
  @inline(__always)
  func overdueAt(_ lot: Int32, _ cause: CloseCause) -> Instant? {
    let closing = settings.exits.closing
    // A runner has no take-profit that could be stuck or leave a remainder.
    guard books.lots[lot].closing.cause == nil, books.lots[lot].role != .overfill,
      !books.lots[lot].role.isRunner || cause == .age,
      !books.lots[lot].stop.isTriggered
    else { return nil }
    let isTold = closing.policy == .alarm && books.lots[lot].age.isNoted
    let due: Instant
    switch cause {
    case .age:
      guard let age = closing.maximumAgeNanoseconds, !isTold else { return nil }
      due = books.lots[lot].openedAt.advanced(byNanoseconds: age)
    case .stuck:
      guard closing.stuckAfterNanoseconds > 0, let since = books.lots[lot].age.leftBehindAt, !isTold
      else { return nil }
      due = since.advanced(byNanoseconds: closing.stuckAfterNanoseconds)
    case .remainder:
      guard let least = parameters.remainderAbove, let lastExitAt = books.lots[lot].age.lastExitAt,
        Money(books.lots[lot].takeProfit.price, times: books.lots[lot].open) >= least
      else { return nil }
      due = lastExitAt.advanced(byNanoseconds: closing.remainderAfterNanoseconds)
    case .operatorAsked, .boost, .excess: return nil
    }
    return max(due, books.lots[lot].closing.notBefore)
  }

  private mutating func judgeRemainder(of lot: Int32) {
    guard let due = overdueAt(lot, .remainder) else { return }
    guard time >= due else { return timers.wake(.exits, at: due) }
    startClosing(lot, because: .remainder)
  }

  /// Notes when the market first traded through a take-profit by a tick or more.
  private mutating func followTrades(past lot: Int32) {
    guard books.lots[lot].age.leftBehindAt == nil else { return }
    let through = books.lots[lot].side.opposite.sign * -1
    let ticks = books.lots[lot].takeProfit.price.ticks + through
    let isLong = books.lots[lot].side == .buy
    if let last = market.lastTrade?.price.ticks, market.lastTradeAt >= books.lots[lot].openedAt,
      isLong ? last >= ticks : last <= ticks
    {
      books.lots[lot].age.leftBehind(at: time)
    } else {
      grid.watch.awaitTrade(pushedBy: books.lots[lot].side, to: ticks)
    }
  }

  private mutating func act(on lot: Int32, because cause: CloseCause) {
    let isNew = books.lots[lot].age.note()
    switch settings.exits.closing.policy {
    case .close: startClosing(lot, because: cause)
    case .move:
      books.lots[lot].endClosing(
        notBefore: time.advanced(byNanoseconds: 60 * Retry.nanoseconds))
      if let best = book[books.lots[lot].side.opposite].best {
        books.lots[lot].takeProfit.move(to: best)
      }
    case .alarm: break
    }
    guard isNew else { return }
    recoveries.count(.lotOverdue)
    if settings.exits.closing.policy == .alarm { switches.control.raise(.lotOverdue) }
    note(
      LogEntry(
        .lotOverdue, at: time, side: books.lots[lot].side, price: books.lots[lot].takeProfit.price,
        quantity: books.lots[lot].open, lot: books.lots[lot].id,
        reason: Reason(.closes, value: Int64(cause.rawValue))))
  }
}
