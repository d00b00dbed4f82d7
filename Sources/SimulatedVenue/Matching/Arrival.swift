import Market
import Venue

/// What the venue does with a new order or a cancel when it arrives. `Refusals.swift` says what is
/// refused, `Amending.swift` what an amend does.
extension SimulatedVenue {
  mutating func place(_ order: NewOrder, at time: Instant) {
    if let refusal = refusal(of: order, at: time) { return reject(order, refusal, at: time) }
    counters.accepted += 1
    note(.accepted, order, at: time)
    report(.accepted(order.id), at: time)
    let serial = Int64(counters.accepted)
    if let trigger = order.trigger {
      return triggers.add(
        WaitingOrder(
          order: order, trigger: trigger, placedAt: time, serial: serial,
          remaining: order.quantity.steps))
    }
    guard let price = order.limit ?? standing(order.side.opposite) else { return }
    enter(
      RestingOrders.Order(order, at: price, placedAt: time, serial: serial), limit: order.limit,
      at: time)
  }

  mutating func reject(_ order: NewOrder, _ refusal: Refusal, at time: Instant) {
    counters.rejected += 1
    if refusal == .expired, settings.limits.actions != nil { budgets.spendStale() }
    // The id still belongs to the order that has it.
    if refusal != .duplicateID { memory.note(order.id, .rejected(refusal)) }
    note(.rejected, order, at: time)
    report(.rejected(order.id, refusal), about: RefusalSubject(of: order), at: time)
  }

  /// Lets an accepted order take what it may. The rest of it joins the book if its kind allows; an
  /// order without a limit never rests.
  mutating func enter(_ entering: RestingOrders.Order, limit: Price?, at time: Instant) {
    var order = entering
    if order.isReduceOnly, settings.rules.reduceOnly == .shrinks {
      shrinkOnArrival(&order, at: time)
      isUnsettled = true
    }
    switch order.timeInForce {
    case .fillOrKill:
      guard isThere(order.remaining, for: order, limit: limit) else {
        return reportEnd(of: order, .fillOrKill, at: time)
      }
      takeAndEnd(order, limit: limit, at: time)
    case .immediateOrCancel: takeAndEnd(order, limit: limit, at: time)
    case .postOnly, .goodTillCancelled:
      if limit == nil {
        takeAndEnd(order, limit: nil, at: time)
      } else {
        takeAndRest(order, at: time)
      }
    }
  }

  /// Lets an order take what it may and rests what is left.
  mutating func takeAndRest(_ entering: RestingOrders.Order, at time: Instant) {
    var order = entering
    if order.timeInForce != .postOnly, crosses(order.price, order.side) {
      switch take(&order, limit: order.price, at: time) {
      case .filled: return
      case .held: return reportEnd(of: order, .reduceOnly, at: time)
      case .exhausted: break
      }
    }
    let shown = shown(at: order.price, order.side)
    order.ahead = shown ?? SimulatedVenue.unknownAhead
    orders.join(order, shown: shown ?? 0)
    noteIfUnseen(order)
  }

  mutating func cancel(_ id: ClientOrderID, at time: Instant) {
    guard let slot = orders.slot(of: id) else {
      if !triggers.isEmpty, triggers.index(of: id) != nil {
        return endTrigger(id, .requested, at: time)
      }
      counters.refused += 1
      return report(.cancelRefused(id, .unknownOrder), at: time)
    }
    end(slot, .requested, at: time)
  }

  /// Whether an order with this id is live: resting or waiting for its trigger.
  @inline(__always)
  func stands(_ id: ClientOrderID) -> Bool {
    orders.contains(id) || (!triggers.isEmpty && triggers.index(of: id) != nil)
  }
}
