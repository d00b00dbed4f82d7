import Market
import Venue

extension Engine {
  /// Cancels opens that stand although the worst case of their side is over the cap, those farthest
  /// from the market first, until what is left fits under it.
  ///
  /// No open is sent that would not fit; but opens that were adopted stand already, and an adjustment
  /// moves the position under those that rest.
  mutating func trimToCap(into effects: inout Effects) {
    for side in Side.allCases {
      guard let cap = cap(side) else { continue }
      let worst = worstCase(side)
      guard worst > cap else { continue }
      var over = worst - cap
      var standing: [Int32] = []
      for index in registry.orders.indices {
        let order = registry.orders[index]
        guard order.id != .vacant, order.side == side, order.purpose.isOpen else { continue }
        if order.state == .cancelling {
          over -= order.remaining.steps
        } else {
          standing.append(Int32(index))
        }
      }
      standing.sort { (one, other) in
        let (price, next) = (registry[one].price, registry[other].price)
        return price == next ? one > other : next.isBetter(than: price, for: side)
      }
      for index in standing where over > 0 {
        over -= registry[index].remaining.steps
        cancel(
          index, because: Reason(.exposureAboveCap, value: worst, limit: cap), into: &effects)
      }
    }
  }
}
