import Engine
import Market

extension WorldPlan {
  /// Draws a venue whose minimum is about the size of one trade, with stops and rungs hardly above
  /// that minimum. So a partly filled rung, or the rest of a partly closed lot, is too small for a
  /// stop of its own. It has dice of its own.
  mutating func drawSmallStops(_ market: MarketFacts) {
    var dice = Dice(seed, .smallStops)
    guard dice.once(in: 5) else { return }
    let least = dice.within(30...80)
    facts = market.withMinimum(Money(units: market.startTicks * least))
    run.engine.grid.size = .steps(least + dice.within(0...least / 4))
    run.engine.grid.sizeCurve = .equal
    drawStops(&dice)
    // Elsewhere, caps and margin are drawn for rungs of the least size.
    let whole = market.base(least * dice.within(4...30))
    if run.engine.risk.maximumPosition != nil { run.engine.risk.maximumPosition = whole }
    run.engine.risk.quoteBudget = nil
    run.engine.risk.maximumOrderNotional = nil
    run.engine.risk.losses.maximumOrderSize = nil
    run.engine.risk.losses.maximumSideExposure = nil
    if dice.once(in: 2) { run.venue.account.leverage = nil }
  }

  private mutating func drawStops(_ dice: inout Dice) {
    if run.engine.exits.stop.place == .none || dice.once(in: 2) {
      run.engine.exits.stop.place = .away(BasisPoints(hundredths: dice.within(300...4_000)))
    }
    run.engine.exits.stop.venueShare = BasisPoints(hundredths: dice.pick([0, 500_000, 1_000_000]))
    // Most of the time the rungs of stopped lots come back at once.
    if !dice.once(in: 3) { run.engine.exits.cooldown.scope = .none }
    // An order that always closes the whole position is exempt from the minimum.
    if dice.once(in: 2) { run.engine.exits.reduceOnlyWhereCovered = false }
  }
}

extension MarketFacts {
  /// The same market with another minimum.
  fileprivate func withMinimum(_ minimum: Money) -> MarketFacts {
    let other = Instrument(
      symbol: instrument.symbol, venue: instrument.venue, tick: instrument.tick,
      step: instrument.step, minimumNotional: minimum, makerFee: instrument.makerFee,
      takerFee: instrument.takerFee)
    return MarketFacts(instrument: other, startTicks: startTicks, rungSteps: rungSteps)
  }
}
