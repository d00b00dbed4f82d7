import Market
import Venue

// Each difference has its answer (``Difference/Kind``). A list alone ends no order and adds none,
// except at the start.
extension Engine {
  /// Compares the venue's list of orders with our live orders, and returns the differences.
  mutating func compare(
    _ listed: [VenueOrder], _ round: Round, into effects: inout Effects
  ) -> [Difference] {
    var found: [Difference] = []
    // By index among the live orders; the start may adopt every order listed.
    var isListed = Array(repeating: false, count: orders.live.all.count + listed.count)
    agreement.rounds.foreign.clear(asOf: round.ordersAsOf)
    let others = agreement.rounds.others
    agreement.rounds.keepOthers(standing: listed)
    // Foreign orders may take less room than before.
    changes.nameGatedRungs()
    for order in listed {
      let isOther = others.contains(order.id)
      guard !order.id.isForeign, order.id.tag == setup.tag, !isOther else {
        agreement.rounds.foreign.add(order)
        continue
      }
      if let index = orders.live.index(of: order.id) {
        isListed[Int(index)] = true
        if let difference = compare(order, index) { found.append(difference) }
      } else if round.cause == .start {
        adopt(order, asOf: round.ordersAsOf, into: &effects)
        if let index = orders.live.index(of: order.id) { isListed[Int(index)] = true }
      } else if !orders.ended.contains(order.id) {
        found.append(
          Difference(
            kind: .unknownHere, order: order.id, side: order.side, price: order.limit, ours: 0,
            venues: order.remaining.steps))
      }
    }
    for (place, order) in orders.live.all.enumerated()
    where order.id != .vacant && !isListed[place] && order.isAccepted && !order.isOver
      && order.sentAt < round.begunAt && orders.queries.place(of: order.id) == nil
    {
      found.append(
        Difference(
          kind: .missingAtVenue, order: order.id, side: order.side, price: order.price,
          ours: order.remaining.steps, venues: 0))
    }
    return found
  }

  /// An order that both sides know: it is live. A difference counts unless a request under way
  /// explains it.
  private mutating func compare(_ listed: VenueOrder, _ index: Int32) -> Difference? {
    guard !orders.live[index].isOver else { return nil }
    if !orders.live[index].isAccepted { learnAccepted(index) }
    let order = orders.live[index]
    guard !order.awaitsAnswer, !order.isAmending else { return nil }
    var difference = Difference(
      kind: .sizeDiffers, order: order.id, side: order.side, price: order.price,
      ours: order.remaining.steps, venues: listed.remaining.steps)
    if let limit = listed.limit, limit != order.price {
      difference.kind = .priceDiffers
      difference.price = limit
      return difference
    }
    return listed.remaining == order.remaining ? nil : difference
  }

  /// Acts on a difference.
  mutating func answer(_ difference: Difference, into effects: inout Effects) {
    switch difference.kind {
    case .missingAtVenue, .sizeDiffers, .priceDiffers:
      guard let id = difference.order, let index = orders.live.index(of: id) else { return }
      switch difference.kind {
      case .missingAtVenue: recoveries.count(.oursMissing)
      default: recoveries.count(.oursDiffers)
      }
      noteOrder(.differsAtVenue, index, Reason(.differsAtVenue, value: difference.venues))
      inquire(index)
    case .unknownHere:
      recoveries.count(.oursExtra)
      if let id = difference.order { inquireUnregistered(id, into: &effects) }
    case .position:
      judgeDrift(difference.venues - difference.ours, against: difference.ours, into: &effects)
    }
  }

  /// Acts on the differences that the operator accepted. Only a difference of the position is
  /// treated in another way: it needs no second look.
  mutating func accept(_ numbers: [Int], into effects: inout Effects) {
    for difference in agreement.differences.take(numbers) {
      if difference.kind == .position {
        // More fills may have come since it was shown.
        guard let account = agreement.rounds.account, let now = compare(account) else { continue }
        adjust(by: now.venues - now.ours, .operatorAccepted, into: &effects)
      } else {
        answer(difference, into: &effects)
      }
    }
  }

  /// Takes over the venue's size of an order, or cancels an order whose price differs. This answer
  /// was the second look.
  mutating func takeOver(
    _ found: VenueOrder, _ index: Int32, asOf: Instant, into effects: inout Effects
  ) {
    let order = orders.live[index]
    guard !order.awaitsAnswer, !order.isAmending, !order.isCancelling else { return }
    if let limit = found.limit, limit != order.price {
      recoveries.count(.tookVenuesOrder)
      return cancel(index, because: Reason(.differsAtVenue, value: limit.ticks), into: &effects)
    }
    if found.remaining < order.remaining, found.quantity == order.quantity {
      // Less of the same order remains: it filled, and the fills are to come. If there are none,
      // the venue made it smaller and that report was lost.
      guard hasFills(since: orders.live.isLess(index, since: asOf)) else {
        return fetchFills(of: index, into: &effects)
      }
      if order.purpose.isEntry, let moment = unlistedMoment(of: index) {
        return bookUnlisted(
          index, order.remaining - found.remaining, moment, into: &effects)
      }
    }
    orders.live.agrees(index)
    guard found.remaining != order.remaining else { return }
    recoveries.count(.tookVenuesOrder)
    if order.purpose.isExit, order.lot >= 0 {
      guard found.remaining <= books.lots[order.lot].open else {
        // It would close more of its lot than is open.
        return cancel(index, because: Reason(.differsAtVenue), into: &effects)
      }
      changes.lots.append(order.lot)
    }
    orders.live.resize(index, remaining: found.remaining, at: time)
    changes.nameGatedRungs()
    guard order.purpose.isEntry else { return }
    if found.remaining > order.remaining { fitUnderCap(index, was: order.remaining, &effects) }
    // The rung brings it back to the size it wants.
    changes.name(order.side, order.slot)
  }

  /// An entry is larger than we had it. If its side now exceeds the cap, this order is replaced
  /// first.
  private mutating func fitUnderCap(
    _ index: Int32, was: Quantity, _ effects: inout Effects
  ) {
    let side = orders.live[index].side
    guard let cap = cap(side), worstCase(side) > cap else { return }
    let reason = Reason(.replaced, value: orders.live[index].remaining.steps, limit: was.steps)
    cancel(index, to: .replace, because: reason, into: &effects)
    trimToCap(into: &effects)
  }
}
