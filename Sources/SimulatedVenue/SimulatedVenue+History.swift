import Market
import Venue

/// The venue's own history, kept only if ``SimulatedVenueSettings/keepsHistory`` is set.
extension SimulatedVenue {
  /// Records what happened to an order on the books; without `price` it is the order's own.
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

  /// Records that an order arrived, whether it was accepted or not.
  @inline(__always)
  mutating func note(_ kind: VenueEvent.Kind, _ order: NewOrder, at time: Instant) {
    guard settings.keepsHistory else { return }
    history.append(
      VenueEvent(
        kind, at: time, order: order.id, side: order.side, price: order.limit,
        quantity: order.quantity, isReduceOnly: order.isReduceOnly,
        isTrigger: order.trigger != nil, position: position))
  }

  /// Returns what happened since the last call, and removes it.
  public mutating func takeHistory() -> [VenueEvent] {
    defer { history.removeAll(keepingCapacity: true) }
    return history
  }
}
