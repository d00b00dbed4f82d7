/// Everything about a strategy that can be set; the defaults are those of `rung config print`.
///
/// Amounts are decimals in the units an operator thinks in; the engine turns them into ticks and
/// steps of its instrument once, at the start.
public struct EngineSettings: Hashable, Sendable {
  public var grid = GridSettings()
  public var entries = EntrySettings()
  public var exits = ExitSettings()
  public var orders = OrderSettings()
  public var reconcile = ReconcileSettings()
  public var risk = RiskSettings()
  public var market = MarketSettings()

  public init() {}
}

extension EngineSettings {
  /// Whether any setting looks at the market's swings; else they are not measured at all.
  var needsVolatility: Bool {
    grid.volatility.isEnabled || exits.stop.needsRange || entries.offsetSlopeHundredths > 0
      || orders.coalesceMaximumNanoseconds > 0
  }
}
