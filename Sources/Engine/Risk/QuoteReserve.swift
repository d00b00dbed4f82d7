import Market
import Venue

// What a quote budget has free. This is asked only if a budget is set.
extension Engine {
  /// Quote currency that is free: what is left of the budget, less what the live buys and the exits
  /// of the short lots would need.
  @inline(__always) func freeQuote(
    of budget: ExactMoney, _ keptForExits: ExactMoney
  ) -> ExactMoney {
    budget + books.ledger.cash - books.ledger.fees - reservedQuote - keptForExits
  }

  /// Whether there is a budget, and anything to reserve in it for closing short lots.
  @inline(__always) var keepsQuoteForExits: Bool {
    parameters.quoteBudget != nil && (books.lots.open.sell > 0 || orders.live.exits.buy.all > 0)
  }

  /// The amount reserved for that now; `mutating` for the same reason as ``firstShut(_:)``.
  @inline(__always) mutating func quoteKeptForExits() -> ExactMoney {
    keepsQuoteForExits ? quoteForExits() : .zero
  }

  /// Quote currency that the live buys would need, fees included.
  @inline(__always) var reservedQuote: ExactMoney {
    costOfBuying(orders.live.openNotional.buy - orders.live.takingNotional.buy, takes: false)
      + costOfBuying(orders.live.takingNotional.buy, takes: true)
  }

  /// Quote currency that closing the short lots would need, fees included: for each lot, the dearer
  /// of its exits, which exclude each other.
  @inline(never) func quoteForExits() -> ExactMoney {
    var needed = ExactMoney.zero
    for index in books.lots.inOrder where books.lots[index].side == .sell {
      needed += costOfClosing(index)
    }
    guard orders.live.exits.buy.plainOthers + orders.live.exits.buy.reducingOthers > 0 else {
      return needed
    }
    for order in orders.live.all
    where order.id != .vacant && order.side == .buy && !order.purpose.isEntry && order.lot < 0 {
      needed += costOfBuying(Money(order.price, times: order.remaining), takes: true)
    }
    return needed
  }

  /// What closing a short lot costs by the dearest exit that it has or should have.
  private func costOfClosing(_ lot: Int32) -> ExactMoney {
    let open = books.lots[lot].open
    var dearest = costOfBuying(Money(books.lots[lot].takeProfit.price, times: open), takes: false)
    if let stop = books.lots[lot].stop.trigger {
      let worst = setup.worst(
        settings.exits.stop.slippage, past: stop, books.lots[lot].side)
      dearest = max(dearest, costOfBuying(Money(worst, times: open), takes: true))
    }
    var leg = books.lots[lot].newestLeg
    while leg >= 0 {
      let order = orders.live[leg]
      let takes = order.trigger != nil || order.timeInForce.mayTake
      dearest = max(dearest, costOfBuying(Money(order.price, times: open), takes: takes))
      leg = order.nextLeg
    }
    return dearest
  }

  @inline(__always) func costOfBuying(_ notional: Money, takes: Bool) -> ExactMoney {
    let fee = (takes ? instrument.takerFee : instrument.makerFee).fee(on: notional)
    return ExactMoney(notional) + max(.zero, fee)
  }

  /// Cancels live buys, farthest from the market first, if the exits of the short lots have left
  /// too little quote currency for them: a stop may cost more than its lot was sold for.
  mutating func trimToQuote(into effects: inout Effects) {
    guard let budget = parameters.quoteBudget else { return }
    let free = freeQuote(of: budget, quoteKeptForExits())
    guard free < .zero else { return }
    var short = .zero - free
    let opens = opensFarFirst(.buy)
    for index in opens where orders.live[index].isCancelling {
      short -= reserved(by: index)
    }
    for index in opens where !orders.live[index].isCancelling && short > .zero {
      short -= reserved(by: index)
      cancel(
        index, because: Reason(.quoteReserved, value: reserved(by: index).rounded.units, limit: 0),
        into: &effects)
    }
  }

  private func reserved(by index: Int32) -> ExactMoney {
    let order = orders.live[index]
    return costOfBuying(
      Money(order.price, times: order.remaining), takes: order.timeInForce.mayTake)
  }
}
