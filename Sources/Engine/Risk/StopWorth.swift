import Market
import Venue

/// What the stop of a lot would be worth at its trigger.
struct StopWorth: Equatable, Sendable {
  /// In units of ``Money``; the largest number where that doesn't fit.
  let units: Int64
  /// The venue would take it, or an order once it is reached.
  let isEnough: Bool
}
