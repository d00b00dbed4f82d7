import Engine
import Market

/// Checks whether the ladder has room: between its bounds, and above zero.
extension CrossCheck {
  static let ladderChecks: [CrossCheck] = [boundsInOrder, boundsHoldTheFloor, aboveZero]

  private static let boundsInOrder = CrossCheck("grid.lower", "grid.upper") { configuration in
    let grid = configuration.engine.grid
    guard let lower = grid.lower, let upper = grid.upper, !grid.boundsAreInOrder else { return nil }
    return "grid.lower \(lower) must be below grid.upper \(upper)"
  }

  /// The minimum width is smallest at the lowest price. If even that does not fit between the
  /// bounds, it never does.
  private static let boundsHoldTheFloor = CrossCheck(
    "grid.floors.width_pct", "grid.lower", "grid.upper"
  ) { configuration in
    let grid = configuration.engine.grid
    guard let lower = grid.lower, let upper = grid.upper, DecimalNumber.isLess(lower, upper)
    else { return nil }
    let whole: Int64 = 1_000_000
    guard lower.isStretched(by: grid.floorWidth.hundredths, of: whole, beyond: upper)
    else { return nil }
    return "grid.lower \(lower) to grid.upper \(upper) is narrower than the minimum width of the "
      + "grid, grid.floors.width_pct \(percent(grid.floorWidth))"
  }

  /// If distances are equal shares of price, the lowest buy must stay above zero.
  private static let aboveZero = CrossCheck(
    "grid.levels", "grid.spacing", "grid.floors.bps", "grid.progression", "grid.direction"
  ) { configuration in
    let grid = configuration.engine.grid
    guard grid.progression == .arithmetic, grid.direction != .short else { return nil }
    let (key, spacing) = widest(grid)
    guard spacing.hundredths * Int64(grid.levels) >= 1_000_000 else { return nil }
    return "grid.levels \(grid.levels) times \(key) \(basisPoints(spacing)) must be under 10000 "
      + "bps, else the lowest buy is at or below zero; or set grid.progression to \"geometric\""
  }

  /// The larger one of the spacing and its floor, with its key.
  private static func widest(_ grid: GridSettings) -> (key: String, spacing: BasisPoints) {
    if case .basisPoints(let spacing) = grid.spacing, spacing >= grid.floorBasisPoints {
      return ("grid.spacing.bps", spacing)
    }
    return ("grid.floors.bps", grid.floorBasisPoints)
  }

  /// A share in basis points, as people write it.
  static func basisPoints(_ share: BasisPoints) -> String {
    DecimalNumber(mantissa: share.hundredths, decimals: 2).description
  }

  /// A share in percent, as people write it.
  static func percent(_ share: BasisPoints) -> String {
    DecimalNumber(mantissa: share.hundredths, decimals: 4).description
  }
}
