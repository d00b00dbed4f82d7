import Market
import Venue

// What the venue tells of orders that stand, held against ours.
extension LiveOrders {
  /// Takes in a list of orders that stand. Returns those of ours that it shows otherwise than we have them.
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

  /// Takes in what an answer tells of one order. Returns what that comes to.
  @discardableResult
  mutating func told(_ index: Int32, _ told: VenueOrder, asked: Instant) -> Confirmation {
    confirmations.told(index, isSame: self[index].isSame(as: told), asked: asked)
    return confirmations[index]
  }

  /// Finds anew since when an order stands of which no answer tells yet.
  mutating func findAwaited() {
    confirmations.findAwaited { all[$0].isOnLists }
  }
}

extension Order {
  /// Whether the venue's list shows it, as far as we know.
  fileprivate var isOnLists: Bool { id != .vacant && isAccepted && !isOver && stays }

  /// Whether the venue tells of it as we have it. A stop that will take at any price has no limit there.
  fileprivate func isSame(as told: VenueOrder) -> Bool {
    guard told.remaining == remaining, told.limit ?? price == price else { return false }
    return !waits || told.trigger?.price == trigger
  }
}
