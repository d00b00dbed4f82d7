import Market
import Venue

/// What an exit must earn, and the prices that the venue accepts. It is a small value of its own
/// for the same reason as ``PriceBounds``.
struct ExitRule: Sendable {
  let makerFee: FeeRate
  let takerFee: FeeRate
  let edge: BasisPoints
  let tickGrid: TickGrid

  /// The nearest price that pays the fees of both fills and the least edge: entry × (1 + f + e) for
  /// a long lot, divided by (1 − g) for the fee on the exit; rounded away from loss.
  ///
  /// - Parameters:
  ///   - entry: the average entry, rounded against the lot.
  ///   - took: whether the entry paid the taker's fee.
  ///   - takes: whether the exit will pay it.
  func least(opened side: Side, entry: Price, took: Bool, takes: Bool) -> Price {
    let whole: Int64 = 100_000_000
    let paid = max(0, (took ? takerFee : makerFee).hundredMillionths)
    let fee = max(0, (takes ? takerFee : makerFee).hundredMillionths)
    let edge = edge.hundredths * 100
    let up = entry.ticks.multipliedFullWidth(
      by: side == .buy ? whole + paid + edge : whole - paid - edge)
    let divisor = side == .buy ? whole - fee : whole + fee
    let (quotient, remainder) = divisor.dividingFullWidth(up)
    let ticks = side == .buy && remainder > 0 ? quotient + 1 : quotient
    return Price(ticks: max(1, ticks))
  }

  /// The price at which the take-profit of a lot may take: its own, or further out if the taker's
  /// fee would eat the edge.
  func taking(_ lot: Lot) -> Price {
    let least = least(
      opened: lot.side, entry: lot.strictEntry, took: lot.account.entryTook, takes: true)
    let price =
      least.isBetter(than: lot.takeProfit.price, for: lot.side) ? least : lot.takeProfit.price
    return tickGrid.snapped(price, for: lot.side.opposite) ?? price
  }
}
