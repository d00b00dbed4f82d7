import Market
import Venue

/// What a setting may be, so that no arithmetic on it can leave 64 bits whatever the market does.
enum Ranges {
  /// A share of a price or a size: nothing to the whole.
  static let share: ClosedRange<Int64> = 0...1_000_000
  /// A distance in ticks.
  static let ticks: ClosedRange<Int64> = 1...Price.maximumTicks

  /// Refuses the first setting that is out of its range, by its key.
  static func check(_ settings: EngineSettings) throws(ParameterError) {
    try check(settings.grid)
    try check(settings.entries)
    try check(settings.exits)
    try check(settings.orders)
    try check(settings.reconcile)
    try check(settings.risk)
    let market = settings.market
    try check(market.staleAfterNanoseconds, 0...Int64.max, "market.stale_after_ms")
    try check(market.pullAfterNanoseconds, 0...Int64.max, "market.pull_after_ms")
    try check(market.haltAfterNanoseconds, 0...Int64.max, "market.halt_after_ms")
    let day: Int64 = 86_400_000_000_000
    try check(market.life.pollNanoseconds, 0...day, "market.status_poll_seconds")
    try check(market.life.cutoffNanoseconds, 0...day, "market.cutoff_seconds")
    try check(market.life.maximumSkewNanoseconds, 0...day, "market.max_clock_skew_ms")
  }

  private static func check(_ entries: EntrySettings) throws(ParameterError) {
    try check(
      entries.postOnlyTicks, 0...Price.maximumTicks, "entries.post_only_tick_multiplier")
    try check(entries.baseOffset.hundredths, share, "entries.offset_bps")
    try check(entries.offsetSlopeHundredths, 0...10_000, "entries.offset_slope")
    try check(entries.maximumOffset.hundredths, share, "entries.max_offset_bps")
    try check(entries.timeoutNanoseconds, 1...Int64.max, "entries.limit_timeout_ms")
    try check(
      entries.manualTimeoutNanoseconds ?? 1, 1...Int64.max, "entries.manual_timeout_ms")
    try Self.check(
      entries.completeAfterNanoseconds ?? 1, 1...Int64.max, "entries.complete_after_ms")
    // A look every millisecond at most, so that time goes on between two.
    try check(
      entries.repriceNanoseconds, 1_000_000...Int64.max, "entries.reprice_interval_ms")
    try check(
      entries.rejectBackoffNanoseconds, 1_000_000...86_400_000_000_000,
      "entries.reject_backoff_ms")
    try check(
      entries.maximumRejectBackoffNanoseconds, 0...Int64.max, "entries.max_reject_backoff_ms")
    try check(Int64(entries.rejectStorm), 1...Int64.max, "entries.reject_storm")
    try check(Int64(entries.maximumOpenLots), 1...10_000, "entries.max_open_lots")
    try check(entries.leastDistance.hundredths, share, "entries.min_distance_bps")
    try check(entries.leastIntervalNanoseconds, 0...Int64.max, "entries.min_interval_ms")
    try check(entries.recheckNanoseconds, 1...Int64.max, "entries.recheck_ttl_ms")
    try check(entries.maximumSlippage.hundredths, share, "entries.max_slippage_bps")
    try check(entries.completionSlippage.hundredths, share, "entries.completion_slippage_bps")
    try check(entries.shutdownNanoseconds, 0...Int64.max, "entries.shutdown_timeout_ms")
  }

  private static func check(_ grid: GridSettings) throws(ParameterError) {
    try check(Int64(grid.levels), 1...500, "grid.levels")
    try check(grid.spacing, "grid.spacing")
    try check(grid.recentreHundredths, 1...100_000, "grid.recenter_rungs")
    if case .steps(let count) = grid.size { try check(count, 1...Int64.max, "grid.size.steps") }
    try check(grid.sizeGrowth.hundredths, -1_000_000...10_000_000, "grid.size_growth_pct")
    if let lower = grid.lower?.approximate, let upper = grid.upper?.approximate, lower > upper {
      throw ParameterError("grid.lower", "\(lower) is above grid.upper, \(upper)")
    }
    try check(grid.floorTicks, 0...Price.maximumTicks, "grid.floors.ticks")
    try check(grid.floorBasisPoints.hundredths, share, "grid.floors.bps")
    try check(grid.floorShareOfBase.hundredths, share, "grid.floors.share_of_base")
    try check(grid.floorWidth.hundredths, share, "grid.floors.width_pct")
    try check(grid.tighteningSlope, 0...1_000, "grid.tightening.slope")
    try check(grid.tighteningCap.hundredths, share, "grid.tightening.cap")
    try check(grid.tighteningFloor.hundredths, share, "grid.tightening.floor")
    try check(grid.volatility)
    try check(grid.skew.offsetHundredths, 0...100_000, "grid.skew.offset_spacings")
    try check(grid.skew.maximumRatio.hundredths, 1...1_000_000, "grid.skew.max_ratio")
    try check(grid.skew.step.hundredths, 1...1_000_000, "grid.skew.step")
  }

  private static func check(_ volatility: VolatilitySettings) throws(ParameterError) {
    let path = "grid.volatility."
    try check(Int64(volatility.atrBars), 1...240, path + "atr_bars")
    try check(volatility.sampleNanoseconds, 100_000_000...60_000_000_000, path + "sample_ms")
    try check(volatility.barNanoseconds, 1_000_000_000...3_600_000_000_000, path + "bar_seconds")
    try check(
      volatility.halfLifeNanoseconds, 1_000_000_000...86_400_000_000_000,
      path + "half_life_seconds")
    try check(volatility.gapNanoseconds, 1_000_000_000...3_600_000_000_000, path + "gap_seconds")
    try check(volatility.atrWeightHundredths, 0...10_000, path + "atr_weight")
    try check(volatility.deviationWeightHundredths, 0...10_000, path + "deviation_weight")
    if let cap = volatility.maximumSpacing { try check(cap, path + "max_spacing") }
    try check(volatility.leastChange.hundredths, share, path + "least_change_pct")
  }

  private static func check(_ exits: ExitSettings) throws(ParameterError) {
    if case .away(let distance) = exits.takeProfit { try check(distance, "exits.take_profit") }
    try check(exits.minimumEdge.hundredths, share, "exits.min_edge_bps")
    try check(exits.stop)
    try check(exits.closing)
    try check(exits.bench.cooldownNanoseconds, 0...Int64.max, "exits.bench.cooldown_ms")
    try check(exits.bench.maximumAttempts, 1...1_000_000, "exits.bench.max_attempts")
    try check(exits.runner.trail.hundredths, 1...1_000_000, "exits.runner.trail_bps")
    try check(exits.runner.step.hundredths, share, "exits.runner.step_bps")
  }

  private static func check(_ closing: ClosingSettings) throws(ParameterError) {
    try check(closing.boostSlippage.hundredths, share, "exits.boost_slippage_bps")
    try check(closing.slippage.hundredths, share, "exits.close.slippage_bps")
    try check(closing.tries, 1...100, "exits.close.tries")
    try check(closing.remainderAfterNanoseconds, 0...Int64.max, "exits.close.remainder_after_ms")
    try check(closing.maximumAgeNanoseconds ?? 0, 0...Int64.max, "exits.close.max_lot_age_ms")
    try check(closing.stuckAfterNanoseconds, 0...Int64.max, "exits.close.stuck_after_ms")
  }

  private static func check(_ stop: StopSettings) throws(ParameterError) {
    switch stop.place {
    case .none, .line: break
    case .away(let away): try check(away.hundredths, 1...1_000_000, "exits.stop.place.bps")
    case .averageRange(let hundredths): try check(hundredths, 1...100_000, "exits.stop.place.atr")
    }
    try check(stop.venueShare.hundredths, share, "exits.stop.mode.venue_share")
    try check(stop.slippage.hundredths, share, "exits.stop.slippage_bps")
    try check(stop.escalateAfterNanoseconds, 0...Int64.max, "exits.stop.escalate_ms")
    try check(stop.escalateSlippage.hundredths, share, "exits.stop.escalate_slippage_bps")
    try check(stop.graceNanoseconds, 0...Int64.max, "exits.stop.grace_ms")
  }

  private static func check(_ orders: OrderSettings) throws(ParameterError) {
    try check(orders.repriceTicks, 0...Price.maximumTicks, "orders.reprice_ticks")
    try check(orders.resizeTolerance.hundredths, share, "orders.resize_pct")
    let times = [
      (orders.acknowledgeTimeoutNanoseconds, "orders.ack_timeout_ms"),
      (orders.expiryNanoseconds, "orders.expiry_ms"),
      (orders.absentGraceNanoseconds, "orders.absent_grace_ms"),
      (orders.firstInquiryNanoseconds, "orders.inquiry_min_ms"),
      (orders.lastInquiryNanoseconds, "orders.inquiry_max_ms"),
    ]
    try check(orders.budgetReserve.hundredths, 0...900_000, "orders.budget_reserve_pct")
    let coalesced: ClosedRange<Int64> = 0...60_000_000_000
    try check(orders.coalesceMaximumNanoseconds, coalesced, "orders.coalesce_max_ms")
    try check(
      orders.coalesceMinimumNanoseconds, 0...orders.coalesceMaximumNanoseconds,
      "orders.coalesce_min_ms")
    for (time, path) in times { try check(time, 1_000_000...3_600_000_000_000, path) }
  }

  private static func check(_ reconcile: ReconcileSettings) throws(ParameterError) {
    let hour: Int64 = 3_600_000_000_000
    try check(reconcile.showStartNanoseconds, 0...hour, "reconcile.show_start_ms")
    try check(reconcile.overlapNanoseconds, 0...hour, "reconcile.overlap_ms")
    try check(reconcile.pollNanoseconds, 1_000_000_000...30_000_000_000, "reconcile.poll_ms")
    try check(reconcile.accountNanoseconds, 1_000_000_000...hour, "reconcile.account_ms")
    try check(reconcile.everyNanoseconds, 1_000_000_000...hour, "reconcile.every_ms")
    try check(reconcile.auditNanoseconds, hour...168 * hour, "reconcile.audit_ms")
    try check(Int64(reconcile.busyFills), 1...1_000, "reconcile.busy_fills")
    try check(reconcile.busyNanoseconds, 1_000_000_000...hour, "reconcile.busy_ms")
    try check(reconcile.driftAlarm.hundredths, share, "reconcile.drift_alarm_pct")
    try check(reconcile.driftStop.hundredths, share, "reconcile.drift_stop_pct")
    try check(Int64(reconcile.stormUpdates), 1...10_000, "reconcile.storm_updates")
    try check(reconcile.stormNanoseconds, 1_000_000_000...hour, "reconcile.storm_ms")
    try check(reconcile.watchdogNanoseconds, 1_000_000_000...hour, "reconcile.watchdog_ms")
  }

  private static func check(_ risk: RiskSettings) throws(ParameterError) {
    if let count = risk.maximumOpenOrders {
      try check(Int64(count), 0...Int64.max, "risk.max_open_orders")
    }
    for limit in risk.flattenSlippage {
      try check(limit.hundredths, share, "risk.flatten.slippage_bps")
    }
    if let share = risk.losses.maximumDrawdownShare {
      try check(share.hundredths, 1...1_000_000, "risk.max_drawdown_pct")
    }
    if let share = risk.losses.maximumMarginUse {
      try check(share.hundredths, 1...1_000_000, "risk.max_margin_use_pct")
    }
    if let share = risk.losses.priceCollar {
      try check(share.hundredths, 1...1_000_000, "risk.price_collar_pct")
    }
    if let rate = risk.losses.maximumOrderRate {
      try check(Int64(rate), 1...100_000, "risk.max_orders_per_10s")
    }
    try check(risk.losses.rateReserve.hundredths, share, "risk.rate_reserve_pct")
    try check(
      risk.deadMan.afterNanoseconds, 5_000_000_000...86_400_000_000_000,
      "risk.dead_man_seconds")
    try check(Int64(risk.breaker.threshold), 1...1_000, "risk.breaker.errors")
    for (span, path) in [
      (risk.breaker.windowNanoseconds, "window"), (risk.breaker.quietNanoseconds, "quiet"),
      (risk.breaker.cooldownNanoseconds, "cooldown"),
      (risk.breaker.probationNanoseconds, "probation"),
    ] {
      try check(span, 0...86_400_000_000_000, "risk.breaker.\(path)_seconds")
    }
    let amounts: [(DecimalNumber?, String)] = [
      (risk.maximumPosition, "risk.max_position"),
      (risk.maximumOrderNotional, "risk.max_order_notional"),
      (risk.quoteBudget, "risk.quote_budget"), (risk.baseBudget, "risk.base_budget"),
      (risk.flattenSlice, "risk.flatten.slice_notional"),
      (risk.losses.maximumDayLoss, "risk.max_day_loss"),
      (risk.losses.maximumDrawdown, "risk.max_drawdown"),
      (risk.losses.maximumSideExposure, "risk.max_side_exposure"),
      (risk.losses.maximumOrderSize, "risk.max_order_size"),
    ]
    for (amount, path) in amounts {
      if let amount, amount.mantissa < 0 {
        throw ParameterError(path, "\(amount) is not allowed; 0 or more")
      }
    }
  }

  private static func check(_ distance: Distance, _ path: String) throws(ParameterError) {
    switch distance {
    case .ticks(let count): try check(count, ticks, path + ".ticks")
    case .basisPoints(let bps): try check(bps.hundredths, 1...1_000_000, path + ".bps")
    }
  }

  private static func check(
    _ value: Int64, _ range: ClosedRange<Int64>, _ path: String
  ) throws(ParameterError) {
    guard !range.contains(value) else { return }
    throw ParameterError(
      path,
      range.upperBound == .max
        ? "\(value) is not allowed; \(range.lowerBound) or more"
        : "\(value) is not allowed; \(range.lowerBound) to \(range.upperBound)")
  }
}
