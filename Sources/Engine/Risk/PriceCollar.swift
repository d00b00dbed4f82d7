import Market

extension Engine {
  /// The worst price at which an exit or a slice of a flatten may take. A price beyond the collar
  /// is brought back to it. An entry that far out is not sent; an order that lowers risk is, but
  /// never at a price that can only be a mistake.
  mutating func collared(_ worst: Price, for side: Side) -> Price {
    guard let mid, let most = collar(on: worst, for: side) else { return worst }
    recoveries.count(.collared)
    note(
      LogEntry(
        .collared, at: time, side: side, price: most,
        reason: Reason(.beyondCollar, value: worst.ticks, limit: mid.ticks)))
    return setup.onTickGrid(most, for: side)
  }

  /// The price collar if a taking price lies beyond it; nil if it doesn't.
  private func collar(on worst: Price, for side: Side) -> Price? {
    guard let collar = settings.risk.losses.priceCollar, let mid,
      let most = mid.away(by: collar.ticksAtMost(of: mid), for: side.opposite),
      worst.isBetter(than: most, for: side)
    else { return nil }
    return most
  }

  /// The limit of a taking order that may slip by `slippage` past the best price, as it is sent: on
  /// the venue's tick grid and within the collar.
  func takingLimit(_ slippage: BasisPoints, past best: Price, for side: Side) -> Price? {
    guard let worst = best.away(by: slippage.ticksAtMost(of: best), for: side.opposite) else {
      return nil
    }
    return setup.onTickGrid(collar(on: worst, for: side) ?? worst, for: side)
  }
}
