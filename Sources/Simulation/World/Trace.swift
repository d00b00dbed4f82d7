import Market
import Session
import SimulatedVenue
import Venue

/// The last events at the boundary and at the venue, as text. It is kept only to describe a
/// failure.
struct Trace: Sendable {
  private(set) var lines: [String] = []
  private let most: Int

  init(most: Int) { self.most = most }

  mutating func learn(_ stage: borrowing Stage, elapsedNanoseconds: Int64) {
    let clock = Failure.clock(elapsedNanoseconds)
    let traffic = stage.run.kernel.traffic
    for report in traffic.reports { add("\(clock) heard  \(Trace.words(report))") }
    for answer in traffic.answers { add("\(clock) heard  \(Trace.words(answer))") }
    for request in traffic.requests { add("\(clock) sent   \(Trace.words(request))") }
    for inquiry in traffic.inquiries { add("\(clock) asked  \(Trace.words(inquiry))") }
    for event in stage.events { add("\(clock) venue  \(Trace.words(event))") }
  }

  mutating func add(_ line: String) {
    if lines.count >= 2 * most { lines.removeFirst(most) }
    lines.append(line)
  }

  /// The last lines, at most as many as it keeps.
  var last: [String] { Array(lines.suffix(most)) }

  // MARK: Words

  private static func words(_ id: ClientOrderID) -> String {
    id.isForeign ? "foreign \(id.low)" : "\(id.purpose.map { "\($0)" } ?? "?") \(id.generation)"
  }

  private static func words(_ request: OrderRequest) -> String {
    switch request {
    case .place(let order):
      var text = "place \(words(order.id)) \(order.side) \(order.quantity.steps)"
      text += order.limit.map { "@\($0.ticks)" } ?? " at the market"
      if let trigger = order.trigger { text += " when \(trigger.price.ticks) is reached" }
      return text + (order.isReduceOnly ? " reduce-only" : "")
    case .amend(let id, let limit, let remaining):
      return "amend \(words(id)) to \(remaining.steps)@\(limit.ticks)"
    case .cancel(let id): return "cancel \(words(id))"
    case .scheduleCancel: return "schedule a cancel"
    }
  }

  private static func words(_ report: VenueReport) -> String {
    switch report {
    case .accepted(let id): "accepted \(words(id))"
    case .rejected(let id, let refusal): "rejected \(words(id)) \(refusal)"
    case .filled(let fill):
      "fill \(fill.id.value) of \(words(fill.order)) \(fill.side) \(fill.quantity.steps)"
        + "@\(fill.price.ticks)"
    case .cancelled(let id, let cause, let filled):
      "cancelled \(words(id)) \(cause), filled \(filled.steps)"
    case .cancelRefused(let id, let refusal): "cancel refused \(words(id)) \(refusal)"
    case .amended(let id, let limit, let remaining):
      "amended \(words(id)) to \(remaining.steps)@\(limit.ticks)"
    case .amendRefused(let id, let refusal): "amend refused \(words(id)) \(refusal)"
    case .shrunk(let id, let remaining): "shrunk \(words(id)) to \(remaining.steps)"
    case .triggered(let id): "triggered \(words(id))"
    case .failed(let id, let kind, let failure): "failed to \(kind) \(words(id)): \(failure)"
    case .cancelScheduled: "a cancel is scheduled"
    case .scheduleRefused(let refusal): "no cancel is scheduled: \(refusal)"
    case .funded(let funding): "funding \(funding.amount.units)"
    }
  }

  private static func words(_ answer: VenueAnswer) -> String {
    switch answer {
    case .status(let id, let status, _): "status of \(words(id)): \(words(status))"
    case .openOrders(let orders, _, _):
      "\(orders.count) open orders: " + orders.map { words($0.id) }.joined(separator: ", ")
    case .account(let account, _): "account: position \(account.position.steps)"
    case .fills(let page):
      "\(page.fills.count) fills\(page.isLast ? "" : ", and more"): "
        + page.fills.map { "\($0.id.value)" }.joined(separator: ", ")
    case .market(let status): "market \(status.phase)"
    case .failed(let inquiry, let failure): "no answer to \(words(inquiry)): \(failure)"
    case .connection(let channel, let isUp): "\(channel) is \(isUp ? "up" : "down")"
    }
  }

  private static func words(_ status: OrderStatus) -> String {
    switch status {
    case .absent: "absent"
    case .live(let order): "live, \(order.remaining.steps) left"
    case .filled(let quantity): "filled \(quantity.steps)"
    case .cancelled(let cause, let filled): "cancelled \(cause), filled \(filled.steps)"
    case .rejected(let refusal): "rejected \(refusal)"
    }
  }

  private static func words(_ inquiry: Inquiry) -> String {
    switch inquiry {
    case .status(let id): "status of \(words(id))"
    case .openOrders: "open orders"
    case .account: "account"
    case .fills: "fills"
    case .marketStatus: "market status"
    case .reconnect(let channel): "reconnect \(channel)"
    }
  }

  private static func words(_ event: VenueEvent) -> String {
    "\(event.kind) \(words(event.order)) \(event.side) \(event.quantity.steps)"
      + (event.price.map { "@\($0.ticks)" } ?? "") + ", position \(event.position.steps)"
  }
}
