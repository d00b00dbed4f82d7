import Market
import Venue

extension Engine {
  /// Says why something is as it is at this moment. It changes nothing, and uses the same readings
  /// that decide.
  public func explain(_ target: ExplainTarget) -> Explanation {
    switch target {
    case .price(let side, let price): return explain(side, price)
    case .order(let id):
      if let foreign = agreement.rounds.foreign.list.first(where: { $0.id == id }) {
        return Explanation(.foreign(foreign.side, foreign.limit), .notOurs)
      }
      guard let index = orders.live.index(of: id) else { return Explanation(.gone, .gone) }
      return explainOrder(index)
    case .lot(let id):
      guard let index = books.lots.inOrder.first(where: { books.lots[$0].id == id }) else {
        return Explanation(.gone, .gone)
      }
      return explainLot(index)
    case .attempt(let id):
      guard let place = attempts.index(of: id) else { return Explanation(.gone, .gone) }
      return explainAttempt(place)
    }
  }

  private func explain(_ side: Side, _ price: Price) -> Explanation {
    if let place = grid.ladder.index(side, price) { return explainRung(side, place) }
    let standing = orders.live.all.indices.first { index in
      let order = orders.live.all[index]
      return order.id != .vacant && order.side == side && order.price == price
    }
    if let standing { return explainOrder(Int32(standing)) }
    let waiting = attempts.live.firstIndex {
      $0.order == nil && $0.side == side && $0.price == price
    }
    if let waiting { return explainAttempt(waiting) }
    return explainEmpty(side, price)
  }

  /// A price with neither a rung nor one of our orders: what a manual order there would meet.
  private func explainEmpty(_ side: Side, _ price: Price) -> Explanation {
    var explanation = Explanation(.empty(side, price), .notWanted)
    if let reason = idleReason(side) { explanation.verdict = .idle(reason) }
    explanation.facts = gridFacts(side)
    for (side, code) in [
      (Side.buy, Explanation.Fact.Code.nearestBuyRung), (.sell, .nearestSellRung),
    ] {
      let nearest = grid.ladder.rungs[side].min {
        abs($0.price.ticks - price.ticks) < abs($1.price.ticks - price.ticks)
      }
      if let nearest { explanation.facts.append(.init(code, nearest.price.ticks, .ticks)) }
    }
    let quantity = setup.sizes.quantity(level: 1, anchor: grid.levels.anchor ?? price)
    explanation.gates = readings(AskedOpen(side: side, price: price, quantity: quantity))
    explanation.changes = gridChanges()
    return explanation
  }

  /// Every gate's reading as if the engine checked now. It stops at a gate that makes the later
  /// readings meaningless.
  func readings(_ open: AskedOpen) -> [GateReading] {
    let block = marketBlock
    var readings: [GateReading] = []
    for gate in Gate.allCases where open.rung != nil || !gate.facts.isOfRungs {
      readings.append(reading(of: gate, for: open, block))
      if gate == .largest, readings.last?.state == .shut { break }
    }
    return readings
  }

  /// The first gate that is shut for a rung, as if the engine checked now; nil if none is.
  func firstShut(for rung: Rung, _ side: Side) -> GateReading? {
    let (open, block) = (AskedOpen(side, rung), marketBlock)
    for gate in Gate.allCases {
      if let shut = reading(of: gate, for: open, block).ifShut { return shut }
    }
    return nil
  }

  /// The grid's anchor, spacing and shifts.
  func gridFacts(_ side: Side) -> [Explanation.Fact] {
    guard let anchor = grid.levels.anchor else { return [] }
    var facts: [Explanation.Fact] = [
      .init(.anchor, anchor.ticks, .ticks),
      .init(.wantedSpacing, grid.levels.rule.wanted(at: anchor), .ticks),
      .init(.spacing, grid.levels.spacing.sides[side], .ticks),
    ]
    if grid.watch.tightened > 0, side == grid.watch.reducing {
      facts.append(.init(.tightened, grid.watch.tightened, .percent))
    }
    if grid.levels.shift[side] > 0 { facts.append(.init(.shift, grid.levels.shift[side], .ticks)) }
    return facts
  }

  /// When the grid itself moves.
  func gridChanges() -> [Explanation.Change] {
    guard grid.levels.anchor != nil, grid.watch.anchor2 != .always else { return [] }
    return [.midReaches(low2: grid.watch.anchor2.low, high2: grid.watch.anchor2.high)]
  }
}
