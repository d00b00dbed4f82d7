import Market

extension Engine {
  /// The average true range in ticks, rounded up; nil while it isn't known.
  @inline(__always) var averageTrueRangeTicks: Int64? {
    market.volatility.averageTrueRange.map { Int64($0.rounded(.up)) }
  }

  /// The deviation of the mid's returns from sample to sample; nil while it isn't known.
  var deviation: BasisPoints? {
    market.volatility.deviation.map { BasisPoints(hundredths: Int64(min(1, $0) * 1_000_000)) }
  }

  /// The measure of GRID-04 as a share of price: spacings add it, and coalescing depends on it.
  @inline(__always) var swing: BasisPoints {
    guard let mid else { return .zero }
    return BasisPoints(hundredths: Int64(min(1, market.volatility.swing(at: mid)) * 1_000_000))
  }

  /// A sample was taken. Returns whether the spacing must follow it, or rungs must be checked again
  /// against their new stop prices.
  @inline(never)
  mutating func measureSwing() -> Bool {
    let stopsMove = settings.exits.stop.needsRange && market.takeNewRange()
    if stopsMove { changes.nameAllRungs() }
    guard settings.grid.volatility.isEnabled, let mid2, let mid else { return stopsMove }
    grid.follow(swing: market.volatility.swing(at: mid))
    guard grid.levels.mustRespace(mid2: mid2) else { return stopsMove }
    changes.respaceLadder()
    return true
  }
}
