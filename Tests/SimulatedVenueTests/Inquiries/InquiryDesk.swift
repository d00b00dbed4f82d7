import Market
import Venue

// A test that doesn't care when something was asked says nothing of it.
extension Inquiry {
  static var openOrders: Inquiry { .openOrders(asked: .distantPast) }
  static var account: Inquiry { .account(asked: .distantPast) }
}

extension VenueAnswer {
  static func openOrders(_ orders: [VenueOrder], asOf moment: Instant) -> VenueAnswer {
    .openOrders(orders, asOf: moment, asked: moment)
  }

  static func account(_ state: AccountState) -> VenueAnswer { .account(state, asked: state.asOf) }
}

extension VenueDesk {
  /// Asks, and hears what has come back by then.
  mutating func ask(_ inquiries: Inquiry..., hearUntil end: Int64? = nil) -> [String] {
    venue.ask(inquiries, at: Instant(nanoseconds: time))
    return answers(until: end)
  }

  mutating func answers(until end: Int64? = nil) -> [String] {
    var answers: [VenueAnswer] = []
    venue.takeAnswers(until: Instant(nanoseconds: end ?? time), into: &answers)
    return answers.map(told)
  }
}

/// An answer as a line of a story.
func told(_ answer: VenueAnswer) -> String {
  switch answer {
  case .status(let id, let status, let time):
    "\(named(id)) \(told(status)), as of \(time.nanoseconds)"
  case .openOrders(let orders, _, _): orders.map(told).joined(separator: "; ")
  case .account(let state, _):
    "position \(state.position.steps), entry \(state.entry?.ticks ?? 0), "
      + "equity \(state.equity?.rounded.units ?? 0), margin \(state.marginUsed?.rounded.units ?? 0), "
      + "liquidated at \(state.liquidationPrice?.ticks ?? 0)"
  case .fills(let page):
    page.fills.map { "\($0.id.value)" }.joined(separator: " ") + (page.isLast ? "." : " …")
  case .market(let status):
    "\(status.phase) until \(status.endsAt?.nanoseconds ?? 0), as of \(status.asOf.nanoseconds)"
  case .failed(let inquiry, let failure): "\(inquiry) failed \(failure)"
  case .connection(let channel, let isUp): "\(channel) \(isUp ? "up" : "down")"
  }
}

func told(_ status: OrderStatus) -> String {
  switch status {
  case .absent: "absent"
  case .live(let order): "live: \(told(order))"
  case .filled(let quantity): "filled \(quantity.steps)"
  case .cancelled(let cause, let filled): "cancelled \(cause), filled \(filled.steps)"
  case .rejected(let refusal): "rejected \(refusal)"
  }
}

func told(_ order: VenueOrder) -> String {
  "\(named(order.id)) \(order.side) \(order.remaining.steps) of \(order.quantity.steps)"
    + (order.limit.map { " @ \($0.ticks)" } ?? "") + (order.isReduceOnly ? " reduce-only" : "")
    + (order.trigger.map { " on \($0.reference) \($0.price.ticks)" } ?? "")
}

func named(_ id: ClientOrderID) -> String {
  id.isForeign ? "foreign \(id.low)" : "\(id.generation)"
}
