import Market

/// The size of each rung.
struct SizeRule: Sendable, Codable {
  let curve: GridSettings.SizeCurve
  let growth: BasisPoints
  /// The size of each level as a multiple of the first level's, if sizes grow geometrically.
  private let shares: [GrowthShare]
  let fixed: Int64?
  let notional: Money?

  init(_ grid: GridSettings, _ parameters: Parameters) {
    curve = grid.sizeCurve
    growth = grid.sizeGrowth
    shares =
      curve == .geometric
      ? GrowthShare.table(growth: grid.sizeGrowth, levels: grid.levels) : []
    fixed = parameters.fixedSize
    notional = parameters.notionalSize
  }

  /// The size of a rung, in whole steps, floored.
  ///
  /// - Parameter anchor: the price at which a size given as a value is converted to steps.
  func quantity(level: Int, anchor: Price) -> Quantity {
    let first = fixed ?? (notional ?? .zero).units / anchor.ticks
    switch curve {
    case .equal: return Quantity(steps: max(0, first))
    case .linear:
      let share = 1_000_000 + growth.hundredths * Int64(level - 1)
      let product = max(0, first).multipliedFullWidth(by: max(0, share))
      guard product.high < 500_000 else { return Quantity(steps: .max) }
      return Quantity(steps: Int64(1_000_000).dividingFullWidth(product).quotient)
    case .geometric: return shares[level - 1].of(max(0, first))
    }
  }
}
