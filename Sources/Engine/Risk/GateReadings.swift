import Market
import Venue

/// What gates and other code read alike.
extension Engine {
  @inline(__always) func below(
    _ gate: Gate, _ code: Reason.Code, _ value: Int64, _ limit: Int64
  ) -> GateReading {
    GateReading(gate, isOpen: value <= limit, Reason(code, value: value, limit: limit))
  }

  /// Why a resting order at this price would take from the book as we see it; nil if it would not.
  @inline(__always) func wouldCross(_ side: Side, _ price: Price) -> Reason? {
    let opposite = book[best: side.opposite]
    guard opposite > 0 else { return nil }
    let crosses = side == .buy ? price.ticks >= opposite : price.ticks <= opposite
    return crosses ? Reason(.wouldCross, value: price.ticks, limit: opposite) : nil
  }

  /// The most that could be held on a side, worst case: the larger of two sums. The first is what
  /// the live orders could cause (``ExitTotals/worstCase(held:)`` and every entry). The second
  /// assumes that each lot is closed once, whole, by whatever exits it will have: since the
  /// position is this side's lots less the other side's, that is this side's lots and entries.
  ///
  /// A take-profit and a stop of one lot count once; that both fill is EXIT-06's business. Other
  /// traders' orders on the account that are not reduce-only add to either sum.
  @inline(__always) func worstCase(_ side: Side) -> Int64 {
    let held = max(
      orders.live.exits[side].worstCase(held: side.sign * books.ledger.position.steps),
      books.lots.open[side])
    return held + orders.live.opening[side] + agreement.rounds.foreign.opening[side]
  }

  /// The most that entries of a side may make it hold: zero against the grid's direction; nil if no
  /// cap is set.
  @inline(__always) func cap(_ side: Side) -> Int64? {
    settings.grid.direction.opens(side) ? parameters.maximumPosition : 0
  }

  /// The most that net profit may fall from its high-water mark.
  @inline(__always) var drawdownCap: DrawdownCap {
    DrawdownCap(
      amount: parameters.maximumDrawdown, share: settings.risk.losses.maximumDrawdownShare,
      capital: agreement.margin.capital)
  }
}
