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
}
