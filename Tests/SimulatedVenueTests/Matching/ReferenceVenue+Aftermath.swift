import Market
import SimulatedVenue
import Venue

/// What follows from a matching in the reference: groups, reduce-only, triggers, own orders.
extension ReferenceVenue {
  /// Why an order at the front of its queue can't be filled, if it can't.
  func standstill(_ order: Order) -> CancelCause? {
    if isOutdone(order) { return .siblingFilled }
    return order.request.isReduceOnly && reducible(order) == 0 ? .reduceOnly : nil
  }

  func isOutdone(_ order: Order) -> Bool {
    outcomes.contains {
      $0.isWhole && $0.group == order.request.group && $0.id != order.request.id
    }
  }

  /// Cancels our orders on the other side that fit: best price first, oldest first.
  mutating func cancelOwn(against taker: Order, where fits: (Order) -> Bool) {
    for met in inBookOrder.filter({ $0.isBuy != taker.isBuy && fits($0) }) {
      end(orders.firstIndex { $0.request.id == met.request.id }!, .selfTrade)
    }
  }

  /// Bids best first, then asks best first, at a price as they queue.
  private var inBookOrder: [Order] {
    let queued = orders.enumerated()
    let bids = queued.filter(\.element.isBuy)
      .sorted { ($1.element.price, $0.offset) < ($0.element.price, $1.offset) }
    let asks = queued.filter { !$0.element.isBuy }
      .sorted { ($0.element.price, $0.offset) < ($1.element.price, $1.offset) }
    return (bids + asks).map(\.element)
  }

  mutating func aftermath() {
    settle()
    if isCrossed { return }
    while let index = waiting.firstIndex(where: { goesOff($0.request.trigger!, $0.request.side) }) {
      let order = waiting.remove(at: index)
      let request = order.request
      reports.append(.triggered(request.id))
      if request.isReduceOnly, reducible(order) == 0 {
        reports.append(.cancelled(request.id, .reduceOnly, filled: .zero))
      } else if request.timeInForce == .postOnly, wouldTake(request.side, order.price) {
        reports.append(.cancelled(request.id, .byVenue, filled: .zero))
      } else {
        enter(order)
        settle()
      }
    }
  }

  private mutating func settle() {
    while !outcomes.isEmpty {
      let outcome = outcomes.removeFirst()
      guard outcome.isWhole || rules.groupsCoverPartialFills else { continue }
      let isSibling = { (order: Order) in
        order.request.group == outcome.group && order.request.id != outcome.id
      }
      for sibling in inBookOrder.filter(isSibling) {
        let index = orders.firstIndex { $0.request.id == sibling.request.id }!
        if outcome.isWhole || orders[index].remaining <= outcome.steps {
          end(index, .siblingFilled)
        } else {
          orders[index].remaining -= outcome.steps
          reports.append(
            .shrunk(sibling.request.id, remaining: Quantity(steps: orders[index].remaining)))
        }
      }
      for sibling in waiting.filter(isSibling) {
        let index = waiting.firstIndex { $0.request.id == sibling.request.id }!
        if outcome.isWhole || waiting[index].remaining <= outcome.steps {
          waiting.remove(at: index)
          reports.append(.cancelled(sibling.request.id, .siblingFilled, filled: .zero))
        } else {
          waiting[index].remaining -= outcome.steps
          reports.append(
            .shrunk(sibling.request.id, remaining: Quantity(steps: waiting[index].remaining)))
        }
      }
    }
    guard rules.reduceOnly == .shrinks else { return }
    for side in [Side.buy, .sell] {
      let most = side == .buy ? max(0, -position) : max(0, position)
      let reducing = orders.filter { $0.request.isReduceOnly && $0.request.side == side }
        .sorted { $0.serial < $1.serial }.map(\.request.id)
      for id in reducing {
        let index = orders.firstIndex { $0.request.id == id }!
        if most == 0 {
          end(index, .reduceOnly)
        } else if orders[index].remaining > most {
          orders[index].remaining = most
          reports.append(.shrunk(id, remaining: Quantity(steps: most)))
        }
      }
      for id in reducing where most > 0 {
        let total = orders.filter { reducing.contains($0.request.id) }.map(\.remaining).reduce(0, +)
        guard total > most else { break }
        end(orders.firstIndex { $0.request.id == id }!, .reduceOnly)
      }
    }
  }

  // MARK: Triggers

  private var mark: Int64? {
    if isCrossed { return soundMark ?? lastTrade }
    return switch (bids.keys.max(), asks.keys.min()) {
    case (let bid?, let ask?): (bid + ask) / 2
    case (let only?, nil), (nil, let only?): only
    case (nil, nil): lastTrade
    }
  }

  func goesOff(_ trigger: Trigger, _ side: Side) -> Bool {
    let now: Int64? =
      switch trigger.reference {
      case .mark: mark
      case .last: lastTrade
      case .oppositeBest where isCrossed: nil
      case .oppositeBest: side == .buy ? asks.keys.min() : bids.keys.max()
      }
    guard let now else { return false }
    switch (side, trigger.isStop) {
    case (.sell, true), (.buy, false): return now <= trigger.price.ticks
    case (.buy, true), (.sell, false): return now >= trigger.price.ticks
    }
  }
}
