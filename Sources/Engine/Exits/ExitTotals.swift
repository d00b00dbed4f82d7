import Market
import Venue

/// Remaining steps of the live orders of one side that open nothing, sorted by what they can do.
///
/// A take-profit and a stop of one lot exclude each other: at most one of them is meant to fill, and
/// each type by itself never exceeds what is open. So the types are added up apart.
struct ExitTotals: Equatable, Sendable, Codable {
  /// Of lots' take-profits and other closes, reduce-only or not.
  var takeProfits: Int64 = 0
  /// Of lots' stops, reduce-only or not, and of those that leave together.
  var stops: Int64 = 0
  /// Of everything reduce-only, whatever it belongs to.
  var reducing: Int64 = 0
  var plainTakeProfits: Int64 = 0
  var plainStops: Int64 = 0
  /// Plain orders of no lot: legs taken from a lot that something else closed, flatten slices.
  var plainOthers: Int64 = 0
  /// Reduce-only orders of no lot.
  var reducingOthers: Int64 = 0

  /// What they all come to, whether or not they exclude each other.
  var all: Int64 { takeProfits + stops + plainOthers + reducingOthers }

  /// The most that could be traded by them if of each lot only one leg fills.
  var exclusive: Int64 { max(takeProfits, stops) + plainOthers + reducingOthers }

  /// Adds up a change of what remains of an order.
  mutating func weigh(_ order: Order, _ steps: Int64) {
    let isOfLots = order.lot >= 0 || order.purpose == .sideStop
    switch (isOfLots, order.purpose) {
    case (true, .stopLoss), (true, .sideStop):
      stops += steps
      if !order.isReduceOnly { plainStops += steps }
    case (true, _):
      takeProfits += steps
      if !order.isReduceOnly { plainTakeProfits += steps }
    case (false, _):
      if order.isReduceOnly { reducingOthers += steps } else { plainOthers += steps }
    }
    if order.isReduceOnly { reducing += steps }
  }

  /// How much could be held on this side through them, where `held` is held on it now (negative:
  /// held on the other): RISK-01's rule for orders that open nothing.
  ///
  /// What is reduce-only can bring what is held on the other side to zero and no further. What is
  /// plain counts whole, the stops or the take-profits, whichever are more.
  func worstCase(held: Int64) -> Int64 {
    let reduced = held < 0 ? min(0, held + reducing) : held
    return reduced + max(plainTakeProfits, plainStops) + plainOthers
  }
}
