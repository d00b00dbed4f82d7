import Market
import Venue

/// The totals of a lot's live legs, in steps. They are added up from the orders themselves, newest
/// first, whenever they are asked for: a lot has one to four.
struct LegTotals: Equatable, Sendable {
  /// Take-profits and other closes: everything that may still fill, answered or not.
  var takeProfit: Int64 = 0
  /// Stops: everything that may still fill.
  var stop: Int64 = 0
  /// Stops that the venue has said it holds and that nobody asked it to end: these protect.
  var heldStop: Int64 = 0
}
