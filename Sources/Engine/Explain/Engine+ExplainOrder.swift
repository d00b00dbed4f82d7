import Market
import Venue

extension Engine {
  /// Why an order is live, or is being cancelled.
  func explainOrder(_ index: Int32) -> Explanation {
    let order = orders.live[index]
    if order.purpose == .ladder, let place = grid.ladder.index(order.side, order.slot),
      grid.ladder.rungs[order.side][place].order == index
    {
      return explainRung(order.side, place)
    }
    if let place = attempts.index(of: index) { return explainAttempt(place) }
    var explanation = Explanation(
      .order(order.purpose, order.side, order.price),
      .stands(orders.live.displayState(of: index), order.reason))
    explanation.order = order.id
    explanation.facts = orderFacts(index)
    explanation.changes = [.fillOrCancel]
    return explanation
  }

  func orderFacts(_ index: Int32) -> [Explanation.Fact] {
    let order = orders.live[index]
    var facts: [Explanation.Fact] = [
      .init(.price, order.price.ticks, .ticks), .init(.quantity, order.quantity.steps, .steps),
      .init(.filled, order.filled.steps, .steps), .init(.remaining, order.remaining.steps, .steps),
      .init(.age, time.nanoseconds(since: order.sentAt), .nanoseconds),
      .init(.accepted, order.isAccepted ? 1 : 0, .flag),
    ]
    if let moment = orders.live.confirmedAt(index) {
      facts.append(.init(.listed, time.nanoseconds(since: moment), .ago))
    }
    if let trigger = order.trigger { facts.insert(.init(.trigger, trigger.ticks, .ticks), at: 1) }
    if order.isReduceOnly { facts.append(.init(.reduceOnly, 1, .flag)) }
    if order.amends.count > 0 {
      facts.append(.init(.amendments, Int64(order.amends.count), .count))
    }
    if order.lot >= 0 { facts.append(.init(.lotOfOrder, books.lots[order.lot].id.value, .count)) }
    guard order.purpose.isEntry else { return facts }
    return facts + exitFacts(order.side, order.price, lot: order.lot >= 0 ? order.lot : nil)
  }

  /// Where an entry's exits are, or will be once it fills.
  ///
  /// - Parameter lot: the lot that it fills into; nil if there is none yet.
  func exitFacts(_ side: Side, _ price: Price, lot: Int32?) -> [Explanation.Fact] {
    let exit = intendedExit(side, price, lot: lot)
    let stop = intendedStop(side, price, lot: lot)
    return [.init(.exitPrice, exit.ticks, .ticks)]
      + (stop.map { [.init(.stopPrice, $0.ticks, .ticks)] } ?? [])
  }

  func intendedExit(_ side: Side, _ price: Price, lot: Int32?) -> Price {
    lot.map { books.lots[$0].takeProfit.price } ?? exitPrice(opened: side, entry: price)
  }

  func intendedStop(_ side: Side, _ price: Price, lot: Int32?) -> Price? {
    lot.map { books.lots[$0].stop.trigger } ?? stopPrice(opened: side, entry: price)
  }

  /// What a lot is, where its exit is and why, and what covers it.
  func explainLot(_ index: Int32) -> Explanation {
    let lot = books.lots[index]
    var explanation = Explanation(
      .lot(lot.id, lot.side),
      .covers(
        covered: Quantity(steps: lot.open.steps - uncovered(index).steps),
        naked: Quantity(steps: coverage(of: index).naked)))
    let coverage = coverage(of: index)
    let least = setup.exitRule.taking(lot)
    explanation.facts = [
      .init(.lotOpen, lot.open.steps, .steps), .init(.lotClosed, lot.account.closed.steps, .steps),
      .init(.entry, lot.entry.ticks, .ticks), .init(.exitPrice, lot.takeProfit.price.ticks, .ticks),
      .init(.exitDistance, abs(lot.takeProfit.price.ticks - lot.entry.ticks), .ticks),
    ]
    if least != lot.takeProfit.price {
      explanation.facts.append(.init(.takesFrom, least.ticks, .ticks))
    }
    if let stop = lot.stop.trigger {
      explanation.facts.append(.init(.stopPrice, stop.ticks, .ticks))
    }
    if hasStops || lot.stop.trigger != nil {
      explanation.facts += [
        .init(.venueStop, coverage.venue, .steps), .init(.watchedStop, coverage.watched, .steps),
      ]
    }
    explanation.facts += [
      .init(.naked, coverage.naked, .steps),
      .init(.fees, lot.account.fees), .init(.realised, lot.account.realised),
      .init(.age, time.nanoseconds(since: lot.openedAt), .nanoseconds),
    ]
    if lot.stopTerms.refusals > 0 {
      explanation.facts.append(.init(.stopRefusals, Int64(lot.stopTerms.refusals), .count))
    }
    if lot.takeProfit.terms.refusals > 0 {
      explanation.facts.append(.init(.exitRefusals, Int64(lot.takeProfit.terms.refusals), .count))
    }
    explanation.legs = legReadings(index)
    explanation.changes = lotChanges(index)
    return explanation
  }
}
