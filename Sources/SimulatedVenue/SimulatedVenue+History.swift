import Market
import Venue

/// The venue's own history: kept only where somebody will read it.
extension SimulatedVenue {
  /// Notes what happened to an order that is on the books; the price is its own if no other is said.
  @inline(__always)
  mutating func note(
    _ kind: VenueEvent.Kind, _ order: RestingOrders.Order, _ steps: Int64? = nil,
    at time: Instant, price: Price? = nil, cost: ExactMoney = .zero, isTrigger: Bool = false
  ) {
    guard settings.keepsHistory else { return }
    history.append(
      VenueEvent(
        kind, at: time, order: order.id, side: order.side, price: price ?? order.price,
        quantity: Quantity(steps: steps ?? order.remaining), isReduceOnly: order.isReduceOnly,
        isTrigger: isTrigger, position: position, cost: cost))
  }

  /// Notes that an order arrived, whether it was taken on or not.
  @inline(__always)
  mutating func note(_ kind: VenueEvent.Kind, _ order: NewOrder, at time: Instant) {
    guard settings.keepsHistory else { return }
    history.append(
      VenueEvent(
        kind, at: time, order: order.id, side: order.side, price: order.limit,
        quantity: order.quantity, isReduceOnly: order.isReduceOnly,
        isTrigger: order.trigger != nil, position: position))
  }

  /// Gives away what happened since it was last taken.
  public mutating func takeHistory() -> [VenueEvent] {
    defer { history.removeAll(keepingCapacity: true) }
    return history
  }
}
