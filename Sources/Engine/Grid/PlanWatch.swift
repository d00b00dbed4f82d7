import Market

/// What the market must do before the plan can change, compared on every update.
struct PlanWatch: Sendable, Codable {
  /// Best bid + best ask at which the plan changes.
  private(set) var plan2 = Thresholds.always
  /// Best bid + best ask at which the anchor moves.
  private(set) var anchor2 = Thresholds.always
  /// Best bid + best ask at which some rung that lies beyond the price collar may be within it.
  private(set) var collar2 = Thresholds.never
  /// Where rungs that would have crossed can rest: a sell once the best bid falls to it, a buy once
  /// the best ask rises to it.
  private(set) var rungRetry = Thresholds.never
  /// The same for exits that would have crossed.
  private(set) var exitRetry = Thresholds.never
  /// Where some exit may want a look, as the best bid falls or the best ask rises: ``exitRetry``, and
  /// the thresholds of ``ExitWatch``.
  private(set) var exits = Thresholds.never
  /// The same for the price of a trade.
  private(set) var trades = Thresholds.never
  /// Exits that wait are not sent again before that many market updates were seen.
  private(set) var exitRetryUpdate = 0
  /// Some rung is empty because of a gate.
  private(set) var hasGatedRungs = false
  /// The tightening in force, in hundredths, and the side it acts on.
  private(set) var tightened: Int64 = 0
  private(set) var reducing: Side?

  // The plan.

  /// A plan was made: it changes once the mid leaves a band, or is so far from the anchor; both in half
  /// ticks.
  mutating func planned(around anchor: Price, reach2: Int64, band2: ClosedRange<Int64>) {
    anchor2 = Thresholds(low: 2 * anchor.ticks - reach2, high: 2 * anchor.ticks + reach2)
    plan2 = anchor2
    plan2.watch(Thresholds(outside: band2))
    plan2.watch(collar2)
  }

  /// Returns whether the side that reduces the position, or by how much it is tightened, is another one.
  mutating func tighten(_ reducing: Side?, by hundredths: Int64) -> Bool {
    guard hundredths != tightened || hundredths > 0 && reducing != self.reducing else {
      return false
    }
    (tightened, self.reducing) = (hundredths, reducing)
    return true
  }

  // Rungs.

  /// What rungs waited for is found anew as they are settled.
  mutating func forgetRungs() {
    hasGatedRungs = false
    rungRetry = .never
    collar2 = .never
  }

  /// A gate that may open at any time keeps a rung empty.
  mutating func awaitGates() { hasGatedRungs = true }

  /// A rung that would cross can rest once the market is pushed to a price.
  mutating func awaitCrossing(pushedBy side: Side, to ticks: Int64) {
    rungRetry.watch(pushedBy: side, to: ticks)
  }

  /// A rung may be within the price collar once the mid is pushed there, in half ticks; it wants a look
  /// before the plan does.
  mutating func awaitCollar(pushedBy side: Side, to ticks2: Int64) {
    collar2.watch(pushedBy: side, to: ticks2)
    plan2.watch(collar2)
  }

  // Exits.

  /// An exit that would cross can rest once the market is pushed to a price.
  mutating func awaitExit(pushedBy side: Side, to ticks: Int64) {
    exitRetry.watch(pushedBy: side, to: ticks)
    exits.watch(exitRetry)
  }

  /// Exits that wait are not sent again before a market update.
  mutating func awaitUpdate(_ update: Int) { exitRetryUpdate = update }

  /// Exits that waited to rest are looked at.
  mutating func forgetExitRetry() { exitRetry = .never }

  /// Some exit may want a look once the best prices are pushed there.
  mutating func awaitBest(pushedBy side: Side, to ticks: Int64) {
    exits.watch(pushedBy: side, to: ticks)
  }

  /// The same once a trade is at a price.
  mutating func awaitTrade(pushedBy side: Side, to ticks: Int64) {
    trades.watch(pushedBy: side, to: ticks)
  }

  mutating func forgetTrades() { trades = .never }

  /// Where the best prices must be for any exit to want a look, made anew of what exits wait for.
  mutating func renewExits(_ watch: ExitWatch, withStops: Bool) {
    exits = exitRetry
    exits.watch(watch.takeProfits)
    exits.watch(watch.marks)
    if withStops { exits.watch(watch.stops) }
  }
}
