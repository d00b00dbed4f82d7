import Engine
import Market
import SimulatedVenue
import Venue

/// RISK-01, OPEN-06: when an entry order leaves, it and all our own orders that are live or in
/// flight are within the caps on orders: their number, their size, the entry orders of a side, and
/// the cost of buys.
///
/// Orders of an earlier engine count once the running engine must know of them.
struct CapsHold: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard let last = stage.boundary.placed.last(where: { $0.id.purpose?.isEntry ?? false }) else {
      return nil
    }
    for order in stage.boundary.placed where order.id.purpose?.isEntry ?? false {
      if let found = tooLarge(order, stage) { return found }
    }
    return tooMany(last, stage) ?? tooMuchOnSide(last, stage) ?? tooDear(stage)
  }

  private func tooLarge(_ order: NewOrder, _ stage: borrowing Stage) -> Finding? {
    let risk = stage.plan.run.engine.risk
    let instrument = stage.plan.facts.instrument
    if let most = risk.losses.maximumOrderSize?.wholeCount(of: instrument.step),
      order.quantity.steps > most
    {
      return Finding(
        .capsHold, expected: "entry orders of at most \(most)",
        found: "order \(order.id.generation) is for \(order.quantity.steps)")
    }
    let worth = risk.maximumOrderNotional.flatMap { instrument.money($0, .down) }
    if let most = worth, let limit = order.limit,
      Money(limit, times: order.quantity) > most
    {
      return Finding(
        .capsHold, expected: "entry orders worth at most \(most.units)",
        found: "order \(order.id.generation) is worth \(Money(limit, times: order.quantity).units)")
    }
    return nil
  }

  /// Exits that were decided after the entry order need no room: it may have waited for the disk.
  private func tooMany(_ last: NewOrder, _ stage: borrowing Stage) -> Finding? {
    guard let most = stage.plan.run.engine.risk.maximumOpenOrders else { return nil }
    let live = stage.ownOrders.count { order in
      order.id.purpose?.isEntry ?? false || order.id.generation < last.id.generation
        || !stage.boundary.isOwn(order.id)
    }
    guard live > most else { return nil }
    return Finding(
      .capsHold, expected: "at most \(most) orders when an entry order is sent",
      found: "\(live) with order \(last.id.generation)")
  }

  private func tooMuchOnSide(_ last: NewOrder, _ stage: borrowing Stage) -> Finding? {
    let cap = stage.plan.run.engine.risk.losses.maximumSideExposure
    guard let most = cap?.wholeCount(of: stage.plan.facts.instrument.step) else { return nil }
    let opening = stage.ownOrders.reduce(Int64(0)) { sum, order in
      order.side == last.side && order.id.purpose?.isEntry ?? false ? sum + order.steps : sum
    }
    guard opening > most else { return nil }
    return Finding(
      .capsHold, expected: "at most \(most) of entry orders on the \(last.side) side",
      found: "\(opening) with order \(last.id.generation)")
  }

  /// What is left of the quote budget must pay for every buy entry.
  private func tooDear(_ stage: borrowing Stage) -> Finding? {
    let instrument = stage.plan.facts.instrument
    guard let budget = stage.plan.run.engine.risk.quoteBudget.flatMap({ instrument.money($0) }),
      stage.boundary.placed.contains(where: { $0.side == .buy && $0.id.purpose?.isEntry ?? false }),
      stage.run.engine.adjustedSteps == 0, let anchor = stage.boundary.anchor
    else { return nil }
    let begun = anchor.price.map { ExactMoney($0, times: anchor.position) } ?? .zero
    let left = ExactMoney(budget) + stage.boundary.heardCash - begun
    let needed = stage.ownOrders.reduce(ExactMoney.zero) { sum, order in
      guard order.side == .buy, order.id.purpose?.isEntry ?? false, let price = order.price else {
        return sum
      }
      return sum + ExactMoney(price, times: Quantity(steps: order.steps))
    }
    guard needed > left else { return nil }
    return Finding(
      .capsHold, expected: "buys for at most \(left.units), what is left of the budget",
      found: "\(needed.units)")
  }
}
