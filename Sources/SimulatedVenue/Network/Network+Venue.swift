import Market
import Venue

/// Faults of the venue itself: they appear in the venue's own history.
extension Network {
  /// Puts a trading market into another phase for a while; returns false if it was not trading.
  mutating func enter(
    _ phase: MarketStatus.Phase, until end: Instant, at time: Instant,
    on venue: inout SimulatedVenue
  ) -> Bool {
    guard venue.phase == .trading else { return false }
    venue.setPhase(phase, at: time)
    phaseEnds = end
    return true
  }

  /// Lets the market trade again once the phase of a fault is over, unless the market has closed
  /// for good.
  mutating func endPhase(at time: Instant, on venue: inout SimulatedVenue) {
    guard let end = phaseEnds, end <= time else { return }
    phaseEnds = nil
    venue.setPhase(.trading, at: time)
  }

  /// Ends a live order, as if cancelled manually or for a reason of the venue's; returns whether
  /// there was one.
  mutating func cancelSome(
    because fault: Fault, at time: Instant, on venue: inout SimulatedVenue
  ) -> Bool {
    let standing = venue.openOrders
    guard !standing.isEmpty else { return false }
    let order = standing[Int(draws.below(Int64(standing.count), fault, 4))]
    let causes: [CancelCause] = [.byVenue, .byHand, .margin]
    return venue.end(order.id, because: causes[Int(draws.below(3, fault, 5))], at: time)
  }

  /// Lets the venue close a part of the position, or all of it; returns whether there was one.
  mutating func reduce(
    because fault: Fault, at time: Instant, on venue: inout SimulatedVenue
  ) -> Bool {
    guard !venue.position.isFlat, venue.mark != nil else { return false }
    let percent = draws.below(4, fault, 4) == 0 ? 100 : Int(1 + draws.below(99, fault, 5))
    if fault.kind == .liquidation {
      venue.liquidate(percent: percent, at: time)
    } else {
      venue.deleverage(percent: percent, at: time)
    }
    return true
  }

  /// Lets somebody else buy or sell on the account, at the market or with a resting order; returns
  /// false if there is no price for it.
  mutating func interfere(
    because fault: Fault, at time: Instant, on venue: inout SimulatedVenue
  ) -> Bool {
    guard let mark = venue.mark else { return false }
    let side: Side = draws.below(2, fault, 4) == 0 ? .buy : .sell
    let least = 1 + 2 * venue.instrument.minimumNotional.units / mark.ticks
    let quantity = Quantity(steps: least + draws.below(2 * least, fault, 5))
    if fault.kind == .foreignTrade {
      venue.tradeByHand(side, quantity, at: time)
      return true
    }
    let away = 1 + draws.below(1 + mark.ticks / 2_000, fault, 6)
    guard let limit = mark.away(by: away, for: side) else { return false }
    venue.placeForeign(side, quantity, limit: limit, at: time)
    return true
  }
}
