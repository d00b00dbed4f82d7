import Market
import Venue

extension LiveOrders {
  /// The accepted orders that a list lacks. The list may be older than they are, or wrong, or they
  /// ended and we have not heard of it. An order that was sent after the list was asked for is not
  /// expected on it.
  func missing(from listed: [VenueOrder], asked: Instant) -> [Int32] {
    var isListed = Array(repeating: false, count: all.count)
    for order in listed {
      if let index = index(of: order.id) { isListed[Int(index)] = true }
    }
    var missing: [Int32] = []
    for place in all.indices where !isListed[place] && all[place].isMissed(since: asked) {
      missing.append(Int32(place))
    }
    return missing
  }
}

extension Order {
  /// Whether a list that was asked for at a moment should show the order.
  @inline(__always) fileprivate func isMissed(since asked: Instant) -> Bool {
    id != .vacant && isAccepted && !isOver && stays && sentAt < asked
  }
}
