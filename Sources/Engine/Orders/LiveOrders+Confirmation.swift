import Market
import Venue

// Compares what the venue reports of live orders with our own.
extension LiveOrders {
  /// Takes in a list of live orders. Returns our orders that the list shows differently.
  ///
  /// - Parameter asked: when the list was asked for, by our clock.
  mutating func told(_ listed: [VenueOrder], asked: Instant) -> [Int32] {
    var isListed = Array(repeating: false, count: all.count)
    var differing: [Int32] = []
    for order in listed {
      guard let index = index(of: order.id) else { continue }
      isListed[Int(index)] = true
      if told(index, order, asked: asked) == .differs(asked: asked) { differing.append(index) }
    }
    for place in all.indices where !isListed[place] && all[place].id != .vacant {
      confirmations.told(Int32(place), isSame: false, asked: asked)
    }
    findAwaited()
    return differing
  }

  /// Takes in an answer about one order. Returns the resulting confirmation.
  @discardableResult
  mutating func told(_ index: Int32, _ told: VenueOrder, asked: Instant) -> Confirmation {
    confirmations.told(index, isSame: self[index].isSame(as: told), asked: asked)
    return confirmations[index]
  }

  /// Recomputes since when a live order has an unconfirmed change.
  mutating func findAwaited() {
    confirmations.findAwaited { all[$0].isOnLists }
  }
}

extension Order {
  /// Whether we expect the order on the venue's list.
  fileprivate var isOnLists: Bool { id != .vacant && isAccepted && !isOver && stays }

  /// Whether the venue reports the order as we have it. A stop that takes at any price has no limit
  /// at the venue.
  fileprivate func isSame(as told: VenueOrder) -> Bool {
    guard told.remaining == remaining, told.limit ?? price == price else { return false }
    return !waits || told.trigger?.price == trigger
  }
}
