import Market
import Venue

/// What the live legs of a lot come to, in steps. They are added up from the orders themselves,
/// newest first, whenever they are asked for: a lot has one to four.
struct LegTotals: Equatable, Sendable {
  /// Of take-profits and other closes: everything that may still fill, answered for or not.
  var takeProfit: Int64 = 0
  /// Of stops: everything that may still fill.
  var stop: Int64 = 0
  /// Of stops the venue has said it holds and that nobody asked it to end: what protects.
  var heldStop: Int64 = 0
}
