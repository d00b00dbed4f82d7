import Market
import Venue

/// What happens on our account without our request: a person at the venue's own screen, another
/// program, the venue's risk engine. All of it is reported and listed as at a real venue.
extension SimulatedVenue {
  /// Places an order of another program; it may be refused like any other. Returns the venue's id
  /// of it.
  @discardableResult
  public mutating func placeForeign(
    _ side: Side, _ quantity: Quantity, limit: Price?,
    timeInForce: TimeInForce = .goodTillCancelled,
    isReduceOnly: Bool = false, trigger: Trigger? = nil, at time: Instant
  ) -> ClientOrderID {
    let id = nextForeign()
    act(at: time) {
      $0.place(
        NewOrder(
          id: id, side: side, limit: limit, quantity: quantity, timeInForce: timeInForce,
          isReduceOnly: isReduceOnly, trigger: trigger), at: time)
    }
    return id
  }

  /// Lets a person buy or sell at the market.
  @discardableResult
  public mutating func tradeByHand(_ side: Side, _ quantity: Quantity, at time: Instant)
    -> ClientOrderID
  {
    placeForeign(side, quantity, limit: nil, timeInForce: .immediateOrCancel, at: time)
  }

  /// Lets a person cancel one of our orders; returns whether it was live.
  @discardableResult
  public mutating func cancelByHand(_ id: ClientOrderID, at time: Instant) -> Bool {
    end(id, because: .byHand, at: time)
  }

  /// Ends one of our orders for a cause that isn't ours; returns whether it was live.
  mutating func end(_ id: ClientOrderID, because cause: CancelCause, at time: Instant) -> Bool {
    guard stands(id) else { return false }
    act(at: time) {
      if let slot = $0.orders.slot(of: id) {
        $0.end(slot, cause, at: time)
      } else {
        $0.endTrigger(id, cause, at: time)
      }
    }
    return true
  }

  /// Liquidates a share of the position: at the displayed prices, and the rest at the mark.
  /// Liquidating all of it ends every order first.
  ///
  /// - Parameter percent: 1 to 100.
  public mutating func liquidate(percent: Int, at time: Instant) {
    act(at: time) { venue in
      if percent >= 100 { venue.cancelAll(.liquidated, at: time) }
      guard var order = venue.closing(percent: percent, at: time) else { return }
      venue.cause = .liquidation
      if venue.take(&order, limit: nil, at: time) != .filled, let mark = venue.mark {
        venue.execute(&order, order.remaining, at: mark, .taker, time)
      }
      venue.cause = .trade
    }
  }

  /// Liquidates the whole position if the equity is less than what the position needs.
  @inline(never)
  mutating func liquidateIfDue(at time: Instant) {
    guard settings.account.leverage != nil, !position.isFlat, let equity, let mark else { return }
    let value = ExactMoney(mark, times: position.size)
    let kept = value.times(Int64(settings.account.maintenanceBasisPoints), over: 10_000)
    guard equity < kept else { return }
    liquidate(percent: 100, at: time)
  }

  /// Closes a share of the position against another account's liquidation, at the mark and without
  /// a fee.
  ///
  /// - Parameter percent: 1 to 100.
  public mutating func deleverage(percent: Int, at time: Instant) {
    act(at: time) { venue in
      guard let mark = venue.mark, var order = venue.closing(percent: percent, at: time) else {
        return
      }
      venue.cause = .autoDeleveraging
      venue.execute(&order, order.remaining, at: mark, .taker, time)
      venue.cause = .trade
    }
  }

  /// Delists the market at once.
  public mutating func delist(at time: Instant) { setPhase(.closed, at: time) }

  private mutating func nextForeign() -> ClientOrderID {
    lastForeign += 1
    return .foreign(lastForeign)
  }

  /// The venue's own order for a share of the position; nil if there is no position or no price.
  private mutating func closing(percent: Int, at time: Instant) -> RestingOrders.Order? {
    guard let side = position.side, let price = mark, (1...100).contains(percent) else {
      return nil
    }
    let share = position.size.steps.multipliedFullWidth(by: Int64(percent))
    let steps = max(1, Int64(100).dividingFullWidth(share).quotient)
    let order = NewOrder(
      id: nextForeign(), side: side.opposite, limit: nil, quantity: Quantity(steps: steps),
      timeInForce: .immediateOrCancel)
    return RestingOrders.Order(order, at: price, placedAt: time, serial: Int64(counters.accepted))
  }

  private mutating func act(at time: Instant, _ body: (inout SimulatedVenue) -> Void) {
    happen(until: time)
    body(&self)
    settleAftermath(at: time)
  }
}
