import Market

/// What the market must do before the plan can change, compared on every update.
struct PlanWatch: Sendable, Codable {
  /// Best bid + best ask at which the plan changes.
  var plan2 = Thresholds.always
  /// Best bid + best ask at which the anchor moves.
  var anchor2 = Thresholds.always
  /// Best bid + best ask at which some rung that lies beyond the price collar may be within it.
  var collar2 = Thresholds.never
  /// Where rungs that would have crossed can rest: a sell once the best bid falls to it, a buy once
  /// the best ask rises to it.
  var rungRetry = Thresholds.never
  /// The same for exits that would have crossed.
  var exitRetry = Thresholds.never
  /// Where some exit may want a look, as the best bid falls or the best ask rises: ``exitRetry``, and
  /// the thresholds of ``ExitWatch``.
  var exits = Thresholds.never
  /// The same for the price of a trade.
  var trades = Thresholds.never
  /// Exits that wait are not sent again before that many market updates were seen.
  var exitRetryUpdate = 0
  /// Some rung is empty because of a gate.
  var hasGatedRungs = false
  /// The tightening in force, in hundredths, and the side it acts on.
  var tightened: Int64 = 0
  var reducing: Side?

  /// A rung beyond the collar wants a look before the plan does.
  mutating func narrow() { plan2.watch(collar2) }
}
