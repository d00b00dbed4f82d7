import Engine
import Market

/// Checks whether any order fits under the caps at all.
extension CrossCheck {
  static let capChecks: [CrossCheck] = [
    holdsOneOrder("risk.max_position", \.maximumPosition, .base),
    holdsOneOrder("risk.max_order_notional", \.maximumOrderNotional, .notional),
    sizeUnderBudget, baseForShorts, slippageRises,
    holdsOneOrder("risk.max_order_size", \.losses.maximumOrderSize, .base),
    holdsOneOrder("risk.max_side_exposure", \.losses.maximumSideExposure, .base),
    skewNeedsMaximum, collarHoldsFirstRung, collarHoldsWidth,
  ]

  /// The measure in which both a size and its cap are given.
  private enum SizeMeasure: String {
    case base
    case notional
  }

  /// A cap below the smallest rung would stop every entry order.
  private static func holdsOneOrder(
    _ path: String, _ cap: KeyPath<RiskSettings, DecimalNumber?> & Sendable,
    _ measure: SizeMeasure
  ) -> CrossCheck {
    CrossCheck(path, "grid.size", "grid.size_curve", "grid.size_growth_pct") { configuration in
      guard let size = smallestSize(configuration, in: measure),
        let cap = configuration.engine.risk[keyPath: cap], DecimalNumber.isLess(cap, size)
      else { return nil }
      return "\(path) \(cap) is smaller than one order of grid.size.\(measure) \(size), so no "
        + "order could be sent"
    }
  }

  private static let skewNeedsMaximum = CrossCheck(
    "grid.skew.enabled", "risk.max_position"
  ) { configuration in
    guard configuration.engine.grid.skew.isEnabled,
      configuration.engine.risk.maximumPosition == nil
    else { return nil }
    return "grid.skew.enabled needs risk.max_position: skew is the position divided by it"
  }

  private static let collarHoldsFirstRung = CrossCheck(
    "risk.price_collar_pct", "grid.spacing", "grid.floors.bps"
  ) { configuration in
    let grid = configuration.engine.grid
    guard let collar = configuration.engine.risk.losses.priceCollar else { return nil }
    if case .basisPoints(let spacing) = grid.spacing, collar < spacing {
      return "risk.price_collar_pct \(percent(collar)) is smaller than grid.spacing.bps "
        + "\(basisPoints(spacing)), so no rung could be sent"
    }
    guard collar < grid.floorBasisPoints else { return nil }
    return "risk.price_collar_pct \(percent(collar)) is smaller than grid.floors.bps "
      + "\(basisPoints(grid.floorBasisPoints)), so no rung could be sent"
  }

  private static let collarHoldsWidth = CrossCheck(
    "risk.price_collar_pct", "grid.floors.width_pct", "grid.levels", "grid.direction"
  ) { configuration in
    let grid = configuration.engine.grid
    guard let collar = configuration.engine.risk.losses.priceCollar else { return nil }
    let across = Int64(grid.direction == .neutral ? 2 * grid.levels : grid.levels)
    guard collar.hundredths * across < grid.floorWidth.hundredths else { return nil }
    return "risk.price_collar_pct \(percent(collar)) is smaller than the spacing that "
      + "grid.floors.width_pct \(percent(grid.floorWidth)) gives \(across) rungs, so no rung "
      + "could be sent"
  }

  private static let sizeUnderBudget = CrossCheck(
    "risk.quote_budget", "grid.size", "grid.size_curve", "grid.size_growth_pct", "grid.direction"
  ) { configuration in
    guard let size = smallestSize(configuration, in: .notional),
      configuration.engine.grid.direction != .short,
      let budget = configuration.engine.risk.quoteBudget, DecimalNumber.isLess(budget, size)
    else { return nil }
    return "risk.quote_budget \(budget) is smaller than one buy of grid.size.notional \(size), so "
      + "no buy could be sent"
  }

  private static let baseForShorts = CrossCheck(
    "risk.base_budget", "risk.require_base_for_short", "grid.direction"
  ) { configuration in
    guard configuration.engine.risk.requireBaseForShort,
      configuration.engine.grid.direction == .short,
      configuration.engine.risk.baseBudget.mantissa == 0
    else { return nil }
    return
      "with grid.direction \"short\" and risk.require_base_for_short, risk.base_budget must be "
      + "above 0, or no order could be sent"
  }

  private static let slippageRises = CrossCheck("risk.flatten.slippage_bps") { configuration in
    let limits = configuration.engine.risk.flattenSlippage
    for (before, after) in zip(limits, limits.dropFirst()) where after < before {
      return "risk.flatten.slippage_bps has \(basisPoints(after)) after \(basisPoints(before)); "
        + "each number must be at least the one before it"
    }
    return nil
  }

  /// The size of the first rung if it is given in `measure` and no rung is smaller; nil otherwise.
  /// A cap too small for the first rung is too small for all.
  private static func smallestSize(
    _ configuration: Configuration, in measure: SizeMeasure
  ) -> DecimalNumber? {
    let grid = configuration.engine.grid
    guard grid.sizeCurve == .equal || grid.sizeGrowth >= .zero else { return nil }
    return switch measure {
    case .base: grid.size.base
    case .notional: grid.size.notional
    }
  }
}
