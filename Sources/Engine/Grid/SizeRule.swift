import Market

/// How large each rung is.
struct SizeRule: Sendable {
  let curve: GridSettings.SizeCurve
  let growth: BasisPoints
  let fixed: Int64?
  let notional: Money?

  init(_ grid: GridSettings, _ parameters: Parameters) {
    curve = grid.sizeCurve
    growth = grid.sizeGrowth
    fixed = parameters.fixedSize
    notional = parameters.notionalSize
  }

  /// The size of a rung, in whole steps, floored.
  ///
  /// - Parameter anchor: the price at which a size given as a value is turned into steps.
  func quantity(level: Int, anchor: Price) -> Quantity {
    let first = fixed ?? (notional ?? .zero).units / anchor.ticks
    switch curve {
    case .equal: return Quantity(steps: max(0, first))
    case .linear:
      let share = 1_000_000 + growth.hundredths * Int64(level - 1)
      let product = max(0, first).multipliedFullWidth(by: max(0, share))
      guard product.high < 500_000 else { return Quantity(steps: .max) }
      return Quantity(steps: Int64(1_000_000).dividingFullWidth(product).quotient)
    case .geometric:
      let growth = Double(growth.hundredths) / 1_000_000  // tidy-ok: steers; floored to steps
      var size = Double(first)
      for _ in 1..<max(1, level) { size *= 1 + growth }
      return PriceRule.floored(size)
    }
  }
}
