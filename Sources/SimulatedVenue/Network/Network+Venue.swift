import Market
import Venue

/// Faults of the venue itself: its own history has them.
extension Network {
  /// Puts a market that trades into another phase for a while; returns whether it traded.
  mutating func enter(
    _ phase: MarketStatus.Phase, until end: Instant, at time: Instant,
    on venue: inout SimulatedVenue
  ) -> Bool {
    guard venue.phase == .trading else { return false }
    venue.setPhase(phase, at: time)
    phaseEnds = end
    return true
  }

  /// Lets the market trade again once a fault's phase is over, if it hasn't ended for good.
  mutating func endPhase(at time: Instant, on venue: inout SimulatedVenue) {
    guard let end = phaseEnds, end <= time else { return }
    phaseEnds = nil
    venue.setPhase(.trading, at: time)
  }

  /// Ends an order that stands, by hand or for a reason of the venue's; returns whether one stood.
  mutating func cancelSome(
    because fault: Fault, at time: Instant, on venue: inout SimulatedVenue
  ) -> Bool {
    let standing = venue.openOrders
    guard !standing.isEmpty else { return false }
    let order = standing[Int(draws.below(Int64(standing.count), fault, 4))]
    let causes: [CancelCause] = [.byVenue, .byHand, .margin]
    return venue.end(order.id, because: causes[Int(draws.below(3, fault, 5))], at: time)
  }

  /// The venue takes a part of the position away, or all of it; returns whether there was one.
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

  /// Somebody else buys or sells on the account, at the market or by an order that comes to rest;
  /// returns whether there was a market.
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
