import Market
import Venue

/// Trigger orders: the venue holds them aside until their reference price is reached, then works
/// them as the orders they are.
///
/// Prices are checked after whole updates of the tape and after requests, never in between, and not
/// while the book is crossed. If several orders are triggered at once, the oldest comes first; what
/// it takes may trigger the next. A triggered reduce-only order that finds nothing to reduce ends
/// as `reduceOnly`, a post-only one that would cross as `byVenue`, and a market one that finds
/// nothing as `immediate`.
extension SimulatedVenue {
  /// The current reference price for trigger orders on a side; nil if it is unknown.
  @inline(__always)
  func observed(_ reference: TriggerReference, _ side: Side) -> ReferencePrice? {
    observed(TriggerBook.Watched(reference, side))
  }

  @inline(__always)
  private func observed(_ watched: TriggerBook.Watched) -> ReferencePrice? {
    switch watched {
    case .mark: toldMark.map { ReferencePrice($0) } ?? standIn.map { ReferencePrice($0) }
    case .last: Price(checking: lastTrade).map { ReferencePrice($0) }
    case .bestBid: isCrossed ? nil : best(.buy).map { ReferencePrice($0) }
    case .bestAsk: isCrossed ? nil : best(.sell).map { ReferencePrice($0) }
    }
  }

  /// Works all orders that are triggered now.
  mutating func fireTriggers(at time: Instant) {
    while let index = nextToFire { fire(triggers.remove(at: index), at: time) }
  }

  private var nextToFire: Int? {
    guard TriggerBook.Watched.allCases.contains(where: { triggers.goesOff($0, at: observed($0)) })
    else { return nil }
    return triggers.waiting.firstIndex { waiting in
      observed(waiting.trigger.reference, waiting.order.side)
        .map { waiting.trigger.fires(waiting.order.side, at: $0) } ?? false
    }
  }

  private mutating func fire(_ waiting: WaitingOrder, at time: Instant) {
    let order = waiting.resting
    note(.triggered, order, at: time, isTrigger: true)
    report(.triggered(order.id), at: time)
    if order.isReduceOnly, reducible(by: order.side) == 0 {
      return reportEnd(of: order, .reduceOnly, at: time)
    }
    if order.timeInForce == .postOnly, crosses(order.price, order.side) {
      return reportEnd(of: order, .byVenue, at: time)
    }
    enter(order, limit: waiting.order.limit, at: time)
    settle(at: time)
  }

  mutating func endTrigger(_ id: ClientOrderID, _ cause: CancelCause, at time: Instant) {
    guard let index = triggers.index(of: id) else { return }
    let order = triggers.remove(at: index).resting
    reportEnd(of: order, cause, at: time, isTrigger: true)
  }
}
