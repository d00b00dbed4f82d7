import Market
import Venue

extension Engine {
  /// Enters a new order into the registry and hands it over. Returns its index, or nothing where it
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
    generation += 1
    // No lot has the number zero: an order for several names none.
    let subject = lot >= 0 ? lots[lot].id.value : purpose == .sideStop ? 0 : price.ticks
    let id = ClientOrderID(tag: tag, purpose: purpose, subject: subject, generation: generation)
    var order = Order(
      id: id, side: side, purpose: purpose, state: .submitted, isReduceOnly: isReduceOnly,
      timeInForce: timeInForce, price: price, slot: price, quantity: quantity,
      remaining: quantity, sentAt: time, reason: reason)
    order.lot = lot
    order.trigger = trigger?.price
    order.stamp = ladder.stamp
    order.expiresAt = expiry
    let index = registry.add(order)
    if lot >= 0 { attach(index) }
    registry.await(index, by: answerDue)
    effects.requests.append(
      .place(
        NewOrder(
          id: id, side: side, limit: price, quantity: quantity, timeInForce: timeInForce,
          isReduceOnly: isReduceOnly, trigger: trigger, expiresAt: order.expiresAt)))
    counters.submitted += 1
    rate.add(at: time)
    budget.add()
    if purpose.isOpen, breaker.stage == .probation { breaker.probe = id }
    return index
  }

  /// Until when a new order may arrive.
  @inline(__always) private var expiry: Instant {
    guard parameters.capabilities.supportsExpiry else { return .distantFuture }
    return time.advanced(byNanoseconds: settings.orders.expiryNanoseconds)
  }

  /// Asks the venue to end an order; it counts as live until the venue says so.
  ///
  /// One of unknown outcome stays unknown: should the cancel overtake it, it may come to stand yet.
  mutating func cancel(_ index: Int32, because reason: Reason, into effects: inout Effects) {
    guard registry[index].beginCancel(at: time, because: reason) else { return }
    registry.await(index, by: answerDue)
    effects.requests.append(.cancel(registry[index].id))
    budget.add()
  }

  /// Asks the venue to make an order smaller where it stands.
  ///
  /// What fills before the amend arrives comes on top of the new quantity, so that is reserved.
  mutating func amend(_ index: Int32, remaining: Quantity, into effects: inout Effects) {
    registry[index].isAmending = true
    registry.await(index, by: answerDue)
    registry.reserve(index, remaining)
    budget.add()
    effects.requests.append(
      .amend(registry[index].id, limit: registry[index].price, remaining: remaining))
  }

  /// Asks again to end the orders whose cancel was refused or lost. One that may not be asked for yet
  /// keeps its turn: the wake-up may have come for something else.
  mutating func cancelAgain(into effects: inout Effects) {
    for index in registry.orders.indices {
      let order = registry.orders[index]
      guard order.id != .vacant, order.mustEnd else { continue }
      if time < order.cancelWait.until {
        cancelLater(at: order.cancelWait.until)
      } else {
        cancel(Int32(index), because: order.reason, into: &effects)
      }
    }
  }

  /// Asks once more, then, to end whatever shall end.
  mutating func cancelLater(at moment: Instant) {
    agenda.mayCancelAgain = true
    agenda.wake(at: moment)
  }

  /// Cancels the live opens of one side, or of both.
  mutating func cancelOpens(
    of side: Side? = nil, because reason: Reason, into effects: inout Effects
  ) {
    cancelAll(because: reason, into: &effects) { order in
      order.purpose.isOpen && (side == nil || order.side == side)
    }
  }

  /// Cancels every live order that `matches`, in the order of their places.
  mutating func cancelAll(
    because reason: Reason, into effects: inout Effects, where matches: (Order) -> Bool
  ) {
    for index in registry.orders.indices {
      let order = registry.orders[index]
      if order.id != .vacant, matches(order) {
        cancel(Int32(index), because: reason, into: &effects)
      }
    }
  }
}
