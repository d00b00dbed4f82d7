import Engine
import Market

/// Whether times that go by one another come in a sensible order.
extension CrossCheck {
  static let timeChecks: [CrossCheck] = [
    pulledAfterStale, neverStale, inquiryStepsGrow, coalescingGrows, haltedAfterStale,
    barsAreWholeSamples, backoffGrows,
  ]

  private static let pulledAfterStale = CrossCheck(
    "market.pull_after_ms", "market.stale_after_ms"
  ) { configuration in
    let market = configuration.engine.market
    guard market.pullAfterNanoseconds > 0,
      market.pullAfterNanoseconds < market.staleAfterNanoseconds
    else { return nil }
    return "market.pull_after_ms \(milliseconds(market.pullAfterNanoseconds)) is under "
      + "market.stale_after_ms \(milliseconds(market.staleAfterNanoseconds)): opens would be pulled and sent again; "
      + "at least as much, or 0 for never"
  }

  private static let neverStale = CrossCheck(
    "market.pull_after_ms", "market.stale_after_ms"
  ) { configuration in
    let market = configuration.engine.market
    guard market.staleAfterNanoseconds == 0, market.pullAfterNanoseconds > 0 else { return nil }
    return "market.pull_after_ms \(milliseconds(market.pullAfterNanoseconds)) pulls opens that "
      + "market.stale_after_ms 0 (never) sends again; set both to 0, or both above"
  }

  private static let inquiryStepsGrow = CrossCheck(
    "orders.inquiry_max_ms", "orders.inquiry_min_ms"
  ) { configuration in
    let orders = configuration.engine.orders
    guard orders.lastInquiryNanoseconds < orders.firstInquiryNanoseconds else { return nil }
    return "orders.inquiry_max_ms \(milliseconds(orders.lastInquiryNanoseconds)) is under "
      + "orders.inquiry_min_ms \(milliseconds(orders.firstInquiryNanoseconds)); at least as much"
  }

  private static let coalescingGrows = CrossCheck(
    "orders.coalesce_min_ms", "orders.coalesce_max_ms"
  ) { configuration in
    let orders = configuration.engine.orders
    guard orders.coalesceMaximumNanoseconds < orders.coalesceMinimumNanoseconds else { return nil }
    return "orders.coalesce_min_ms \(milliseconds(orders.coalesceMinimumNanoseconds)) is over "
      + "orders.coalesce_max_ms \(milliseconds(orders.coalesceMaximumNanoseconds)); at most as much"
  }

  private static let backoffGrows = CrossCheck(
    "entries.max_reject_backoff_ms", "entries.reject_backoff_ms"
  ) { configuration in
    let entries = configuration.engine.entries
    guard entries.maximumRejectBackoffNanoseconds < entries.rejectBackoffNanoseconds else {
      return nil
    }
    return "entries.max_reject_backoff_ms "
      + "\(milliseconds(entries.maximumRejectBackoffNanoseconds)) is under "
      + "entries.reject_backoff_ms \(milliseconds(entries.rejectBackoffNanoseconds)); at least as much"
  }

  private static let haltedAfterStale = CrossCheck(
    "market.halt_after_ms", "market.stale_after_ms"
  ) { configuration in
    let market = configuration.engine.market
    guard market.haltAfterNanoseconds > 0,
      market.haltAfterNanoseconds < market.staleAfterNanoseconds
    else { return nil }
    return "market.halt_after_ms \(milliseconds(market.haltAfterNanoseconds)) is under "
      + "market.stale_after_ms \(milliseconds(market.staleAfterNanoseconds)); at least as much, or "
      + "0 for never"
  }

  private static let barsAreWholeSamples = CrossCheck(
    "grid.volatility.bar_seconds", "grid.volatility.sample_ms"
  ) { configuration in
    let volatility = configuration.engine.grid.volatility
    guard volatility.barNanoseconds % volatility.sampleNanoseconds != 0 else { return nil }
    return "grid.volatility.bar_seconds \(volatility.barNanoseconds / 1_000_000_000) is not a "
      + "whole multiple of grid.volatility.sample_ms \(milliseconds(volatility.sampleNanoseconds)), and a "
      + "bar ends with a sample"
  }

  private static func milliseconds(_ nanoseconds: Int64) -> String {
    DecimalNumber(mantissa: nanoseconds, decimals: 6).description
  }
}
