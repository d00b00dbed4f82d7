import Market
import Venue

extension Engine {
  /// Cancels live entries, farthest from the market first, if the worst case of their side is over
  /// the cap, until what is left fits.
  ///
  /// No entry is sent that would not fit. But adopted entries are live already, and an adjustment
  /// moves the position under resting entries.
  mutating func trimToCap(into effects: inout Effects) {
    for side in Side.allCases {
      guard let cap = cap(side) else { continue }
      let worst = worstCase(side)
      guard worst > cap else { continue }
      var over = worst - cap
      let opens = opensFarFirst(side)
      for index in opens where orders.live[index].isCancelling {
        over -= orders.live[index].remaining.steps
      }
      for index in opens where !orders.live[index].isCancelling && over > 0 {
        over -= orders.live[index].remaining.steps
        cancel(
          index, because: Reason(.exposureAboveCap, value: worst, limit: cap), into: &effects)
      }
    }
  }

  /// The live entries of a side, those farthest from the market first.
  func opensFarFirst(_ side: Side) -> [Int32] {
    var opens: [Int32] = []
    for (place, order) in orders.live.all.enumerated()
    where order.id != .vacant && order.side == side && order.purpose.isEntry {
      opens.append(Int32(place))
    }
    opens.sort { (one, other) in
      let (price, next) = (orders.live[one].price, orders.live[other].price)
      return price == next ? one > other : next.isBetter(than: price, for: side)
    }
    return opens
  }
}
