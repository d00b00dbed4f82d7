import Market
import SimulatedVenue
import Venue

/// O2: as the venue takes an open on, no other open of ours stands on that side at that price, as far
/// as the running engine must know.
struct OneLiveOrderPerRung: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    for event in stage.events
    where event.kind == .accepted && event.order.purpose?.isOpen ?? false {
      guard let price = event.price else { continue }
      for (id, other) in stage.truth.orders
      where id != event.order && other.side == event.side && other.price == price
        && (id.purpose?.isOpen ?? false) && stage.mustKnow(id)
      {
        return Finding(
          .oneLiveOrderPerRung, expected: "one open at \(event.side) \(price.ticks)",
          found: "\(min(id.generation, event.order.generation)) and "
            + "\(max(id.generation, event.order.generation))")
      }
    }
    return nil
  }
}
