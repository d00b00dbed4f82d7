import Market
import Venue

/// Runners: one lot a side that has no take-profit. Once the market reached the price of the
/// take-profit, the lot's stop trails the mark. The runner is chosen as a lot is opened. It stays
/// the runner while it is open, unless it becomes too small for any order.
extension Engine {
  /// A new lot becomes its side's runner, if there is none.
  mutating func chooseRunner(_ lot: Int32) {
    guard settings.exits.runner.isEnabled, exits.runners[books.lots[lot].side] == nil else {
      return
    }
    exits.beginRunner(books.lots[lot].side, books.lots[lot].id)
    books.lots.becomeRunner(lot)
    note(LogEntry(.runnerChosen, at: time, side: books.lots[lot].side, lot: books.lots[lot].id))
  }

  /// A runner that is worth too little for any order is a runner no longer: the next lot may become
  /// one.
  mutating func dropRunner(_ lot: Int32) {
    guard books.lots[lot].role.isRunner else { return }
    exits.endRunner(books.lots[lot].side)
    books.lots.endRunner(lot)
  }

  /// Moves the stop of a runner with the market, never back, and asks for the next check.
  mutating func settleRunner(_ lot: Int32) {
    guard books.lots[lot].role.isRunner, let mark = valuation else { return }
    let side = books.lots[lot].side
    let exit = side.opposite
    // A mark from before a fill may be the price from which the market fell to that entry.
    guard !books.ledger.unmarked.isWaiting else {
      return watchMark(side, at: books.lots[lot].takeProfit.price)
    }
    if books.lots[lot].role == .runner(isTrailing: false) {
      guard !books.lots[lot].takeProfit.price.isBetter(than: mark, for: exit.opposite) else {
        return watchMark(side, at: books.lots[lot].takeProfit.price)
      }
      books.lots.beginTrailing(lot)
    }
    let trail = settings.exits.runner.trail.ticksAtLeast(of: mark)
    let step = max(1, settings.exits.runner.step.ticksAtLeast(of: mark))
    guard let away = mark.away(by: max(1, trail), for: side) else { return }
    let wanted = setup.onTickGrid(away, for: exit)
    let present = books.lots[lot].stop.trigger
    let gained = present.map { side.sign * (wanted.ticks - $0.ticks) } ?? step
    if gained >= step {
      books.lots[lot].moveStop(to: wanted)
      note(
        LogEntry(
          .runnerTrails, at: time, side: exit, price: wanted, quantity: books.lots[lot].open,
          lot: books.lots[lot].id))
    }
    let reached = books.lots[lot].stop.trigger ?? wanted
    if let next = reached.away(by: step, for: exit) { watchMark(side, at: nextMark(side, next)) }
  }

  /// The mark from which a runner's stop may lie at a price. The trail is a share of the mark in
  /// whole ticks, so the result may be a tick too early, but not too late.
  private func nextMark(_ side: Side, _ stop: Price) -> Price {
    let whole: Int64 = 1_000_000
    let share = settings.exits.runner.trail.hundredths
    // A trail of nearly the whole price is checked too early instead of being calculated exactly.
    let divisor = max(100, side == .buy ? whole - share : whole + share)
    let mark = divisor.dividingFullWidth(stop.ticks.multipliedFullWidth(by: whole)).quotient
    return Price(ticks: min(max(1, side == .buy ? mark : mark + 1), Price.maximumTicks))
  }
}
