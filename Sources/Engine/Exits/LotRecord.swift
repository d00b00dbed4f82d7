import Market
import Venue

/// What made a lot smaller.
public enum ExitCause: UInt8, CaseIterable, Sendable {
  case takeProfit
  case stop
  /// A close at the market: age, boost, remainder, excess, the operator.
  case close
  /// A fill that is not ours.
  case foreign
  case flatten
  /// A leg of another lot filled after that lot was closed.
  case otherLeg
}

/// A lot, or a part of one, that was closed: for records and screens.
public struct LotRecord: Equatable, Sendable {
  public var lot: PositionID
  /// The side that opened it.
  public var side: Side
  /// The slot price of the rung that opened it.
  public var rung: Price
  public var cause: ExitCause
  public var quantity: Quantity
  /// Average entry, rounded to a tick.
  public var entry: Price
  public var exit: Price
  public var openedAt: Instant
  public var closedAt: Instant
  /// What it made before fees.
  public var made: ExactMoney
  /// Its share of the fees of the entry.
  public var entryFees: ExactMoney
  public var exitFee: ExactMoney
  /// Its share of the funding received less paid.
  public var funding = ExactMoney.zero
  /// Nothing of the lot is left.
  public var isWhole: Bool

  /// What it made after all fees and funding.
  public var net: ExactMoney { made - entryFees - exitFee + funding }
}

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
