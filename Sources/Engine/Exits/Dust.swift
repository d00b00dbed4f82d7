import Market
import Venue

/// Dust: the rest of a lot whose entry has ended, worth less than the venue's minimum.
///
/// It holds no slot. It joins the next lot of its side, or other dust. If it is the whole position,
/// and the venue exempts such a close from its minimum, its exit is sent alone. Until then it is
/// shown. Its stop is sent together with others of its side; if that is not possible, it is
/// unprotected.
extension Engine {
  mutating func poolDust(_ lot: Int32) {
    let isSmall =
      !books.lots[lot].stop.isTriggered
      ? Money(books.lots[lot].takeProfit.price, times: books.lots[lot].open)
        < instrument.minimumNotional
      : isTooSmallToStop(lot)
    guard isSmall, books.lots[lot].opener < 0, books.lots[lot].newestLeg < 0,
      books.lots[lot].role != .overfill,
      books.lots[lot].closing.cause == nil, !isOutTogether(lot)
    else {
      return books.lots.markDust(lot, false)
    }
    dropRunner(lot)
    // A lot whose stop was triggered leaves as soon as it can: it does not wait for another's stop.
    if let other = books.lots.dust(books.lots[lot].side, besides: lot),
      !books.lots[lot].stop.isTriggered,
      !books.lots[other].stop.isTriggered
    {
      recoveries.count(.dustPooled)
      absorb(lot, into: other)
      return changes.lots.append(other)
    }
    guard books.lots[lot].role != .dust else { return }
    books.lots.markDust(lot, true)
    recoveries.count(.dustPooled)
    books.lots.releaseSlot(of: lot)
    changes.name(books.lots[lot].side, books.lots[lot].slot)
    note(
      LogEntry(
        .dustPooled, at: time, side: books.lots[lot].side, quantity: books.lots[lot].open,
        lot: books.lots[lot].id))
  }

  /// A new lot absorbs the dust of its side.
  mutating func absorbDust(into lot: Int32) {
    while let dust = books.lots.dust(books.lots[lot].side, besides: lot) { absorb(dust, into: lot) }
  }

  private mutating func absorb(_ dust: Int32, into lot: Int32) {
    note(
      LogEntry(
        .dustPooled, at: time, side: books.lots[dust].side, quantity: books.lots[dust].open,
        lot: books.lots[lot].id))
    books.lots.merge(dust, into: lot)
    counters.lotsClosed += 1
    let price = exitPrice(
      opened: books.lots[lot].side, entry: books.lots[lot].strictEntry,
      took: books.lots[lot].account.entryTook)
    books.lots[lot].takeProfit.move(to: price)
    if books.lots[lot].role != .runner(isTrailing: true) {
      books.lots[lot].moveStop(
        to: stopPrice(opened: books.lots[lot].side, entry: books.lots[lot].strictEntry))
    }
  }
}
