import Engine
import Market

/// Whether any order at all fits under the caps.
extension CrossCheck {
  static let capChecks: [CrossCheck] = [
    sizeUnderPositionCap, sizeUnderOrderCap, sizeUnderBudget, baseForShorts, slippageRises,
  ]

  private static let sizeUnderPositionCap = CrossCheck(
    "risk.max_position", "grid.size", "grid.size_curve", "grid.size_growth_pct"
  ) { configuration in
    guard case .base(let size) = configuration.engine.grid.size, isSmallestFirst(configuration),
      let cap = configuration.engine.risk.maximumPosition, DecimalNumber.isLess(cap, size)
    else { return nil }
    return
      "risk.max_position \(cap) is less than one order of grid.size.base \(size), so none could be sent"
  }

  private static let sizeUnderOrderCap = CrossCheck(
    "risk.max_order_notional", "grid.size", "grid.size_curve", "grid.size_growth_pct"
  ) { configuration in
    guard case .notional(let size) = configuration.engine.grid.size, isSmallestFirst(configuration),
      let cap = configuration.engine.risk.maximumOrderNotional, DecimalNumber.isLess(cap, size)
    else { return nil }
    return "risk.max_order_notional \(cap) is less than one order of grid.size.notional \(size), "
      + "so none could be sent"
  }

  private static let sizeUnderBudget = CrossCheck(
    "risk.quote_budget", "grid.size", "grid.size_curve", "grid.size_growth_pct", "grid.direction"
  ) { configuration in
    guard case .notional(let size) = configuration.engine.grid.size, isSmallestFirst(configuration),
      configuration.engine.grid.direction != .short,
      let budget = configuration.engine.risk.quoteBudget, DecimalNumber.isLess(budget, size)
    else { return nil }
    return "risk.quote_budget \(budget) does not pay for one buy of grid.size.notional \(size)"
  }

  private static let baseForShorts = CrossCheck(
    "risk.base_budget", "risk.require_base_for_short", "grid.direction"
  ) { configuration in
    guard configuration.engine.risk.requireBaseForShort,
      configuration.engine.grid.direction == .short,
      configuration.engine.risk.baseBudget.mantissa == 0
    else { return nil }
    return
      "with grid.direction \"short\" and risk.require_base_for_short, risk.base_budget 0 lets no "
      + "order go out"
  }

  private static let slippageRises = CrossCheck("risk.flatten.slippage_bps") { configuration in
    let limits = configuration.engine.risk.flattenSlippage
    for (before, after) in zip(limits, limits.dropFirst()) where after < before {
      return "risk.flatten.slippage_bps has \(basisPoints(after)) after \(basisPoints(before)); a "
        + "later try may not allow less than an earlier one"
    }
    return nil
  }

  /// Whether no rung is smaller than the first: then what is too small for it is too small for all.
  private static func isSmallestFirst(_ configuration: Configuration) -> Bool {
    let grid = configuration.engine.grid
    return grid.sizeCurve == .equal || grid.sizeGrowth >= .zero
  }
}
