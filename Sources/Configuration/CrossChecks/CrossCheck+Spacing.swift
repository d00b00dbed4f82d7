import Engine

/// Checks whether the cap of the spacing leaves room for what must fit under it.
extension CrossCheck {
  static let spacingChecks: [CrossCheck] = [capHoldsSpacing, capHoldsFloor, capHoldsWidth]

  private static let capHoldsSpacing = CrossCheck(
    "grid.volatility.max_spacing", "grid.spacing", "grid.volatility.enabled"
  ) { configuration in
    let grid = configuration.engine.grid
    switch cap(grid) {
    case (.basisPoints(let most))?:
      guard case .basisPoints(let spacing) = grid.spacing, most < spacing else { return nil }
      return "grid.volatility.max_spacing.bps \(basisPoints(most)) must be at least "
        + "grid.spacing.bps \(basisPoints(spacing)), to which volatility is added"
    case (.ticks(let most))?:
      guard case .ticks(let spacing) = grid.spacing, most < spacing else { return nil }
      return "grid.volatility.max_spacing.ticks \(most) must be at least grid.spacing.ticks "
        + "\(spacing), to which volatility is added"
    case nil: return nil
    }
  }

  private static let capHoldsFloor = CrossCheck(
    "grid.volatility.max_spacing", "grid.floors.bps", "grid.floors.ticks",
    "grid.volatility.enabled"
  ) { configuration in
    let grid = configuration.engine.grid
    switch cap(grid) {
    case (.basisPoints(let most))?:
      guard most < grid.floorBasisPoints else { return nil }
      return "grid.volatility.max_spacing.bps \(basisPoints(most)) must be at least "
        + "grid.floors.bps \(basisPoints(grid.floorBasisPoints)), or it could never be kept"
    case (.ticks(let most))?:
      guard most < grid.floorTicks else { return nil }
      return "grid.volatility.max_spacing.ticks \(most) must be at least grid.floors.ticks "
        + "\(grid.floorTicks), or it could never be kept"
    case nil: return nil
    }
  }

  private static let capHoldsWidth = CrossCheck(
    "grid.volatility.max_spacing", "grid.floors.width_pct", "grid.levels", "grid.direction",
    "grid.volatility.enabled"
  ) { configuration in
    let grid = configuration.engine.grid
    guard case (.basisPoints(let most))? = cap(grid) else { return nil }
    let across = Int64(grid.direction == .neutral ? 2 * grid.levels : grid.levels)
    guard most.hundredths * across < grid.floorWidth.hundredths else { return nil }
    return "grid.volatility.max_spacing.bps \(basisPoints(most)) could never be kept: \(across) "
      + "rungs at that spacing are narrower than grid.floors.width_pct \(percent(grid.floorWidth))"
  }

  /// The cap of the spacing; nil if it can't act.
  private static func cap(_ grid: GridSettings) -> Distance? {
    grid.volatility.isEnabled ? grid.volatility.maximumSpacing : nil
  }
}
