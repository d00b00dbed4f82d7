import Market
import Venue

extension Engine {
  /// Asks again to end the orders whose cancel was refused or lost. One that may not be asked for yet
  /// keeps its turn: the wake-up may have come for something else.
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

  /// Asks once more, then, to end whatever shall end.
  mutating func cancelLater(at moment: Instant) {
    timers.wake(.cancel, at: moment)
  }

  /// Cancels the live opens of one side, or of both.
  mutating func cancelOpens(
    of side: Side? = nil, because reason: Reason, into effects: inout Effects
  ) {
    cancelAll(because: reason, into: &effects) { order in
      order.purpose.isEntry && (side == nil || order.side == side)
    }
  }

  /// Cancels every live order that `matches`, in the order of their places.
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
