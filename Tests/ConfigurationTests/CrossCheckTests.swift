import Testing

@testable import Configuration

@Test(
  "GRID-05 floors and caps that must collide are refused at load, by the keys that collide",
  arguments: [
    (
      "{ grid: { lower: 60000, upper: 60500 } }",
      """
      c:1:18: grid.lower 60000 to grid.upper 60500 is narrower than \
      grid.floors.width_pct allows the ladder to be (1% of price)
      """
    ),
    (
      "{ grid: { lower: 2, upper: 2 } }",
      "c:1:18: grid.lower 2 is not below grid.upper 2"
    ),
    (
      "{ grid: { levels: 100, spacing: { bps: 100 } } }",
      """
      c:1:19: grid.levels 100 rungs of grid.spacing.bps 100 reach down to zero; the product must \
      stay under 10000 bps, or grid.progression be "geometric"
      """
    ),
    (
      "{ grid: { levels: 50, spacing: { ticks: 1 }, floors: { bps: 200 } } }",
      """
      c:1:19: grid.levels 50 rungs of grid.floors.bps 200 reach down to zero; the product must \
      stay under 10000 bps, or grid.progression be "geometric"
      """
    ),
    (
      "{ grid: { volatility: { enabled: true, max_spacing: { bps: 5.5 } } } }",
      """
      c:1:53: grid.volatility.max_spacing.bps 5.5 is under grid.spacing.bps 6, to which the \
      market's swings are added
      """
    ),
    (
      "{ grid: { spacing: { ticks: 9 }, volatility: { enabled: true, max_spacing: { bps: 4 } } } }",
      """
      c:1:76: grid.volatility.max_spacing.bps 4 is under grid.floors.bps 5, so it would never hold
      """
    ),
    (
      "{ grid: { spacing: { ticks: 9 }, levels: 5, volatility: { enabled: true, max_spacing: "
        + "{ bps: 9 } } } }",
      """
      c:1:87: 10 rungs across of grid.volatility.max_spacing.bps 9 are narrower than \
      grid.floors.width_pct 1, so it would never hold
      """
    ),
    (
      "{ entries: { reject_backoff_ms: 500, max_reject_backoff_ms: 10 } }",
      """
      c:1:61: entries.max_reject_backoff_ms 10 is under entries.reject_backoff_ms 500; at least as \
      much
      """
    ),
    (
      "{ market: { halt_after_ms: 1000 } }",
      """
      c:1:28: market.halt_after_ms 1000 is under market.stale_after_ms 2000; at least as much, or 0 \
      for never
      """
    ),
    (
      "{ orders: { inquiry_min_ms: 20, inquiry_max_ms: 10 } }",
      "c:1:49: orders.inquiry_max_ms 10 is under orders.inquiry_min_ms 20; at least as much"
    ),
    (
      "{ orders: { coalesce_min_ms: 20, coalesce_max_ms: 10 } }",
      "c:1:51: orders.coalesce_max_ms 10 is under orders.coalesce_min_ms 20; at least as much"
    ),
    (
      "{ exits: { stop: { place: { bps: 300 }, slippage_bps: 600 } } }",
      """
      c:1:55: exits.stop.escalate_slippage_bps 500 is under exits.stop.slippage_bps 600: a stop \
      that is not filled would go out again with a narrower limit; at least as much
      """
    ),
    (
      "{ entries: { offset_bps: 60 } }",
      "c:1:26: entries.max_offset_bps 50 is under entries.offset_bps 60; at least as much"
    ),
    (
      "{ grid: { skew: { enabled: true } } }",
      "c:1:28: grid.skew.enabled needs risk.max_position: the skew is the position over that"
    ),
    (
      "{ risk: { price_collar_pct: 0.05 } }",
      """
      c:1:29: risk.price_collar_pct 0.05 is under grid.spacing.bps 6, so no rung could be sent
      """
    ),
    (
      "{ grid: { levels: 1, floors: { width_pct: 50 }, size: { base: 0.1 } }, "
        + "risk: { price_collar_pct: 20 } }",
      """
      c:1:98: risk.price_collar_pct 20 is under what each of 2 rungs across has of \
      grid.floors.width_pct 50, so no rung could be sent
      """
    ),
    (
      "{ grid: { volatility: { bar_seconds: 5, sample_ms: 60000 } } }",
      """
      c:1:38: grid.volatility.bar_seconds 5 is not a whole multiple of \
      grid.volatility.sample_ms 60000, and a bar ends with a sample
      """
    ),
    (
      "{ grid: { size: { base: 0.2 } }, risk: { max_order_size: 0.1 } }",
      """
      c:1:58: risk.max_order_size 0.1 is less than one order of grid.size.base 0.2, so none \
      could be sent
      """
    ),
    (
      "{ grid: { size: { base: 0.2 } }, risk: { max_side_exposure: 0.1 } }",
      """
      c:1:61: risk.max_side_exposure 0.1 is less than one order of grid.size.base 0.2, so none \
      could be sent
      """
    ),
    (
      "{ grid: { size_curve: 'geometric', size_growth_pct: 50, levels: 200 } }",
      """
      c:1:53: grid.size_growth_pct 50 makes rung 36 of grid.levels 200 over 1000000 times the \
      first; fewer rungs or less growth
      """
    ),
    (
      "{ grid: { size_curve: 'linear', size_growth_pct: -20, levels: 6 } }",
      """
      c:1:50: grid.size_growth_pct -20 leaves nothing for the last of grid.levels 6; at least \
      -19.9999
      """
    ),
    (
      "{ grid: { size: { base: 0.2 } }, risk: { max_position: 0.1 } }",
      """
      c:1:56: risk.max_position 0.1 is less than one order of grid.size.base 0.2, so none could \
      be sent
      """
    ),
    (
      "{ risk: { max_order_notional: 100 } }",
      """
      c:1:31: risk.max_order_notional 100 is less than one order of grid.size.notional 200, so \
      none could be sent
      """
    ),
    (
      "{ risk: { quote_budget: 100 } }",
      "c:1:25: risk.quote_budget 100 does not pay for one buy of grid.size.notional 200"
    ),
    (
      "{ grid: { direction: 'short' }, risk: { require_base_for_short: true } }",
      """
      c:1:65: with grid.direction "short" and risk.require_base_for_short, risk.base_budget 0 \
      lets no order go out
      """
    ),
    (
      "{ risk: { flatten: { slippage_bps: [5, 3] } } }",
      """
      c:1:36: risk.flatten.slippage_bps has 3 after 5; a later try may not allow less than an \
      earlier one
      """
    ),
    (
      "{ market: { pull_after_ms: 1000 } }",
      """
      c:1:28: market.pull_after_ms 1000 is under market.stale_after_ms 2000: opens would be \
      pulled and sent again; at least as much, or 0 for never
      """
    ),
    (
      "{ market: { stale_after_ms: 0 } }",
      """
      c:1:29: market.pull_after_ms 5000 pulls opens that market.stale_after_ms 0 (never) sends \
      again; set both to 0, or both above
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
