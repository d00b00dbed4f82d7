import Market
import Venue

/// Sends a new order, once none of our own is in its way.
extension Engine {
  /// Adds a new order to the live ones and sends it, if it would trade with none of our own.
  ///
  /// The caller checks the other gates: an entry has passed ``gate(_:at:_:)``, an exit its own
  /// rule.
  mutating func place(
    _ purpose: Purpose, _ side: Side, at price: Price, _ quantity: Quantity, because reason: Reason,
    lot: Int32 = -1, timeInForce: TimeInForce = .postOnly, isReduceOnly: Bool = false,
    into effects: inout Effects
  ) -> Placement {
    if let inTheWay = ownInTheWay(of: purpose, side, price, timeInForce, into: &effects) {
      return .held(inTheWay)
    }
    return .sent(
      enter(
        purpose, side, at: price, quantity, because: reason, lot: lot, timeInForce: timeInForce,
        isReduceOnly: isReduceOnly, into: &effects))
  }

  /// Places a lot's stop at the venue. An order that waits for its trigger neither takes nor rests,
  /// so none of our own orders is in its way.
  mutating func placeStop(
    of lot: Int32, _ side: Side, at limit: Price, _ quantity: Quantity, because reason: Reason,
    isReduceOnly: Bool, trigger: Trigger, into effects: inout Effects
  ) {
    _ = enter(
      .stopLoss, side, at: limit, quantity, because: reason, lot: lot,
      timeInForce: .goodTillCancelled, isReduceOnly: isReduceOnly, trigger: trigger,
      into: &effects)
  }

  private mutating func enter(
    _ purpose: Purpose, _ side: Side, at price: Price, _ quantity: Quantity, because reason: Reason,
    lot: Int32, timeInForce: TimeInForce, isReduceOnly: Bool, trigger: Trigger? = nil,
    into effects: inout Effects
  ) -> Int32 {
    // No lot has the number 0: an order that belongs to several lots uses it.
    let subject = lot >= 0 ? books.lots[lot].id.value : purpose == .sideStop ? 0 : price.ticks
    let id = ClientOrderID(
      tag: setup.tag, purpose: purpose, subject: subject, generation: orders.nextNumber())
    let expiresAt = expiry
    let index = orders.live.sent(
      Order(
        id, purpose, side, at: price, quantity, timeInForce, isReduceOnly: isReduceOnly,
        trigger: trigger?.price, lot: lot, stamp: grid.ladder.stamp, at: time, answerBy: answerDue,
        until: expiresAt, because: reason))
    if lot >= 0 { attach(index) }
    submit(
      NewOrder(
        id: id, side: side, limit: price, quantity: quantity, timeInForce: timeInForce,
        isReduceOnly: isReduceOnly, trigger: trigger, expiresAt: expiresAt), because: reason,
      into: &effects)
    if purpose.isEntry { switches.breaker.sent(open: id) }
    return index
  }

  /// The latest time at which a new order may arrive; ``Instant/never`` if the venue has no expiry.
  @inline(__always) private var expiry: Instant {
    guard parameters.capabilities.supportsExpiry else { return .never }
    return time.advanced(byNanoseconds: settings.orders.expiryNanoseconds)
  }

  /// The own order that a new one would trade with, as a reason to wait; nil if there is none. A
  /// resting order in the way may be cancelled for it, and whatever wanted the new order is checked
  /// again as soon as an order has ended.
  ///
  /// For an order that takes, everything in its way is cancelled. For an exit that rests, only
  /// entries are: two exits would chase each other, so the later one waits. An entry that rests
  /// waits for all.
  private mutating func ownInTheWay(
    of purpose: Purpose, _ side: Side, _ price: Price, _ timeInForce: TimeInForce,
    into effects: inout Effects
  ) -> Reason? {
    renewFurthest(against: side, price)
    var inTheWay = timeInForce.mayRest ? ownTaker(of: purpose, side, price) : nil
    if let resting = ownResting(against: side, price, mayTake: timeInForce.mayTake) {
      inTheWay = resting
      if timeInForce.mayTake || !purpose.isEntry {
        clearOwn(side, price, alsoExits: timeInForce.mayTake, into: &effects)
        recoveries.count(.heldForOwnOrder)
        if !selfTrade.isHolding {
          note(LogEntry(.gated, at: time, side: side, price: price, reason: resting))
        }
        selfTrade.claim(side, price, takes: timeInForce.mayTake)
      }
    }
    guard let inTheWay else { return nil }
    selfTrade.keepOut(isExit: !purpose.isEntry)
    return inTheWay
  }

  /// Cancels our own resting orders that an order with this limit would trade with.
  mutating func clearOwn(
    _ side: Side, _ price: Price, alsoExits: Bool, into effects: inout Effects
  ) {
    for index in orders.live.all.indices {
      let order = orders.live.all[index]
      guard order.isInTheWay(of: side, price), alsoExits || order.purpose.isEntry else { continue }
      let reason = Reason(.ownOrderInTheWay, value: price.ticks, limit: order.price.ticks)
      cancel(Int32(index), because: reason, into: &effects)
    }
  }
}
