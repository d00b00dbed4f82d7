import Market
import SimulatedVenue
import Venue

/// An order of ours that stands at the venue or is under way, and that the running engine must know.
struct OwnOrder: Sendable {
  let id: ClientOrderID
  let side: Side
  /// Nothing for a market order.
  let price: Price?
  /// What may still fill.
  let steps: Int64
}

extension Stage {
  /// All orders that could fill and that the running engine must know of, in no order that counts.
  var ownOrders: [OwnOrder] {
    var own: [OwnOrder] = []
    for (id, order) in truth.orders where !id.isForeign && mustKnow(id) {
      own.append(
        OwnOrder(id: id, side: order.side, price: order.price, steps: order.remaining))
    }
    for id in boundary.underWay where mustKnow(id) && truth.orders[id] == nil {
      guard let order = boundary.orders[id]?.order else { continue }
      own.append(
        OwnOrder(
          id: id, side: order.side, price: order.limit, steps: order.quantity.steps))
    }
    return own
  }
}
