import Market
import Venue

/// Dust: what is left of a lot whose entry has ended and that is worth less than the venue takes.
///
/// It holds no slot. It joins the next lot of its side, or other dust; what closes the whole position
/// goes out alone where the venue spares that from its minimum. Until then it is shown; its stop leaves
/// together with others of its side, or it is naked.
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
    // What went off leaves as soon as it can; it is not kept for the stop of another.
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

  /// A new lot takes in the dust of its side.
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
