import Market
import Venue

/// One of our orders as it rests at the venue, for tests and checkers that compare the engine's
/// view with the truth.
public struct RestingOrder: Equatable, Sendable {
  public let id: ClientOrderID
  public let side: Side
  public let price: Price
  public let remaining: Quantity
  public let filled: Quantity
  public let isReduceOnly: Bool
  /// Others' size ahead of it in the queue; nil while the feed has not shown its price (a quotes
  /// book shows the best price only).
  public let queueAhead: Quantity?

  init(_ order: RestingOrders.Order) {
    id = order.id
    side = order.side
    price = order.price
    remaining = Quantity(steps: order.remaining)
    filled = Quantity(steps: order.filled)
    isReduceOnly = order.isReduceOnly
    queueAhead =
      order.ahead > SimulatedVenue.unknownAhead / 2 ? nil : Quantity(steps: order.ahead)
  }
}

extension SimulatedVenue {
  /// Our resting orders: bids best first, then asks best first, oldest first at a price.
  public var restingOrders: [RestingOrder] {
    var all: [RestingOrder] = []
    all.reserveCapacity(orders.count)
    orders.visit { all.append(RestingOrder($0)) }
    return all
  }

  /// The resting order with this id; nil if there is none.
  public func restingOrder(_ id: ClientOrderID) -> RestingOrder? {
    orders.slot(of: id).map { RestingOrder(orders[$0]) }
  }
}
