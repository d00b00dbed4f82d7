import Market
import Venue

extension Engine {
  /// Sends the cancels again that were refused or lost. A cancel that still has to wait is
  /// scheduled again: the wake-up may have come for another order.
  mutating func cancelAgain(into effects: inout Effects) {
    orders.cancelsAsked()
    for index in orders.live.all.indices {
      let order = orders.live.all[index]
      guard order.id != .vacant, let intent = order.stage.intent else { continue }
      if time < order.cancelWait.until {
        cancelLater(at: order.cancelWait.until)
      } else {
        cancel(
          Int32(index), to: intent, because: order.reason, into: &effects)
      }
    }
  }

  /// Sends the pending cancels again at a moment.
  mutating func cancelLater(at moment: Instant) {
    timers.wake(.cancel, at: moment)
  }

  /// Cancels the live entry orders of one side, or of both if `side` is nil.
  mutating func cancelOpens(
    of side: Side? = nil, because reason: Reason, into effects: inout Effects
  ) {
    cancelAll(because: reason, into: &effects) { order in
      order.purpose.isEntry && (side == nil || order.side == side)
    }
  }

  /// Cancels every live order that `matches`, by ascending index.
  mutating func cancelAll(
    because reason: Reason, into effects: inout Effects, where matches: (Order) -> Bool
  ) {
    for index in orders.live.all.indices {
      let order = orders.live.all[index]
      if order.id != .vacant, matches(order) {
        cancel(Int32(index), because: reason, into: &effects)
      }
    }
  }
}
