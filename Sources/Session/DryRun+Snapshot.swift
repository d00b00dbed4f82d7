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
  public func snapshot(_ frame: LadderFrame? = nil, now: Instant? = nil) -> Snapshot {
    var snapshot = engine.snapshot(frame)
    for index in snapshot.pendingOpens.indices {
      let open = snapshot.pendingOpens[index]
      guard let order = venue.restingOrder(open.id) else { continue }
      snapshot.pendingOpens[index].queueAhead = order.queueAhead
      if confirms(order, open.state, open.price, open.quantity - open.filled) {
        snapshot.pendingOpens[index].state = .confirmed
        confirmRung(open, in: &snapshot)
      }
    }
    for index in snapshot.legs.indices {
      let leg = snapshot.legs[index]
      guard let order = venue.restingOrder(leg.id) else { continue }
      snapshot.legs[index].queueAhead = order.queueAhead
      if confirms(order, leg.state, leg.price, leg.quantity - leg.filled) {
        snapshot.legs[index].state = .confirmed
      }
    }
    confirmRows(&snapshot)
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

  /// A ladder cell is confirmed when no order in it is less than that.
  private func confirmRows(_ snapshot: inout Snapshot) {
    guard let top = snapshot.ladder.first, snapshot.ladder.count > 0 else { return }
    let step =
      snapshot.ladder.count > 1 ? top.ticks - snapshot.ladder[1].ticks : max(1, top.ticks)
    var unsettled: Set<UInt64> = []
    func look(_ side: Side, _ price: Price, _ state: OrderDisplayState) {
      guard state != .confirmed else { return }
      unsettled.insert(UInt64(bitPattern: price.ticks / step) << 1 | UInt64(side.rawValue))
    }
    for open in snapshot.pendingOpens { look(open.side, open.price, open.state) }
    for leg in snapshot.legs { look(leg.side, leg.price, leg.state) }
    for index in snapshot.ladder.indices {
      let band = UInt64(bitPattern: snapshot.ladder[index].ticks / step) << 1
      if snapshot.ladder[index].buys?.state == .working, !unsettled.contains(band) {
        snapshot.ladder[index].buys?.state = .confirmed
      }
      if snapshot.ladder[index].sells?.state == .working, !unsettled.contains(band | 1) {
        snapshot.ladder[index].sells?.state = .confirmed
      }
    }
  }
}
