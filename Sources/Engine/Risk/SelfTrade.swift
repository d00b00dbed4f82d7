import Market
import Venue

/// No order of ours trades with another of ours: what rests in the way is cancelled and confirmed
/// first.
///
/// Two orders of one account would meet where they stand on opposite sides, their prices reach each
/// other, and one of them may take. So an order that may take waits until nothing of ours rests
/// within its limit, and an order that rests waits until nothing of ours that may reach it is out.
struct SelfTrade: Sendable {
  /// Something was held back since the last order ended.
  var isHolding = false

  func digest(into hash: inout StateHash) { hash.add(isHolding) }
}

extension Order {
  /// Whether it could take on its way to the venue; what only rests can't.
  @inline(__always) var mayTake: Bool { timeInForce != .postOnly }
  /// Whether it could stand at the venue for others to take.
  @inline(__always) var mayRest: Bool {
    timeInForce == .postOnly || timeInForce == .goodTillCancelled
  }
}

extension Side {
  /// Whether an order on this side at a price trades with one of the other side at `other`.
  @inline(__always) func reaches(_ other: Price, from price: Price) -> Bool {
    self == .buy ? price >= other : price <= other
  }
}

extension Engine {
  /// Makes sure that a new order would trade with none of ours. Returns false where it has to wait;
  /// what rests in its way is being cancelled then, and what it was for is looked at again as soon
  /// as an order has ended.
  mutating func isClearOfOwn(
    _ side: Side, _ price: Price, _ timeInForce: TimeInForce, into effects: inout Effects
  ) -> Bool {
    var inTheWay = ownTaker(against: side, price)
    if timeInForce != .postOnly {
      for index in registry.orders.indices {
        let order = registry.orders[index]
        guard order.id != .vacant, !order.id.isForeign, order.side != side, order.mayRest,
          side.reaches(order.price, from: price)
        else { continue }
        let reason = Reason(.ownOrderInTheWay, value: order.price.ticks, limit: price.ticks)
        inTheWay = reason
        cancel(Int32(index), because: reason, into: &effects)
      }
    }
    guard let inTheWay else { return true }
    recoveries.count(.heldForOwnOrder)
    if !selfTrade.isHolding {
      note(LogEntry(.gated, at: time, side: side, price: price, reason: inTheWay))
    }
    selfTrade.isHolding = true
    return false
  }

  /// The order of ours that could take a resting order at a price, as a reason to wait.
  @inline(__always) func ownTaker(against side: Side, _ price: Price) -> Reason? {
    guard registry.takers > 0 else { return nil }
    for order in registry.orders
    where order.id != .vacant && order.mayTake && order.side != side
      && order.side.reaches(price, from: order.price)
    {
      return Reason(.ownOrderInTheWay, value: order.price.ticks, limit: price.ticks)
    }
    return nil
  }

  /// An order ended: what waited for one is looked at again.
  mutating func releaseHeld() {
    selfTrade.isHolding = false
    agenda.lots += lots.inOrder.filter { !lots[$0].naked.isZero }
    agenda.allRungs = true
    agenda.isUnderCommand = agenda.isUnderCommand || flattening.isRunning
  }
}
