import Market
import SimulatedVenue
import Venue

/// One of our orders that is live or in flight, and that the running engine must know.
struct OwnOrder: Sendable {
  let id: ClientOrderID
  let side: Side
  /// Nil for a market order.
  let price: Price?
  /// What may still fill.
  let steps: Int64
}

extension Stage {
  /// All orders that could fill and that the running engine must know of. Their order has no
  /// meaning.
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
