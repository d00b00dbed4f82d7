import Engine
import Market
import SimulatedVenue
import Venue

extension DryRun {
  /// What the screen shows of this moment: the engine's view, with what the venue itself lists.
  ///
  /// An order that the engine believes working and the venue lists with the same price and size is
  /// confirmed; its queue position is the simulated venue's own.
  ///
  /// - Parameter now: a later moment at which the screen is drawn, for the ages.
  public func snapshot(_ frame: LadderFrame?, now: Instant?) -> Snapshot {
    var snapshot = engine.snapshot(frame)
    // Only an explanation tells of orders again.
    let explains = snapshot.explanation != nil
    var confirmed: Set<ClientOrderID> = []
    for index in snapshot.pendingOpens.indices {
      let open = snapshot.pendingOpens[index]
      guard let order = venue.restingOrder(open.id) else { continue }
      snapshot.pendingOpens[index].queueAhead = order.queueAhead
      if confirms(order, open.state, open.price, open.quantity - open.filled) {
        snapshot.pendingOpens[index].state = .confirmed
        if explains { confirmed.insert(open.id) }
        confirmRung(open, in: &snapshot)
      }
    }
    for index in snapshot.legs.indices {
      let leg = snapshot.legs[index]
      guard let order = venue.restingOrder(leg.id) else { continue }
      snapshot.legs[index].queueAhead = order.queueAhead
      if confirms(order, leg.state, leg.price, leg.quantity - leg.filled) {
        snapshot.legs[index].state = .confirmed
        if explains { confirmed.insert(leg.id) }
      }
    }
    snapshot.explanation?.tell(confirmed)
    if let frame { snapshot.placeOnLadder(frame) }
    if let now, now > snapshot.time {
      let passed = now.nanoseconds(since: snapshot.time)
      snapshot.market.bookAgeNanoseconds = snapshot.market.bookAgeNanoseconds.map { $0 + passed }
      snapshot.time = now
    }
    return snapshot
  }

  private func confirms(
    _ order: RestingOrder, _ state: OrderDisplayState, _ price: Price, _ remaining: Quantity
  ) -> Bool {
    state == .working && order.price == price && order.remaining == remaining
  }

  private func confirmRung(_ open: PendingOpenView, in snapshot: inout Snapshot) {
    for index in snapshot.grid.rungs.indices
    where snapshot.grid.rungs[index].side == open.side
      && snapshot.grid.rungs[index].price == open.price
    {
      snapshot.grid.rungs[index].state = .confirmed
    }
  }
}

extension Explanation {
  /// Tells of orders that the venue's own list shows what the panels tell of them.
  fileprivate mutating func tell(_ confirmed: Set<ClientOrderID>) {
    if case .stands(.working, let reason) = verdict, order.map(confirmed.contains) ?? false {
      verdict = .stands(.confirmed, reason)
    }
    for place in legs.indices {
      if case .order(.working, let isTriggered) = legs[place].state,
        legs[place].order.map(confirmed.contains) ?? false
      {
        legs[place].state = .order(.confirmed, isTriggered: isTriggered)
      }
    }
  }
}
