import Market
import Venue

extension Engine {
  /// Why a rung has an order, waits or is empty.
  func explainRung(_ side: Side, _ place: Int) -> Explanation {
    let rung = grid.ladder.rungs[side][place]
    let subject = Explanation.Subject.rung(side, level: Int(rung.level), rung.price)
    if let index = rung.order {
      let order = orders.live[index]
      let state = orders.live.displayState(of: index)
      var explanation = Explanation(subject, .stands(state, rung.reason))
      explanation.order = order.id
      let isSame = order.price == rung.price
      explanation.facts = rungFacts(side, rung)
      explanation.facts += orderFacts(index).filter { !isSame || $0.code != .price }
      explanation.changes = gridChanges() + [.fillOrCancel]
      return explanation
    }
    let asked = AskedOpen(side, rung)
    let readings = readings(asked)
    let shut = readings.first { $0.state == .shut }
    var explanation = Explanation(
      subject, shut.map { .held($0.gate, $0.reason) } ?? .wouldBePlaced)
    explanation.facts = rungFacts(side, rung) + exitFacts(side, rung.price, lot: nil)
    explanation.gates = readings
    if let shut { explanation.changes = changes(of: shut, asked) }
    if explanation.changes != [.marketIsOver] { explanation.changes += gridChanges() }
    return explanation
  }

  private func rungFacts(_ side: Side, _ rung: Rung) -> [Explanation.Fact] {
    let tally = books.lots.tally(side, rung.price)
    var facts = gridFacts(side)
    facts += [
      .init(.level, Int64(rung.level), .count), .init(.price, rung.price.ticks, .ticks),
      .init(.wantedSize, rung.quantity.steps, .steps),
    ]
    if tally.cycles > 0 {
      facts += [
        .init(.cycles, Int64(tally.cycles), .count),
        .init(.slotMade, tally.realised),
      ]
    }
    return facts
  }

  /// What would open a gate that is shut.
  private func changes(of shut: GateReading, _ open: AskedOpen) -> [Explanation.Change] {
    switch shut.gate {
    case .bounds, .largest, .minimumNotional, .stopMinimum, .orderNotional, .orderSize:
      [.setting(shut.gate)]
    case .breaker: [switches.breaker.latched.isEmpty ? .at(switches.breaker.until) : .clearBreaker]
    case .lot: books.lots.newest(open.side, open.price).map { [.lotCloses($0)] } ?? []
    case .replan: [.replan]
    case .retry: retryChanges(open)
    case .coalescing: [.at(orders.coalescing.until)]
    case .freeze: [.unfreeze]
    case .reconciled, .excess: [.agreement]
    case .pause: [.resume(open.side)]
    case .protected: longestUnprotected.map { [.lotIsProtected(books.lots[$0].id)] } ?? []
    case .bench: cooldownChanges(open)
    case .market: marketChanges()
    case .pending, .ownOrder, .completing: [.fillOrCancel]
    case .smallStops: [.smallLotsGrow(open.side)]
    case .rests: restChanges(open)
    case .sendRate:
      orders.rate.openCap == 0 ? [.setting(shut.gate)] : [.at(orders.rate.opens(after: time))]
    case .requestBudget where isShortOfWeight:
      orders.budget.openWeight == 0
        ? [.setting(shut.gate)] : [.at(orders.budget.opens(after: time))]
    case .openOrders, .exposure, .budget, .skew, .sideExposure, .collar, .dayLoss, .drawdown,
      .margin, .carried, .requestBudget:
      [.roomFrees(shut.gate)]
    }
  }

  /// What would let the market be quoted on again. Only the book comes back by itself.
  private func marketChanges() -> [Explanation.Change] {
    switch marketBlock?.kind {
    case .closed?: [.marketIsOver]
    case .halted?, .ending?, .clockSkewed?:
      if market.life.reconsiderAt < .distantFuture {
        [.at(market.life.reconsiderAt)]
      } else {
        market.life.pollAt < .distantFuture ? [.venueTells(max(time, market.life.pollAt))] : []
      }
    case .tickUnknown?, .bookUnknown?, .bookCrossed?, .priceImpossible?, .valueTooLarge?,
      .bookStale?, nil:
      [.bookReturns]
    }
  }

  private var isShortOfWeight: Bool {
    switch orders.budget.room(at: time) {
    case .weight: true
    case .actions: false
    }
  }

  private func cooldownChanges(_ open: AskedOpen) -> [Explanation.Change] {
    guard let place = exits.cooldowns.place(holding: open.side, open.price, at: time) else {
      return []
    }
    return place.until == .distantFuture ? [.endCooldown(open.side)] : [.at(place.until)]
  }

  private func retryChanges(_ open: AskedOpen) -> [Explanation.Change] {
    guard let rung = open.rung else { return [] }
    return switch rung.wait {
    case .operatorCancelled: [.recentre]
    case .crossed: [.nextUpdate] + restChanges(open)
    case .nothing, .margin: [.nextUpdate]
    case .refused(_, let until), .unplaced(_, let until):
      [time < until ? .at(until) : .nextUpdate]
    }
  }

  private func restChanges(_ open: AskedOpen) -> [Explanation.Change] {
    switch open.side {
    case .buy: Price(checking: open.price.ticks + 1).map { [.best(.sell, atLeast: $0)] } ?? []
    case .sell: Price(checking: open.price.ticks - 1).map { [.bestBelow(.buy, atMost: $0)] } ?? []
    }
  }
}
