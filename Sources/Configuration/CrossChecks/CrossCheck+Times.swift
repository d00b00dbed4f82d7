import Engine
import Market

/// Checks whether times that depend on each other agree.
extension CrossCheck {
  static let timeChecks: [CrossCheck] = [neverStale, barsAreWholeSamples]

  private static let neverStale = CrossCheck(
    "market.pull_after_ms", "market.stale_after_ms"
  ) { configuration in
    let market = configuration.engine.market
    guard market.staleAfterNanoseconds == 0, market.pullAfterNanoseconds > 0 else { return nil }
    return "market.pull_after_ms \(milliseconds(market.pullAfterNanoseconds)) would cancel entry "
      + "orders that market.stale_after_ms 0 (never) sends again; set both to 0, or both above 0"
  }

  private static let barsAreWholeSamples = CrossCheck(
    "grid.volatility.bar_seconds", "grid.volatility.sample_ms"
  ) { configuration in
    let volatility = configuration.engine.grid.volatility
    guard volatility.barNanoseconds % volatility.sampleNanoseconds != 0 else { return nil }
    return "grid.volatility.bar_seconds \(volatility.barNanoseconds / 1_000_000_000) must be a "
      + "whole multiple of grid.volatility.sample_ms \(milliseconds(volatility.sampleNanoseconds))"
  }

  private static func milliseconds(_ nanoseconds: Int64) -> String {
    DecimalNumber(mantissa: nanoseconds, decimals: 6).description
  }
}
