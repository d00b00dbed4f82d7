/// All settings of a strategy; the defaults are those of `rung config print`.
///
/// Amounts are decimals in the operator's units. The engine converts them to ticks and steps of its
/// instrument once, at the start.
public struct EngineSettings: Hashable, Sendable, Codable {
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
  /// Refuses the first setting that is outside its range.
  func check() throws(ParameterError) {
    for setting in SettingRange.all {
      for value in setting.values(self) where !setting.range.contains(value) {
        throw ParameterError(
          setting.setting,
          "\(value) is not allowed; \(setting.range.lowerBound) to \(setting.range.upperBound)")
      }
    }
    for setting in SettingAmount.all {
      guard let amount = setting.value(self), !setting.range.contains(amount) else { continue }
      throw ParameterError(setting.setting, "\(amount) is not allowed; \(setting.range)")
    }
    guard grid.boundsAreInOrder else {
      throw ParameterError(\.grid.lower, "is not below the upper bound")
    }
    guard RiskSettings.flattenTries.contains(risk.flattenSlippage.count) else {
      throw ParameterError(
        \.risk.flattenSlippage,
        "\(RiskSettings.flattenTries.lowerBound) to \(RiskSettings.flattenTries.upperBound) limits")
    }
  }

  /// Whether any setting uses the market's volatility; it is not measured otherwise.
  var needsVolatility: Bool {
    grid.volatility.isEnabled || exits.stop.needsRange || entries.offsetSlopeHundredths > 0
      || orders.coalesceMaximumNanoseconds > 0
  }
}
