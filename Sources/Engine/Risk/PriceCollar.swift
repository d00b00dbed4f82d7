import Market

extension Engine {
  /// The worst price at which an exit or a slice of a flatten may take: where it would lie further
  /// past the mid than the price collar, it is brought there. An open that far out stays here; what
  /// lowers risk goes out, but at no price that can only be a mistake.
  mutating func collared(_ worst: Price, for side: Side) -> Price {
    guard let collar = settings.risk.losses.priceCollar, let mark,
      let most = mark.away(by: collar.ticks(of: mark), for: side.opposite),
      worst.isBetter(than: most, for: side)
    else { return worst }
    recoveries.count(.collared)
    note(
      LogEntry(
        .collared, at: time, side: side, price: most,
        reason: Reason(.beyondCollar, value: worst.ticks, limit: mark.ticks)))
    return onRaster(most, for: side)
  }
}
