import Market
import Venue

// A new ladder, and how it takes over the orders of the old one.
extension Engine {
  /// Builds the rungs of the present grid levels and hands each the live order at its price. It
  /// then cancels the orders that no rung wants, and settles the rungs whose order differs from
  /// what they want.
  mutating func buildLadder(into effects: inout Effects) {
    grid.ladder.beginPlan()
    for side in Side.allCases {
      buildRungs(side)
      if settings.orders.repriceTicks > 0 { adoptNearest(side) }
      cancelOrphans(side, into: &effects)
    }
    sweepAdopted(into: &effects)
    grid.ladder.takeOver()
    grid.watch.forgetRungs()
    // Cancels and amends are sent before new orders.
    settleUnsettled(withOrder: true, into: &effects)
    settleUnsettled(withOrder: false, into: &effects)
  }

  private mutating func settleUnsettled(withOrder: Bool, into effects: inout Effects) {
    for side in Side.allCases {
      for place in 0..<grid.ladder.unsettled[side].count {
        let rung = Int(grid.ladder.unsettled[side][place])
        guard (grid.ladder.rungs[side][rung].order != nil) == withOrder else { continue }
        settle(side, rung, into: &effects)
      }
    }
  }

  private mutating func buildRungs(_ side: Side) {
    var built = grid.ladder.lend(side)
    defer { grid.ladder.build(side, built) }
    guard settings.grid.direction.opens(side), let anchor = grid.levels.anchor else { return }
    let equal =
      setup.sizes.curve == .equal
      ? grid.skew.sized(setup.sizes.quantity(level: 1, anchor: anchor), side) : nil
    // Both ladders run from the market outwards, so one pass walks along the old one too.
    let olds = grid.ladder.rungs[side]
    var place = 0
    for level in 1...settings.grid.levels {
      guard let price = grid.levels.price(side, level: level) else { break }
      if let last = built.last, grid.levels.isTooNear(price, to: last.price, side) { continue }
      var rung = Rung(
        price: price,
        quantity: equal
          ?? grid.skew.sized(setup.sizes.quantity(level: level, anchor: anchor), side),
        level: Int32(level))
      while place < olds.count, olds[place].price.isBetter(than: price, for: side) { place += 1 }
      let isOld = place < olds.count && olds[place].price == price
      if let index = standing(side, price, isOld ? olds[place].order : nil) {
        orders.live.adopt(index, slot: price, stamp: grid.ladder.stamp)
        if isOld { rung.take(index, from: olds[place]) } else { rung.take(index) }
        if !isSettled(rung, side) { grid.ladder.mustSettle(side, built.count) }
      } else {
        if isOld {
          let isHeld = olds[place].wait.holds(at: time, updates: counters.updates)
          rung.stayEmpty(like: olds[place], isHeld: isHeld)
        }
        grid.ladder.mustSettle(side, built.count)
      }
      built.append(rung)
    }
  }

  /// The live ladder order at a price: usually the old rung's own.
  @inline(__always)
  private func standing(_ side: Side, _ price: Price, _ order: Int32?) -> Int32? {
    if let order, orders.live[order].price == price { return order }
    guard let index = orders.live.entryIndex(side, price), orders.live[index].purpose == .ladder
    else {
      return nil
    }
    return index
  }

  /// Gives rungs without an order the nearest unwanted one within the tolerance.
  private mutating func adoptNearest(_ side: Side) {
    let tolerance = settings.orders.repriceTicks
    for old in grid.ladder.rungs[side] {
      if let order = old.order { keepNearest(order, side, within: tolerance) }
    }
    // The first plan has no old rungs, but the orders that were live before it.
    for id in agreement.rounds.standing.adopted {
      guard let index = orders.live.index(of: id), orders.live[index].side == side else { continue }
      keepNearest(index, side, within: tolerance)
    }
  }

  /// Gives an order that no rung wants at its price to the nearest rung without one, if that is
  /// near enough.
  private mutating func keepNearest(_ index: Int32, _ side: Side, within tolerance: Int64) {
    let order = orders.live[index]
    guard order.stamp != grid.ladder.stamp, !order.isCancelling,
      let place = nearestEmpty(side, to: order.price, within: tolerance)
    else { return }
    let slot = grid.ladder.keep(index, side, place)
    orders.live.adopt(index, slot: slot, stamp: grid.ladder.stamp)
  }

  /// The rung without an order that is nearest to a price, searched from there in both directions;
  /// of two equally near, the one nearer to the market. Nil if none is within the tolerance.
  private func nearestEmpty(_ side: Side, to price: Price, within tolerance: Int64) -> Int? {
    let rungs = grid.ladder.scratch[side]
    func distance(_ place: Int) -> Int64 {
      rungs.indices.contains(place) ? abs(rungs[place].price.ticks - price.ticks) : .max
    }
    var outer = Ladder.place(among: rungs, side, price)
    var inner = outer - 1
    while min(distance(inner), distance(outer)) <= tolerance {
      if distance(inner) <= distance(outer) {
        if rungs[inner].order == nil { return inner }
        inner -= 1
      } else {
        if rungs[outer].order == nil { return outer }
        outer += 1
      }
    }
    return nil
  }

  private mutating func cancelOrphans(_ side: Side, into effects: inout Effects) {
    for old in grid.ladder.rungs[side] {
      guard let order = old.order, orders.live[order].stamp != grid.ladder.stamp else { continue }
      cancel(order, because: Reason(.notWanted), into: &effects)
    }
  }
}
