import Market
import Venue

/// Sends a new order, once none of ours is in its way.
extension Engine {
  /// Enters a new order among the live ones and hands it over. Returns its index, or nothing where it
  /// would trade with an order of ours, which must end first: the caller asks again then.
  ///
  /// The other gates are the caller's: an open has passed ``gate(_:at:_:)``, an exit its own rule.
  mutating func place(
    _ purpose: Purpose, _ side: Side, at price: Price, _ quantity: Quantity, because reason: Reason,
    lot: Int32 = -1, timeInForce: TimeInForce = .postOnly, isReduceOnly: Bool = false,
    trigger: Trigger? = nil, into effects: inout Effects
  ) -> Int32? {
    // What waits for its trigger neither takes nor rests.
    guard trigger != nil || isClearOfOwn(purpose, side, price, timeInForce, into: &effects) else {
      return nil
    }
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
    if purpose.isEntry, switches.breaker.stage == .probation { switches.breaker.probe = id }
    return index
  }

  /// Until when a new order may arrive.
  @inline(__always) private var expiry: Instant {
    guard parameters.capabilities.supportsExpiry else { return .never }
    return time.advanced(byNanoseconds: settings.orders.expiryNanoseconds)
  }

  /// Makes sure that a new order would trade with none of ours. Returns false where it has to wait;
  /// what rests in its way is being cancelled then, and what it was for is looked at again as soon
  /// as an order has ended.
  ///
  /// An order that takes has everything cleared out of its way, an exit that rests only opens: two
  /// exits would chase each other, so the later one waits. An open that rests waits for all.
  private mutating func isClearOfOwn(
    _ purpose: Purpose, _ side: Side, _ price: Price, _ timeInForce: TimeInForce,
    into effects: inout Effects
  ) -> Bool {
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
    guard inTheWay != nil else { return true }
    selfTrade.keptOut = selfTrade.isHolding
    if !purpose.isEntry { selfTrade.exitIsKeptOut = true }
    return false
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
