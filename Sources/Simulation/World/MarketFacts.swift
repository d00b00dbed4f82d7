import Market

/// What random settings must know of a market, so that they make sense in it.
struct MarketFacts: Sendable {
  let instrument: Instrument
  /// Where it starts, in ticks.
  let startTicks: Int64

  /// How far it goes to and fro within minutes, in ticks: a spacing that gets filled.
  var swingTicks: Int64 { max(4, startTicks / 2_000) }

  /// The least size that is worth the venue's minimum at half the starting price.
  var leastSteps: Int64 {
    max(1, (2 * instrument.minimumNotional.units + startTicks - 1) / startTicks)
  }

  /// A price so many ticks from the start.
  func price(_ ticks: Int64) -> DecimalNumber { scaled(instrument.tick, startTicks + ticks) }

  /// An amount of the base asset.
  func base(_ steps: Int64) -> DecimalNumber { scaled(instrument.step, steps) }

  /// What so many steps are worth at the start, in the quote currency.
  func value(ofSteps steps: Int64, over part: Int64 = 1) -> DecimalNumber {
    let unit = instrument.moneyUnit
    return DecimalNumber(
      mantissa: max(1, unit.mantissa * startTicks * steps / part), decimals: unit.decimals)
  }

  private func scaled(_ unit: DecimalNumber, _ count: Int64) -> DecimalNumber {
    DecimalNumber(mantissa: unit.mantissa * max(1, count), decimals: unit.decimals)
  }
}
