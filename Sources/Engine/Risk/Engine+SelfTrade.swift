import Market
import Venue

extension Engine {
  /// Moves a taking limit back so far that it stops short of our own resting orders on the other
  /// side, if the book lets it take there: then none of our orders must go first.
  mutating func shortOfOwn(_ price: Price, for side: Side) -> Price {
    renewFurthest(against: side, price)
    let furthest = orders.live.furthest.ticks[side.opposite]
    guard furthest > 0, side.reaches(furthest, from: price.ticks),
      let next = Price(ticks: furthest).away(by: 1, for: side)
    else { return price }
    let before = setup.onTickGrid(next, for: side)
    return wouldCross(side, before) != nil ? before : price
  }

  /// Finds the furthest of our resting orders again, if an order would reach it and it may be gone.
  @inline(__always) mutating func renewFurthest(against side: Side, _ price: Price) {
    let furthest = orders.live.furthest.ticks[side.opposite]
    guard orders.live.furthest.isStale, furthest > 0, side.reaches(furthest, from: price.ticks)
    else {
      return
    }
    orders.live.refreshFurthest()
  }

  /// The own order that rests within a price, as a reason to wait.
  ///
  /// A post-only order trades with nothing. It needs to wait only if the venue would refuse it
  /// because of our own order, and not for one that is being cancelled: that cancel was sent first.
  @inline(__always) func ownResting(against side: Side, _ price: Price, mayTake: Bool) -> Reason? {
    let furthest = orders.live.furthest.ticks[side.opposite]
    guard furthest > 0, side.reaches(furthest, from: price.ticks) else { return nil }
    guard mayTake || parameters.capabilities.ownOrdersMeet else { return nil }
    return Engine.resting(among: orders.live.all, against: side, price, mayTake: mayTake)
  }

  private static func resting(
    among orders: [Order], against side: Side, _ price: Price, mayTake: Bool
  ) -> Reason? {
    for order in orders
    where order.isInTheWay(of: side, price) && (mayTake || !order.isCancelling) {
      return Reason(.ownOrderInTheWay, value: price.ticks, limit: order.price.ticks)
    }
    return nil
  }

  /// The own order that could take a resting order at a price, live or waiting, or that goes before
  /// it, as a reason to wait.
  @inline(__always) func ownTaker(
    of purpose: Purpose, _ side: Side, _ price: Price
  ) -> Reason? {
    let claim = selfTrade.claims[side.opposite]
    if claim > 0, side.opposite.reaches(price.ticks, from: claim) {
      return Reason(.ownOrderInTheWay, value: price.ticks, limit: claim)
    }
    let exit = selfTrade.exitClaims[side.opposite]
    if exit > 0, purpose.isEntry, side.opposite.reaches(price.ticks, from: exit) {
      return Reason(.ownOrderInTheWay, value: price.ticks, limit: exit)
    }
    guard orders.live.takers > 0 else { return nil }
    return Engine.taker(among: orders.live.all, against: side, price)
  }

  /// A static function of the orders alone: a method of the engine would be called with a copy of
  /// it.
  private static func taker(
    among orders: [Order], against side: Side, _ price: Price
  ) -> Reason? {
    for order in orders
    where order.id != .vacant && order.mayTake && order.side != side
      && order.side.reaches(price.ticks, from: order.price.ticks)
    {
      return Reason(.ownOrderInTheWay, value: price.ticks, limit: order.price.ticks)
    }
    return nil
  }

  /// An order ended: everything that waited for one is checked again.
  mutating func retryHeld() {
    selfTrade.retry()
    changes.lots.appendAll()
    changes.nameAllRungs()
    wakeHeldAttempts()
    if switches.flattening.isRunning { switches.look() }
  }

  /// Everything that waited has been checked; orders that only a claim kept out get their turn.
  mutating func finishHeld() {
    guard selfTrade.finishRetry() else { return }
    timers.wake(.ownOrder, at: time)
  }
}
