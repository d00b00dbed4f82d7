import Market
import Venue

extension Engine {
  /// Takes a quantity out of a lot, records what it made, and ends the lot where nothing is left.
  mutating func shrink(
    _ index: Int32, _ quantity: Quantity, at price: Price, fee: ExactMoney,
    because cause: ExitCause,
    into effects: inout Effects
  ) {
    let before = books.lots[index]
    let made = books.lots.shrink(index, quantity, at: price, fee: fee)
    let isWhole = books.lots[index].open.isZero
    var record = LotRecord(
      lot: before.id, side: before.side, rung: before.slot, cause: cause, quantity: quantity,
      entry: before.entry, exit: price, openedAt: before.openedAt, closedAt: time, made: made,
      entryFees: before.account.entryFees - books.lots[index].account.entryFees, exitFee: fee,
      isWhole: isWhole)
    record.funding = before.account.openFunding - books.lots[index].account.openFunding
    self.record(record, into: &effects)
    books.recentCloses.append(record)
    note(
      LogEntry(
        .exitFilled, at: time, side: before.side.opposite, price: price, quantity: quantity,
        lot: before.id, money: record.net))
    if cause == .takeProfit { books.lots[index].age.lastExitAt = time }
    guard isWhole else { return agenda.lots.append(index) }
    note(
      LogEntry(
        .lotClosed, at: time, side: before.side, lot: before.id,
        money: books.lots[index].account.net))
    releaseLegs(of: index, into: &effects)
    forget(index)
  }
}
