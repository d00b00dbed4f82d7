import Market
import Venue

/// The value of a lot's stop at its trigger.
struct StopWorth: Equatable, Sendable {
  /// In units of ``Money``; the largest number if that doesn't fit.
  let units: Int64
  /// The venue would take the stop, or an order once the trigger is reached.
  let isEnough: Bool
}
