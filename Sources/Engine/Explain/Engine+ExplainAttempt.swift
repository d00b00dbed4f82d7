import Market
import Venue

extension Engine {
  /// Why an attempt has no order at this moment, and what its next check would find. If it has an
  /// order, why that is live.
  func explainAttempt(_ place: Int) -> Explanation {
    let attempt = attempts.live[place]
    if let order = attempt.order { return explainStanding(attempt, order) }
    let price = nextPrice(of: attempt) ?? attempt.price
    var explanation = Explanation(
      .attempt(attempt.purpose, attempt.side, price), .waits(attempt.reason))
    explanation.facts = attemptFacts(attempt, price)
    explanation.gates = readings(
      AskedOpen(
        side: attempt.side, price: price, quantity: due(attempt), purpose: attempt.purpose,
        takes: attempt.stage.takes))
    if let hold = orderHold(attempt, price) {
      explanation.verdict = .waits(hold.reason)
    } else if let shut = explanation.gates.first(where: { $0.state == .shut }) {
      explanation.verdict = .held(shut.gate, shut.reason)
    } else if time >= attempt.lookAt {
      explanation.verdict = .wouldBePlaced
    }
    if time < attempt.lookAt { explanation.changes.append(.at(attempt.lookAt)) }
    if attempt.deadline < .never { explanation.changes.append(.endsAt(attempt.deadline)) }
    return explanation
  }

  /// Why an attempt's order is live or being cancelled, and when the attempt checks it next.
  private func explainStanding(_ attempt: Attempt, _ index: Int32) -> Explanation {
    let order = orders.live[index]
    var explanation = Explanation(
      .order(order.purpose, order.side, order.price),
      .stands(orders.live.displayState(of: index), openReason(index)))
    explanation.order = order.id
    explanation.facts = attemptFacts(attempt, order.price)
    let told = explanation.facts.map(\.code)
    explanation.facts += orderFacts(index).filter { !told.contains($0.code) }
    if case .resting = attempt.stage, !attempt.isFixed, time < attempt.lookAt {
      explanation.changes.append(.comparedAt(attempt.lookAt))
    }
    if attempt.deadline < .never { explanation.changes.append(.endsAt(attempt.deadline)) }
    explanation.changes.append(.fillOrCancel)
    return explanation
  }

  /// The reason shown for an entry. The attempt knows what holds its order back, unless the order
  /// is being cancelled.
  func openReason(_ index: Int32) -> Reason {
    let order = orders.live[index]
    guard !order.isCancelling, let place = attempts.index(of: index) else {
      return order.reason
    }
    return attempts.live[place].reason
  }

  /// Where an attempt's next order would be; nil if the book has no price for it.
  private func nextPrice(of attempt: Attempt) -> Price? {
    if attempt.stage.takes {
      return attempt.cap
        ?? takerQuote(attempt.side, due(attempt), settings.entries.maximumSlippage)?.limit
    }
    return attempt.isFixed ? attempt.price : target(attempt.side, cap: attempt.cap)?.price
  }

  private func attemptFacts(_ attempt: Attempt, _ price: Price) -> [Explanation.Fact] {
    var facts: [Explanation.Fact] = [
      .init(.price, price.ticks, .ticks), .init(.offset, attempt.offset, .ticks),
      .init(.quantity, attempt.quantity.steps, .steps),
      .init(.filled, attempt.filled.steps, .steps), .init(.remaining, attempt.left.steps, .steps),
      .init(.age, time.nanoseconds(since: attempt.startedAt), .nanoseconds),
      .init(.reprices, Int64(attempt.reprices), .count),
    ]
    if attempt.rejects > 0 { facts.append(.init(.refusals, Int64(attempt.rejects), .count)) }
    let lot = openLot(of: attempt)
    if let lot { facts.append(.init(.lotOfOrder, books.lots[lot].id.value, .count)) }
    return facts + exitFacts(attempt.side, price, lot: lot)
  }

  /// Why a side in cycle mode has no attempt at this moment; nil if it has one, or the next check
  /// would start one.
  func idleReason(_ side: Side) -> Reason? {
    guard settings.entries.mode == .cycle, settings.grid.direction.opens(side),
      !attempts.occupies(side)
    else { return nil }
    if let block = marketBlock { return block.reason }
    guard let target = target(side, cap: nil) else { return Reason(.bookUnknown) }
    if let hold = heldBack(side) ?? cycleHold(side, target.price) { return hold.reason }
    let quantity = grid.skew.sized(setup.sizes.quantity(level: 1, anchor: target.price), side)
    let takes = settings.entries.style == .taker
    let quote = takes ? takerQuote(side, quantity, settings.entries.maximumSlippage) : nil
    let asked = AskedOpen(
      side: side, price: quote?.limit ?? target.price, quantity: quantity, purpose: .attempt,
      takes: takes)
    return readings(asked).first { $0.state == .shut }?.reason
  }
}
