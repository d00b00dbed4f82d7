import Market
import Venue

/// Reduce-only orders at a venue that shrinks them to the position.
///
/// No order changes its size within a matching: a fill goes at most down to flat and then ends the
/// order. What follows here is done once the matching is over.
extension SimulatedVenue {
  /// Shrinks an arriving order to what it can reduce.
  mutating func shrinkOnArrival(_ order: inout RestingOrders.Order, at time: Instant) {
    let most = reducible(by: order.side)
    guard order.remaining > most, most > 0 else { return }
    order.remaining = most
    note(.changed, order, at: time)
    report(.shrunk(order.id, remaining: Quantity(steps: most)), at: time)
  }

  /// Adjusts the resting reduce-only orders of both sides to the position: none if there is nothing
  /// to reduce, none larger than the position, and not more than it together. If they are more
  /// together, the oldest are cancelled first.
  mutating func shrinkResting(at time: Instant) {
    for side in Side.allCases { shrinkResting(side, at: time) }
  }

  private mutating func shrinkResting(_ side: Side, at time: Instant) {
    var reducing: [(serial: Int64, id: ClientOrderID)] = []
    orders.visit { if $0.isReduceOnly, $0.side == side { reducing.append(($0.serial, $0.id)) } }
    guard !reducing.isEmpty else { return }
    reducing.sort { $0.serial < $1.serial }
    let most = reducible(by: side)
    var total: Int64 = 0
    for (_, id) in reducing {
      guard let slot = orders.slot(of: id) else { continue }
      if most == 0 {
        end(slot, .reduceOnly, at: time)
      } else {
        shrink(slot, to: most, at: time)
        total += orders[slot].remaining
      }
    }
    for (_, id) in reducing where total > most {
      guard let slot = orders.slot(of: id) else { continue }
      total -= orders[slot].remaining
      end(slot, .reduceOnly, at: time)
    }
  }

  /// Shrinks a resting order to `steps` if it is larger; it keeps its place in the queue.
  mutating func shrink(_ slot: Int32, to steps: Int64, at time: Instant) {
    guard orders[slot].remaining > steps else { return }
    orders[slot].remaining = steps
    note(.changed, orders[slot], at: time)
    report(.shrunk(orders[slot].id, remaining: Quantity(steps: steps)), at: time)
  }
}
