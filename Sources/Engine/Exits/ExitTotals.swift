import Market
import Venue

/// Remaining steps of the live orders of one side that are not entries, by what they can do.
///
/// A take-profit and a stop of one lot exclude each other: at most one of them is meant to fill,
/// and neither kind alone exceeds what is open. So each kind is added up separately.
struct ExitTotals: Equatable, Sendable, Codable {
  /// Take-profits and other closes of lots, reduce-only or not.
  var takeProfits: Int64 = 0
  /// Stops of lots, reduce-only or not, and side stops.
  var stops: Int64 = 0
  /// All reduce-only orders, whatever they belong to.
  var reducing: Int64 = 0
  var plainTakeProfits: Int64 = 0
  var plainStops: Int64 = 0
  /// Orders of no lot that are not reduce-only: legs of a lot that something else closed, and
  /// flatten slices.
  var plainOthers: Int64 = 0
  /// Reduce-only orders of no lot.
  var reducingOthers: Int64 = 0

  /// The sum of all, whether or not they exclude each other.
  var all: Int64 { takeProfits + stops + plainOthers + reducingOthers }

  /// The most that they could trade if only one leg of each lot fills.
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

  /// How much could be held on this side through them; `held` is held on it now (negative: held on
  /// the other side). This is RISK-01's rule for orders that are not entries.
  ///
  /// Reduce-only orders can bring what is held on the other side to zero and no further. Of the
  /// others, the stops or the take-profits count in full, whichever are more, and so do those of no
  /// lot.
  func worstCase(held: Int64) -> Int64 {
    let reduced = held < 0 ? min(0, held + reducing) : held
    return reduced + max(plainTakeProfits, plainStops) + plainOthers
  }
}
