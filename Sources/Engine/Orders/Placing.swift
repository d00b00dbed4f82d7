import Market
import Venue

/// Sends a new order, once none of ours is in its way.
extension Engine {
  /// Enters a new order among the live ones and hands it over, where it trades with none of ours.
  ///
  /// The other gates are the caller's: an open has passed ``gate(_:at:_:)``, an exit its own rule.
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

  /// Rests a stop of a lot at the venue. What waits for its trigger neither takes nor rests, so that
  /// nothing of ours is in its way.
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
    // No lot has the number zero: an order for several names none.
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
        isReduceOnly: isReduceOnly, trigger: trigger, expiresAt: expiresAt), into: &effects)
    if purpose.isEntry { switches.breaker.sent(open: id) }
    return index
  }

  /// Until when a new order may arrive.
  @inline(__always) private var expiry: Instant {
    guard parameters.capabilities.supportsExpiry else { return .never }
    return time.advanced(byNanoseconds: settings.orders.expiryNanoseconds)
  }

  /// The order of ours that a new one would trade with, as a reason to wait, if there is one: what rests
  /// in its way is being cancelled then, and what it was for is looked at again as soon as an order has
  /// ended.
  ///
  /// An order that takes has everything cleared out of its way, an exit that rests only opens: two
  /// exits would chase each other, so the later one waits. An open that rests waits for all.
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

  /// Cancels what of ours rests within a limit.
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
