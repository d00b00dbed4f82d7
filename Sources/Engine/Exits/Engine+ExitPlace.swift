import Market
import Venue

/// Where take-profits lie. Functions that only read are forced inline, as in ``gate(_:at:_:)``.
extension Engine {
  /// Where the take-profit of a lot lies: as set, and never closer to the entry than break-even
  /// plus the least edge.
  ///
  /// - Parameters:
  ///   - entry: the average entry, rounded against the lot.
  ///   - took: whether the entry paid the taker's fee.
  ///   - takes: whether the take-profit will pay it.
  @inline(__always)
  func exitPrice(
    opened side: Side, entry: Price, took: Bool = false, takes: Bool = false
  ) -> Price {
    let wanted: Price
    switch settings.exits.takeProfit {
    case .paired: wanted = grid.levels.paired(with: entry, opened: side)
    case .away(.ticks(let count)):
      wanted = entry.away(by: count, for: side.opposite) ?? Price(ticks: 1)
    case .away(.basisPoints(let share)):
      wanted = entry.away(by: share.ticksAtLeast(of: entry), for: side.opposite) ?? Price(ticks: 1)
    }
    let least = setup.exitRule.least(opened: side, entry: entry, took: took, takes: takes)
    return setup.onTickGrid(
      least.isBetter(than: wanted, for: side) ? least : wanted, for: side.opposite)
  }

  /// An entry fill enlarges a lot. If its average entry moves, so do its exits.
  mutating func enlarge(_ lot: Int32, with fill: Fill) {
    let isFirst = books.lots[lot].open.isZero
    let before = isFirst ? fill.price : books.lots[lot].strictEntry
    let tookBefore = books.lots[lot].account.entryTook
    books.lots.enlarge(
      lot, fill.quantity, at: fill.price, fee: fill.fee, took: fill.liquidity == .taker)
    let entry = books.lots[lot].strictEntry
    if entry != before || books.lots[lot].account.entryTook != tookBefore {
      let took = books.lots[lot].account.entryTook
      books.lots[lot].entryMoved(
        takeProfit: exitPrice(opened: fill.side, entry: entry, took: took))
    }
    if isFirst || entry != before || books.lots[lot].stop.trigger == nil {
      books.lots[lot].moveStop(to: stopPrice(opened: fill.side, entry: entry))
    }
  }
}
