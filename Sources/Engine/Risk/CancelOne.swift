import Market
import Venue

extension Engine {
  /// Ends one order that the operator named. A rung whose order it was stays empty: else the grid
  /// would place it again at once.
  mutating func cancelOne(_ id: ClientOrderID, into effects: inout Effects) {
    guard !id.isForeign else {
      effects.requests.append(.cancel(id))
      note(LogEntry(.cancelledByOperator, at: time, order: id))
      return
    }
    guard let index = registry.index(of: id), registry[index].purpose.isOpen else { return }
    let order = registry[index]
    note(
      LogEntry(
        .cancelledByOperator, at: time, side: order.side, price: order.price,
        quantity: order.remaining, order: id))
    cancel(index, because: Reason(.operatorAsked), into: &effects)
    // One on its way to another price doesn't come back there either.
    if let place = attempts.index(of: index) {
      attempts.live[place].stopped = Reason(.operatorAsked)
    }
    guard order.purpose == .ladder, let place = ladder.index(order.side, order.slot),
      ladder.rungs[order.side][place].order == index
    else { return }
    ladder.rungs[order.side][place].retryAt = .distantFuture
    ladder.hasRefusals = true
  }

  /// Lets the rungs come back whose orders the operator cancelled.
  mutating func freeCancelledRungs() {
    for side in Side.allCases {
      for place in ladder.rungs[side].indices
      where ladder.rungs[side][place].retryAt == .distantFuture {
        ladder.rungs[side][place].retryAt = .distantPast
      }
    }
  }
}
