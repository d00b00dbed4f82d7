import Market

/// How large each rung is.
struct SizeRule: Sendable {
  let curve: GridSettings.SizeCurve
  let growth: BasisPoints
  let fixed: Int64?
  let notional: Money?

  init(_ parameters: Parameters) {
    curve = parameters.settings.grid.sizeCurve
    growth = parameters.settings.grid.sizeGrowth
    fixed = parameters.fixedSize
    notional = parameters.notionalSize
  }

  /// The size of a rung, in whole steps, floored.
  ///
  /// - Parameter anchor: the price at which a size given as a value is turned into steps.
  func quantity(level: Int, anchor: Price) -> Quantity {
    let first = fixed ?? (notional ?? .zero).units / anchor.ticks
    let growth = Double(growth.hundredths) / 1_000_000
    switch curve {
    case .equal: return Quantity(steps: max(0, first))
    case .linear: return PriceRule.floored(Double(first) * (1 + growth * Double(level - 1)))
    case .geometric:
      var size = Double(first)
      for _ in 1..<max(1, level) { size *= 1 + growth }
      return PriceRule.floored(size)
    }
  }
}
