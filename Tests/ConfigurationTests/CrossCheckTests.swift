import Testing

@testable import Configuration

@Test(
  "GRID-05 floors and caps that must collide are refused at load, by the keys that collide",
  arguments: [
    (
      "{ grid: { lower: 60000, upper: 60500 } }",
      """
      c:1:18: grid.lower 60000 to grid.upper 60500 is narrower than the minimum width of the \
      grid, grid.floors.width_pct 1
      """
    ),
    (
      "{ grid: { lower: 2, upper: 2 } }",
      "c:1:18: grid.lower 2 must be below grid.upper 2"
    ),
    (
      "{ grid: { levels: 100, spacing: { bps: 100 } } }",
      """
      c:1:19: grid.levels 100 times grid.spacing.bps 100 must be under 10000 bps, else the lowest \
      buy is at or below zero; or set grid.progression to "geometric"
      """
    ),
    (
      "{ grid: { levels: 50, spacing: { ticks: 1 }, floors: { bps: 200 } } }",
      """
      c:1:19: grid.levels 50 times grid.floors.bps 200 must be under 10000 bps, else the lowest \
      buy is at or below zero; or set grid.progression to "geometric"
      """
    ),
    (
      "{ grid: { volatility: { enabled: true, max_spacing: { bps: 5.5 } } } }",
      """
      c:1:53: grid.volatility.max_spacing.bps 5.5 must be at least grid.spacing.bps 6, to which \
      volatility is added
      """
    ),
    (
      "{ grid: { spacing: { ticks: 9 }, volatility: { enabled: true, max_spacing: { bps: 4 } } } }",
      """
      c:1:76: grid.volatility.max_spacing.bps 4 must be at least grid.floors.bps 5, or it could \
      never be kept
      """
    ),
    (
      "{ grid: { spacing: { ticks: 9 }, levels: 5, volatility: { enabled: true, max_spacing: "
        + "{ bps: 9 } } } }",
      """
      c:1:87: grid.volatility.max_spacing.bps 9 could never be kept: 10 rungs at that spacing are \
      narrower than grid.floors.width_pct 1
      """
    ),
    (
      "{ entries: { reject_backoff_ms: 500, max_reject_backoff_ms: 10 } }",
      """
      c:1:61: entries.max_reject_backoff_ms 10 must be at least entries.reject_backoff_ms 500
      """
    ),
    (
      "{ market: { halt_after_ms: 1000 } }",
      """
      c:1:28: market.halt_after_ms 1000 must be at least market.stale_after_ms 2000, or 0 for never
      """
    ),
    (
      "{ orders: { inquiry_min_ms: 20, inquiry_max_ms: 10 } }",
      "c:1:49: orders.inquiry_max_ms 10 must be at least orders.inquiry_min_ms 20"
    ),
    (
      "{ orders: { coalesce_min_ms: 20, coalesce_max_ms: 10 } }",
      "c:1:51: orders.coalesce_max_ms 10 must be at least orders.coalesce_min_ms 20"
    ),
    (
      "{ exits: { stop: { place: { bps: 300 }, slippage_bps: 600 } } }",
      """
      c:1:55: exits.stop.escalate_slippage_bps 500 must be at least exits.stop.slippage_bps 600; \
      otherwise an unfilled stop would be sent again with a narrower limit
      """
    ),
    (
      "{ entries: { offset_bps: 60 } }",
      "c:1:26: entries.max_offset_bps 50 must be at least entries.offset_bps 60"
    ),
    (
      "{ grid: { skew: { enabled: true } } }",
      "c:1:28: grid.skew.enabled needs risk.max_position: skew is the position divided by it"
    ),
    (
      "{ risk: { price_collar_pct: 0.05 } }",
      """
      c:1:29: risk.price_collar_pct 0.05 is smaller than grid.spacing.bps 6, so no rung could be sent
      """
    ),
    (
      "{ grid: { levels: 1, floors: { width_pct: 50 }, size: { base: 0.1 } }, "
        + "risk: { price_collar_pct: 20 } }",
      """
      c:1:98: risk.price_collar_pct 20 is smaller than the spacing that grid.floors.width_pct 50 \
      gives 2 rungs, so no rung could be sent
      """
    ),
    (
      "{ grid: { volatility: { bar_seconds: 5, sample_ms: 60000 } } }",
      """
      c:1:38: grid.volatility.bar_seconds 5 must be a whole multiple of \
      grid.volatility.sample_ms 60000
      """
    ),
    (
      "{ grid: { size: { base: 0.2 } }, risk: { max_order_size: 0.1 } }",
      """
      c:1:58: risk.max_order_size 0.1 is smaller than one order of grid.size.base 0.2, so no order \
      could be sent
      """
    ),
    (
      "{ grid: { size: { base: 0.2 } }, risk: { max_side_exposure: 0.1 } }",
      """
      c:1:61: risk.max_side_exposure 0.1 is smaller than one order of grid.size.base 0.2, so no \
      order could be sent
      """
    ),
    (
      "{ grid: { size_curve: 'geometric', size_growth_pct: 50, levels: 200 } }",
      """
      c:1:53: grid.size_growth_pct 50 makes rung 36 of grid.levels 200 more than 1000000 times the \
      first; use fewer rungs or less growth
      """
    ),
    (
      "{ grid: { size_curve: 'linear', size_growth_pct: -20, levels: 6 } }",
      """
      c:1:50: grid.size_growth_pct -20 makes the last of grid.levels 6 zero or less; it must be at \
      least -19.9999
      """
    ),
    (
      "{ grid: { size: { base: 0.2 } }, risk: { max_position: 0.1 } }",
      """
      c:1:56: risk.max_position 0.1 is smaller than one order of grid.size.base 0.2, so no order \
      could be sent
      """
    ),
    (
      "{ risk: { max_order_notional: 100 } }",
      """
      c:1:31: risk.max_order_notional 100 is smaller than one order of grid.size.notional 200, so \
      no order could be sent
      """
    ),
    (
      "{ risk: { quote_budget: 100 } }",
      """
      c:1:25: risk.quote_budget 100 is smaller than one buy of grid.size.notional 200, so no buy \
      could be sent
      """
    ),
    (
      "{ grid: { direction: 'short' }, risk: { require_base_for_short: true } }",
      """
      c:1:65: with grid.direction "short" and risk.require_base_for_short, risk.base_budget must \
      be above 0, or no order could be sent
      """
    ),
    (
      "{ risk: { flatten: { slippage_bps: [5, 3] } } }",
      """
      c:1:36: risk.flatten.slippage_bps has 3 after 5; each number must be at least the one \
      before it
      """
    ),
    (
      "{ market: { pull_after_ms: 1000 } }",
      """
      c:1:28: market.pull_after_ms 1000 must be at least market.stale_after_ms 2000, or 0 for \
      never; otherwise entry orders would be cancelled and sent again
      """
    ),
    (
      "{ market: { stale_after_ms: 0 } }",
      """
      c:1:29: market.pull_after_ms 5000 would cancel entry orders that market.stale_after_ms 0 \
      (never) sends again; set both to 0, or both above 0
      """
    ),
  ])
func collisions(text: String, complaint: String) {
  #expect(faultLines(text) == complaint)
}

@Test(
  "What only looks odd is accepted: floors act, bounds just wide enough, growth just small enough",
  arguments: [
    "{ grid: { spacing: { ticks: 1 } } }",
    "{ grid: { lower: 60000, upper: 60600 } }",
    "{ grid: { levels: 99, spacing: { bps: 100 } } }",
    "{ grid: { levels: 500, spacing: { bps: 100 }, progression: 'geometric' } }",
    "{ grid: { levels: 500, spacing: { bps: 100 }, direction: 'short' } }",
    "{ grid: { size_curve: 'geometric', size_growth_pct: 50, levels: 35 } }",
    "{ grid: { size_curve: 'linear', size_growth_pct: -19.9999, levels: 6 } }",
    "{ grid: { size_curve: 'equal', size_growth_pct: 1000, levels: 500, spacing: { bps: 1 },"
      + " floors: { bps: 1 } } }",
    "{ grid: { size: { base: 0.1 } }, risk: { max_position: 0.1 } }",
    "{ market: { stale_after_ms: 0, pull_after_ms: 0 } }",
    "{ market: { stale_after_ms: 3000, pull_after_ms: 3000 } }",
    "{ market: { halt_after_ms: 0 } }",
    "{ orders: { inquiry_min_ms: 20, inquiry_max_ms: 20 } }",
    "{ exits: { stop: { slippage_bps: 600 } } }",
  ])
func accepted(text: String) {
  #expect(faultLines(text).isEmpty)
}

@Test("A rule between keys is silent where one of them is wrong by itself")
func noConsequentialFaults() {
  #expect(
    faultLines("{ grid: { lower: 5, upper: 'much' } }")
      .hasPrefix("c:1:28: grid.upper: \"much\" is not allowed"))
  #expect(!faultLines("{ grid: { lower: 5, upper: 'much' } }").contains("\n"))
}

@Test(
  "EXIT-13 Sizes whose stops must fall under the venue's minimum are refused at load, with the numbers",
  arguments: [
    (
      "{ grid: { levels: 10, spacing: { bps: 20 }, direction: 'long', size: { notional: '10.2' } },"
        + " venue: { min_notional: 10 }, exits: { stop: { place: { bps: 300 } } } }",
      "worth 9.6961, under the venue's minimum of 10.0000"
    ),
    (
      "{ grid: { levels: 3, spacing: { bps: 20 }, size_curve: 'geometric', size_growth_pct: -20,"
        + " size: { notional: 14 } },"
        + " venue: { min_notional: 10 }, exits: { stop: { place: { bps: 100 } } } }",
      "the stop of buy 3 of 3 worth 8.8172, under"
    ),
    (
      "{ grid: { levels: 1, size: { base: 0.010 } }, market: { generated: { style: 'quiet',"
        + " price: 1010 } }, exits: { stop: { place: { bps: 100 } } } }",
      "with the market at 1010.0, buy 1 of 1, 0.010 at"
    ),
    (
      "{ grid: { size: { base: 0.010 } }, market: { generated: { style: 'quiet', price: 1100 } },"
        + " exits: { stop: { place: 'line', line_below: 900, line_above: 2000 } } }",
      "would be worth 9.0000 at its stop"
    ),
  ])
func stopsUnderMinimum(text: String, complaint: String) {
  #expect(faultLines(text).contains(complaint), "\(faultLines(text))")
}

@Test(
  "EXIT-13 Sizes whose stops are worth the minimum at the outermost rung, or have none, are accepted",
  arguments: [
    "{ grid: { levels: 10, spacing: { bps: 20 }, direction: 'long', size: { notional: '10.53' } },"
      + " venue: { min_notional: 10 }, exits: { stop: { place: { bps: 300 } } } }",
    "{ grid: { levels: 10, spacing: { bps: 20 }, size: { notional: '10.2' } },"
      + " venue: { min_notional: 10 } }",
    "{ grid: { levels: 10, spacing: { bps: 20 }, direction: 'short', size: { notional: '10.2' } },"
      + " venue: { min_notional: 10 }, exits: { stop: { place: { bps: 300 } } } }",
    "{ grid: { levels: 10, spacing: { bps: 20 }, size: { notional: '10.2' } },"
      + " venue: { min_notional: 0 }, exits: { stop: { place: { bps: 300 } } } }",
  ])
func stopsOverMinimum(text: String) {
  #expect(faultLines(text).isEmpty, "\(faultLines(text))")
}
