import Market
import Venue

extension Engine {
  @inline(__always) var stopRule: StopRule { setup.stopRule(range: stopRange) }

  /// The average true range in ticks; nil while it is unknown, or if no stop depends on it.
  @inline(__always) var stopRange: Int64? {
    settings.exits.stop.needsRange ? averageTrueRangeTicks : nil
  }

  /// Where the stop of a lot lies, as set; nil if it has none, or while what it is calculated from
  /// is unknown.
  @inline(__always)
  func stopPrice(opened side: Side, entry: Price) -> Price? {
    hasStops ? stopRule.price(opened: side, entry: entry) : nil
  }

  /// Whether the venue shall hold the stop of a new lot. The share of lots that is set is kept
  /// evenly from the first lot on.
  @inline(__always)
  func isVenueStop(_ lot: PositionID) -> Bool {
    guard parameters.venueHoldsStops else { return false }
    let share = Int128(settings.exits.stop.venueShare.hundredths)
    let number = Int128(lot.value)
    return number * share / 1_000_000 != (number - 1) * share / 1_000_000
  }
}

extension Setup {
  /// Where stops lie at a moment.
  @inline(__always) func stopRule(range: Int64?) -> StopRule {
    StopRule(
      place: settings.exits.stop.place, range: range, below: parameters.stopBelow,
      above: parameters.stopAbove, tickGrid: parameters.tickGrid)
  }
}
