import Market
import Venue

extension Engine {
  /// Why a rung stands, waits or is empty.
  func explainRung(_ side: Side, _ place: Int) -> Explanation {
    let rung = grid.ladder.rungs[side][place]
    let subject = Explanation.Subject.rung(side, level: Int(rung.level), rung.price)
    guard rung.order < 0 else {
      let order = orders.live[rung.order]
      var explanation = Explanation(subject, .stands(order.displayState, rung.reason))
      explanation.order = order.id
      let isSame = order.price == rung.price
      explanation.facts = rungFacts(side, rung)
      explanation.facts += orderFacts(order).filter { !isSame || $0.code != .price }
      explanation.changes = gridChanges() + [.fillOrCancel]
      return explanation
    }
    let asked = AskedOpen(side: side, price: rung.price, quantity: rung.due, rung: rung)
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

  /// Why a rung without an order has none at this moment: the first gate that is shut, as the
  /// explanation has it; nothing where it would get one.
  mutating func emptiness(_ side: Side, _ rung: Rung) -> GateReading? {
    var shut: GateReading?
    let asked = AskedOpen(side: side, price: rung.price, quantity: rung.due, rung: rung)
    visitGates(for: asked) { reading in
      if reading.state == .shut { shut = reading }
      return reading.state == .shut
    }
    return shut
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
    case .bench: benchChanges(open)
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

  /// What would let the market be quoted on again: only the book comes back by itself.
  private func marketChanges() -> [Explanation.Change] {
    switch market.block?.kind {
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

  private func benchChanges(_ open: AskedOpen) -> [Explanation.Change] {
    guard let place = exits.cooldowns.place(holding: open.side, open.price, at: time) else {
      return []
    }
    return place.until == .distantFuture ? [.freeBench(open.side)] : [.at(place.until)]
  }

  private func retryChanges(_ open: AskedOpen) -> [Explanation.Change] {
    guard let rung = open.rung else { return [] }
    if rung.retryAt == .distantFuture { return [.recentre] }
    let wait: Explanation.Change = time < rung.retryAt ? .at(rung.retryAt) : .nextUpdate
    return rung.wait.isCrossed ? [wait] + restChanges(open) : [wait]
  }

  private func restChanges(_ open: AskedOpen) -> [Explanation.Change] {
    switch open.side {
    case .buy: Price(checking: open.price.ticks + 1).map { [.best(.sell, atLeast: $0)] } ?? []
    case .sell: Price(checking: open.price.ticks - 1).map { [.bestBelow(.buy, atMost: $0)] } ?? []
    }
  }
}
