import Market
import SimulatedVenue
import Venue

/// RISK-09: when the venue accepts an order, none of our live orders would trade with it.
struct NoSelfTrade: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    for event in stage.events where event.kind == .accepted && !event.isTrigger {
      // A post-only order is refused instead, or rests: it trades with nothing.
      guard let price = event.price,
        stage.boundary.orders[event.order]?.order.timeInForce != .postOnly
      else { continue }
      for (id, other) in stage.truth.orders
      where other.side != event.side && !other.waits && id != event.order && !id.isForeign
        && stage.mustKnow(id)
      {
        guard let limit = other.price, !limit.isBetter(than: price, for: event.side),
          // An order in flight on the other side can't be known to have arrived.
          stage.boundary.orders[event.order].map({ $0.sentAt > other.touchedAt }) ?? false
        else { continue }
        return Finding(
          .noSelfTrade, expected: "no own order against \(event.side) \(price.ticks)",
          found: "order \(id.generation) works at \(limit.ticks)")
      }
    }
    return nil
  }
}
