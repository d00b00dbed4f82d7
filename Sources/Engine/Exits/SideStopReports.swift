import Market
import Venue

// Reports of the venue about an order that closes several lots whose stops were triggered.
extension Engine {
  /// Gives a fill to the lots that the order was sent for, oldest first. Each pays the fee of its
  /// part.
  ///
  /// - Parameter assumed: the part that an adjustment already applied to the lots.
  mutating func learnSideStop(
    _ fill: Fill, less assumed: Quantity, into effects: inout Effects
  ) {
    var left = fill
    if !assumed.isZero { record(left.split(assumed), lot: -1, into: &effects) }
    for lot in sideStopLots(fill.order) where !left.quantity.isZero {
      let part = left.split(min(left.quantity, books.lots[lot].open))
      record(part, lot: lot, into: &effects)
      shrink(
        lot, part.quantity, at: part.price, fee: part.fee, by: part.order, because: .stop,
        into: &effects)
    }
    guard !left.quantity.isZero else { return }
    // The fill is larger than its lots: it happened, so the rest goes to the next lots.
    record(left, lot: -1, into: &effects)
    noteBothLegs(left)
    closeLots(left, because: .otherLeg, into: &effects)
  }

  /// The lots that an order was sent for and that are still open, oldest first.
  private func sideStopLots(_ order: ClientOrderID) -> [Int32] {
    for side in Side.allCases {
      guard case .out(order, let ids) = exits.sideStops[side].phase else { continue }
      return books.lots.inOrder.filter { ids.contains(books.lots[$0].id) }
    }
    return []
  }

  /// The venue refused it, for a reason that applies to each of its lots too. Nothing was tried, so
  /// the next one is sent at the same limit.
  mutating func sideStopRefused(_ order: Order, _ refusal: Refusal) {
    exits.sideStops[order.side.opposite].refused()
    for lot in sideStopLots(order.id) { legRefused(order.asStop(of: lot), refusal) }
  }

  /// It ended at the venue.
  mutating func sideStopEnded(_ order: Order, _ cause: CancelCause) {
    for lot in sideStopLots(order.id) { legEnded(order.asStop(of: lot), cause) }
  }

  /// It never became live.
  mutating func sideStopUnplaced(_ order: Order, until retryAt: Instant) {
    exits.sideStops[order.side.opposite].unplaced(until: retryAt)
    timers.wake(.exits, at: retryAt)
  }

  /// It is no longer live: what is left of its lots may be sent again.
  mutating func endSideStop(_ id: ClientOrderID) {
    for side in Side.allCases {
      guard case .out(id, _) = exits.sideStops[side].phase else { continue }
      exits.sideStops[side].ended()
    }
    changes.lots.nameAll()
  }
}
