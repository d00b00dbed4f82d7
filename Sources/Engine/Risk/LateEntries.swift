import Market
import Venue

/// Entries that waited for the disk before they may leave.
extension Engine {
  /// Whether a request that raises risk may still leave some time after it was decided. That is
  /// asked of what may have changed meanwhile whatever becomes of this entry: the market and the price
  /// collar, freezes and pauses, the comparison with the venue, the breaker, and lots without a stop.
  public func mayStillLeave(_ request: OrderRequest) -> Bool {
    switch request {
    case .place(let order): maySendEntries(order.side) && isWithinCollar(order.limit)
    case .amend(let id, _, _):
      orders.live.index(of: id).map { maySendEntries(orders.live[$0].side) } ?? true
    case .cancel, .scheduleCancel: true
    }
  }

  private func isWithinCollar(_ limit: Price?) -> Bool {
    guard let collar = settings.risk.losses.priceCollar, let mid, let limit else { return true }
    return abs(limit.ticks - mid.ticks) <= collar.ticksAtMost(of: mid)
  }

  private func maySendEntries(_ side: Side) -> Bool {
    guard market.block == nil, !switches.control.isFrozen, !switches.control.isPaused[side],
      reconcileReading.ifShut == nil,
      books.lots.nakedCount == 0 || protectedReading.ifShut == nil
    else { return false }
    switch switches.breaker.stage {
    case .tripped, .cooldown: return false
    case .normal, .probation: return true
    }
  }
}
