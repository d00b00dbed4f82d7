import Engine
import Market

/// Checks whether every rung has a size that can be traded.
extension CrossCheck {
  static let sizeChecks: [CrossCheck] = [linearStaysPositive, geometricStaysInRange]

  /// The largest ratio of the last rung's size to the first one's.
  private static let largestRatio = 1_000_000

  private static let linearStaysPositive = CrossCheck(
    "grid.size_growth_pct", "grid.levels", "grid.size_curve"
  ) { configuration in
    let grid = configuration.engine.grid
    guard grid.sizeCurve == .linear else { return nil }
    let last = 1_000_000 + grid.sizeGrowth.hundredths * Int64(grid.levels - 1)
    guard last <= 0 else { return nil }
    return "grid.size_growth_pct \(percent(grid.sizeGrowth)) makes the last of grid.levels "
      + "\(grid.levels) zero or less; it must be at least -\(smallestShrink(grid.levels))"
  }

  /// The strongest linear decrease that leaves a size for the last rung, rounded towards zero.
  private static func smallestShrink(_ levels: Int) -> String {
    DecimalNumber(mantissa: 999_999 / Int64(max(levels - 1, 1)), decimals: 4).description
  }

  private static let geometricStaysInRange = CrossCheck(
    "grid.size_growth_pct", "grid.levels", "grid.size_curve"
  ) { configuration in
    let grid = configuration.engine.grid
    guard grid.sizeCurve == .geometric, grid.sizeGrowth > .zero else { return nil }
    var ratio: Int128 = 1_000_000
    for level in 1..<max(grid.levels, 1) {
      ratio = ratio * Int128(1_000_000 + grid.sizeGrowth.hundredths) / 1_000_000
      guard ratio > Int128(largestRatio) * 1_000_000 else { continue }
      return "grid.size_growth_pct \(percent(grid.sizeGrowth)) makes rung \(level + 1) of "
        + "grid.levels \(grid.levels) more than \(largestRatio) times the first; use fewer rungs "
        + "or less growth"
    }
    return nil
  }
}
