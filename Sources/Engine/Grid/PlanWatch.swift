import Market

/// What the market must do before the plan can change; compared on every update.
struct PlanWatch: Sendable, Codable {
  /// Best bid + best ask at which the plan changes.
  private(set) var plan2 = Thresholds.always
  /// Best bid + best ask at which the anchor moves.
  private(set) var anchor2 = Thresholds.always
  /// Best bid + best ask at which some rung beyond the price collar may be within it.
  private(set) var collar2 = Thresholds.never
  /// The prices at which rungs that would have crossed can rest: a sell once the best bid falls to
  /// it, a buy once the best ask rises to it.
  private(set) var rungRetry = Thresholds.never
  /// The same for exits that would have crossed.
  private(set) var exitRetry = Thresholds.never
  /// The prices at which some exit may need a check, as the best bid falls or the best ask rises:
  /// ``exitRetry``, and the thresholds of ``ExitWatch``.
  private(set) var exits = Thresholds.never
  /// The same for the price of a trade.
  private(set) var trades = Thresholds.never
  /// Waiting exits are not sent again before this number of market updates was seen.
  private(set) var exitRetryUpdate = 0
  /// Some rung is empty because of a gate.
  private(set) var hasGatedRungs = false
  /// The tightening in force, in hundredths, and the side it acts on.
  private(set) var tightened: Int64 = 0
  private(set) var reducing: Side?

  // The plan.

  /// A plan was made. It changes once the mid leaves a band, or is `reach2` away from the anchor;
  /// both in half ticks.
  mutating func planned(around anchor: Price, reach2: Int64, band2: ClosedRange<Int64>) {
    anchor2 = Thresholds(low: 2 * anchor.ticks - reach2, high: 2 * anchor.ticks + reach2)
    plan2 = anchor2
    plan2.watch(Thresholds(outside: band2))
    plan2.watch(collar2)
  }

  /// Returns whether the side that reduces the position, or the amount of its tightening, has
  /// changed.
  mutating func tighten(_ reducing: Side?, by hundredths: Int64) -> Bool {
    guard hundredths != tightened || hundredths > 0 && reducing != self.reducing else {
      return false
    }
    (tightened, self.reducing) = (hundredths, reducing)
    return true
  }

  // Rungs.

  /// Clears what rungs waited for; settling them finds it again.
  mutating func forgetRungs() {
    hasGatedRungs = false
    rungRetry = .never
    collar2 = .never
  }

  /// A gate that may open at any time keeps a rung empty.
  mutating func awaitGates() { hasGatedRungs = true }

  /// A rung that would cross can rest once the market moves to a price.
  mutating func awaitCrossing(pushedBy side: Side, to ticks: Int64) {
    rungRetry.watch(pushedBy: side, to: ticks)
  }

  /// A rung may be within the price collar once the mid moves there, in half ticks; it must be
  /// checked before the plan.
  mutating func awaitCollar(pushedBy side: Side, to ticks2: Int64) {
    collar2.watch(pushedBy: side, to: ticks2)
    plan2.watch(collar2)
  }

  // Exits.

  /// An exit that would cross can rest once the market moves to a price.
  mutating func awaitExit(pushedBy side: Side, to ticks: Int64) {
    exitRetry.watch(pushedBy: side, to: ticks)
    exits.watch(exitRetry)
  }

  /// Waiting exits are not sent again before a market update.
  mutating func awaitUpdate(_ update: Int) { exitRetryUpdate = update }

  /// Exits that waited to rest are being checked.
  mutating func forgetExitRetry() { exitRetry = .never }

  /// Some exit may need a check once the best prices move there.
  mutating func awaitBest(pushedBy side: Side, to ticks: Int64) {
    exits.watch(pushedBy: side, to: ticks)
  }

  /// The same for the price of a trade.
  mutating func awaitTrade(pushedBy side: Side, to ticks: Int64) {
    trades.watch(pushedBy: side, to: ticks)
  }

  mutating func forgetTrades() { trades = .never }

  /// Computes again, from what exits wait for, at which best prices any exit needs a check.
  mutating func renewExits(_ watch: ExitWatch, withStops: Bool) {
    exits = exitRetry
    exits.watch(watch.takeProfits)
    exits.watch(watch.marks)
    if withStops { exits.watch(watch.stops) }
  }
}
