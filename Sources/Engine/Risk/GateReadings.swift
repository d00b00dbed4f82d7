import Market
import Venue

/// What gates and others read alike.
extension Engine {
  @inline(__always) func below(
    _ gate: Gate, _ code: Reason.Code, _ value: Int64, _ limit: Int64
  ) -> GateReading {
    GateReading(gate, isOpen: value <= limit, Reason(code, value: value, limit: limit))
  }

  /// Whether a resting order there would take from the book as we see it.
  @inline(__always) func wouldCross(_ side: Side, _ price: Price) -> Reason? {
    let opposite = book[best: side.opposite]
    guard opposite > 0 else { return nil }
    let crosses = side == .buy ? price.ticks >= opposite : price.ticks <= opposite
    return crosses ? Reason(.wouldCross, value: price.ticks, limit: opposite) : nil
  }

  /// How much could be held on a side, worst case: the larger of what the orders that stand could
  /// bring about (``ExitTotals/worstCase(held:)`` and every open), and what follows if each lot is
  /// closed once, whole, by whatever exits it will ever have: the position is the lots of this side
  /// less those of the other, so that is the lots of this side and its opens.
  ///
  /// A take-profit and a stop of one lot count once; that both fill is EXIT-06's business. Orders of
  /// others that don't only reduce add to either.
  @inline(__always) func worstCase(_ side: Side) -> Int64 {
    let held = max(
      orders.live.exits[side].worstCase(held: side.sign * books.ledger.position.steps),
      books.lots.open[side])
    return held + orders.live.opening[side] + agreement.rounds.foreign.opening[side]
  }

  /// How much may be held by opening on a side: nothing against the grid's direction.
  @inline(__always) func cap(_ side: Side) -> Int64? {
    settings.grid.direction.opens(side) ? parameters.maximumPosition : 0
  }

  /// What net profit may fall from its high-water mark.
  @inline(__always) var drawdownCap: DrawdownCap {
    DrawdownCap(
      amount: parameters.maximumDrawdown, share: settings.risk.losses.maximumDrawdownShare,
      capital: agreement.margin.capital)
  }
}
