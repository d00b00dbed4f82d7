import Market

/// A cap on an order's slippage, to name one that is too narrow for a market's tick.
public enum SlippageCap: Int64, CaseIterable, Sendable {
  case attempt
  case completion
  case stop
  case close
  case boost
  case flatten
}

extension GridLevels {
  /// Why loss-drift tightening never acts at an anchor: the ladder moves first. Nil if it can act,
  /// or is off.
  func idleTightening(at anchor: Price) -> Reason? {
    let tightening = Tightening(grid: grid)
    let furthest = recentreAt2 - 1
    guard grid.tighteningSlope > 0,
      tightening.hundredths(anchor: anchor, mid2: 2 * anchor.ticks - furthest, side: .buy) == 0
    else { return nil }
    let drift = furthest.multipliedFullWidth(by: 500_000)
    return Reason(
      .tighteningIdle,
      value: drift.high < anchor.ticks ? anchor.ticks.dividingFullWidth(drift).quotient : .max,
      limit: tightening.leastDrift)
  }
}

extension GridSettings {
  /// Why loss-drift tightening can never act with these settings in any market: the ladder moves
  /// first. Nil if it can, if it is off, or if that depends on tick, price or volatility.
  public var idleTightening: Reason? {
    guard case .basisPoints = spacing, !volatility.isEnabled else { return nil }
    // With a tick that is tiny compared with the price, the settings alone decide.
    let fine = Price(ticks: 1_000_000_000)
    var levels = GridLevels(self)
    var counts = Array(repeating: 0, count: SpacingFloor.allCases.count)
    _ = levels.move(to: 2 * fine.ticks, counts: &counts)
    return levels.anchor.flatMap { levels.idleTightening(at: $0) }
  }
}
