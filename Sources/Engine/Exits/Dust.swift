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
      lots[lot].stopFiredAt == .distantPast
      ? Money(lots[lot].exitPrice, times: lots[lot].open) < instrument.minimumNotional
      : isTooSmallToStop(lot)
    guard isSmall, lots[lot].opener < 0, lots[lot].newestLeg < 0, !lots[lot].isExcess,
      lots[lot].closing == nil, !isOutTogether(lot)
    else {
      return lots.markDust(lot, false)
    }
    dropRunner(lot)
    // What went off leaves as soon as it can; it is not kept for the stop of another.
    if let other = lots.dust(lots[lot].side, besides: lot), lots[lot].stopFiredAt == .distantPast,
      lots[other].stopFiredAt == .distantPast
    {
      recoveries.count(.dustPooled)
      absorb(lot, into: other)
      return agenda.lots.append(other)
    }
    guard !lots[lot].isDust else { return }
    lots.markDust(lot, true)
    recoveries.count(.dustPooled)
    lots.releaseSlot(of: lot)
    agenda.slots.append(SlotKey.of(lots[lot].side, lots[lot].slot))
    note(
      LogEntry(
        .dustPooled, at: time, side: lots[lot].side, quantity: lots[lot].open, lot: lots[lot].id))
  }

  /// A new lot takes in the dust of its side.
  mutating func absorbDust(into lot: Int32) {
    while let dust = lots.dust(lots[lot].side, besides: lot) { absorb(dust, into: lot) }
  }

  private mutating func absorb(_ dust: Int32, into lot: Int32) {
    note(
      LogEntry(
        .dustPooled, at: time, side: lots[dust].side, quantity: lots[dust].open,
        lot: lots[lot].id))
    lots.merge(dust, into: lot)
    counters.lotsClosed += 1
    lots[lot].exitPrice = exitPrice(
      opened: lots[lot].side, entry: lots[lot].strictEntry, took: lots[lot].entryTook)
    if !lots[lot].isTrailing {
      lots[lot].stopPrice = stopPrice(opened: lots[lot].side, entry: lots[lot].strictEntry)
    }
  }
}
